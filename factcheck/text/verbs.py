"""Hold the verbs of English news and their forms, so that finite verbs can be told without a trained model."""

from __future__ import annotations

from factcheck.text.lexicon import SAY_BASES, forms

# Saying, thinking and finding, with a clause behind them.
THINK = tuple(
    """
    think believe know feel hope expect fear worry realize realise learn find discover determine decide agree doubt
    suspect assume imagine consider conclude understand hold see hear guess reckon figure foresee anticipate forecast
    calculate dispute regret wish remember forget acknowledge recognize recognise presume plan envision project
    judge deem want intend rule
    """.split()
)
REPORT = tuple(
    """
    show suggest indicate reveal find demonstrate signal imply state report say note confirm warn mean prove conclude
    allege write detail describe establish document disclose
    """.split()
)
# Taking a stand on something, with a thing behind them.
STANCE = tuple(
    """
    criticize criticise praise endorse support oppose blast condemn denounce slam back reject question accuse blame
    call describe defend attack propose urge demand promise vow pledge dismiss mock applaud welcome hail rebuke
    ridicule threaten advocate discuss mention cite highlight address outline portray depict characterize
    characterise label brand dub compare credit thank congratulate apologize apologise challenge favor favour prefer
    seek want like love hate admire respect trust encourage discourage advise recommend order instruct request
    rebut refute counter lament bemoan decry deplore deride lambaste rip trash bash pan assail excoriate chide scold
    admonish castigate berate skewer pillory vilify label tout trumpet promote champion echo repeat reiterate
    reaffirm disavow repudiate renounce retract clarify elaborate emphasize emphasise underscore underline stress
    assure reassure convince persuade remind tell warn caution inform notify brief authorize approve recall recount
    relate reflect predict project estimate quote acknowledge concede admit deny decline refuse contradict complain
    announce declare proclaim unveil disclose reveal publish tweet express voice vent raise pose offer explain argue
    calculate
    debate contend assert insist maintain claim allege charge refer allude point speak talk joke boast brag gripe
    grumble grouse rail inveigh protest liken spell invoke retweet distance reference lash side balk pronounce extol
    chronicle view grill confront link seethe fume demean insult bristle chafe scoff laud commend salute mourn object
    concur disagree waver equivocate demur dodge sidestep plead beg implore beseech exhort petition lobby chant title
    misstate pressure press scorn spurn shrug downplay exaggerate overstate understate ponder contemplate speculate
    theorise theorize hypothesise hypothesize fault heckle boo taunt jeer cheer admonish dispute contest
    """.split()
)
PLAIN = tuple(
    """
    aspire strive vie forgive overthrow undertake creep drink sing blow
    abandon absorb accept access accompany account achieve acquire act adapt adjust adopt advance affect afford aim
    alert allow alter amend amount appeal appear apply appoint approach arise arrange arrest arrive assault assemble
    assess assign assist attach attempt attend attract avoid award ban bar base battle be beat become begin behave
    belong benefit blast block board bomb book boost border borrow bounce bow break breathe bring broadcast build
    burn burst bury buy cancel capture care carry cast catch cause cease celebrate change charge chart chase check
    cheer choose circulate clash clean clear climb close coach collapse collect combat combine come command commit
    communicate compete compile complete comprise concentrate concern conduct connect conquer consist contact contain
    continue contract contribute control convert convict cook cope copy cost count cover crack crash crawl create
    cross crush cry cut damage dance dare date deal decide declare decline decorate decrease dedicate defeat define
    delay deliver deny depart depend deploy deport derail deserve design destroy detain detect develop devote die
    differ dig direct disappear discharge disclose discover disrupt distribute dive divide divorce do donate double
    draft drag draw dream dress drift drill drink drive drop drown earn ease eat edit educate elect eliminate embark
    embrace emerge employ enable encounter end endanger enforce engage enjoy ensure enter entitle equip escape escort
    establish evacuate evolve examine exceed exchange execute exercise exist expand expel experience expire explode
    exploit explore expose extend face fail fall feature feed fell fight file fill film finance fine finish fire fit
    fix flee flood flow fly focus fold follow force form found free freeze fuel fulfil fund gain gather generate get
    give go govern grab grant greet grow guarantee guard guide handle hand hang happen harm have head heal help hide
    hire hit honour honor host house hunt hurt identify ignite ignore impact implement import impose improve include
    increase incorporate inflict influence inherit injure insert inspect inspire install intensify interact interview
    introduce invade invest investigate involve isolate issue join jump keep kick kidnap kill kiss knock lack land
    last launch lay lead leak lean leap leave lend let level levy lie lift light limit line link list listen live
    load locate lock look lose lower maintain make manage manufacture march mark marry match matter measure meet
    merge migrate miss mix mobilize monitor mount mourn move multiply murder name near negotiate nominate obtain
    occupy occur open operate organize organise overcome overtake overturn owe own pack paint park participate pass
    pay peak perform permit persist pick pile place plan play plead plunge pocket pour power practise practice
    prepare present preserve press prevent print proceed process produce profit prohibit prompt propel prosecute
    protect provide provoke publish pull pump punch punish purchase pursue push put qualify quit race raid raise
    rally range rank rape rate reach react read rebound rebuild receive recommend record recover recruit reduce
    reform refund register regulate reject release rely remain remove rename render renew rent repair repay replace
    represent require rescue research reserve resign resist resolve restore restrict result resume retain retire
    retreat retrieve return reunite reverse review revive reward ride ring rise risk rob rock roll rule run rush sack
    sail save scale scan schedule score scrap screen search secure seize select sell send sentence separate serve set
    settle shape share shed shelter shift ship shock shoot shout shrink shut sign sink sit slash sleep slide slip
    slow smash smile smoke soar solve spark spend spill spin split sponsor spot spread squeeze stab staff stage stand
    star stare start stay steal steer stem step stick stop store storm strengthen stretch strike strip struggle study
    submit succeed suffer sue suit supply surge surprise surrender surround survive suspend sustain swear sweep swim
    swing switch tackle take tap target teach tear tend terminate test thrive throw tie top total touch tour trace
    track trade train transfer transform translate transport trap travel treat trigger trim triple try turn undergo
    undermine unite update upgrade upset urge use utilize vanish vary view violate visit vote vouch wait wake walk
    want warm wash waste watch weaken wear weigh win wipe withdraw witness work wound wrap yell yield contest
    coincide deteriorate contaminate fabricate vaccinate diagnose hospitalise hospitalize sanction bid bill subpoena
    indict impeach acquit testify unveil outline oversee oust topple rebel lobby campaign caucus tackle concede
    clinch draw trail shackle smuggle export ambush besiege bombard shell rocket hijack loot ransack torch vandalise
    vandalize tow ferry airlift rattle shove shake spearhead pioneer invent patent inaugurate commission dismantle
    demolish renovate refurbish close reopen relocate merge default lend borrow tax subsidise subsidize privatise
    nationalise slump tumble plummet rocket rebound edge climb dip gain average cap cut hike lower slash shave trim
    triple quadruple outnumber outpace exceed lag trail overtake surpass score concede net bowl bat dismiss equalise
    equalize head volley convert relegate promote loan bench sub infect spread contract treat cure isolate quarantine
    need mutate sequence orbit dock splash erupt quake flood melt deserve matter seem prove stem amount consist contain
    comprise belong cost weigh measure span stretch last resemble reflect relate stem tend vouch unify seal repeal
    broker dominate correct halt curb narrow bolster accomplish appreciate reconsider broaden affirm minimize minimise
    enhance replicate boycott accommodate conceal heed soften moderate revisit fulfill scramble validate alienate
    tarnish maximize spur evade scuttle skip amplify overthrow reap convey flip curtail dispatch showcase await
    resurrect scare disqualify reshape mandate equate tolerate remake deprive mitigate forge consolidate accelerate
    condone rethink reassess analyze analyse outsource distract defer navigate facilitate overhaul undertake jolt
    justify formulate quash veto restructure abolish wreck mimic devise prolong thwart administer diminish interpret
    regain reinforce certify elevate defy sway forgive uphold deter intercept relinquish mislead misuse
    flood sink ignite spill puncture snatch bundle weaken unearth dredge smear plaster maul gore
    repay overpay retake rewrite undercut outspend outsell resell withhold withstand overhear overrun undo outdo spring
    sting string shine bleed kneel tread hurl squirt smash topple capsize drown perish evict squat brew graze
    harvest irrigate plough sow lodge oblige licence license insure fold bankrupt recognise recognize amass hoard
    bribe extort defraud launder embezzle falsify plagiarise plagiarize intimidate molest stalk taper thaw melt
    weep sob cling
    scupper bar lag ration stockpile upend unleash dilute outlaw decriminalise decriminalize legalise legalize
    abide absolve accentuate accrue adhere adjourn adore advertise allocate allot amaze amuse annex annoy appraise
    apprehend arouse articulate ascend ascertain assassinate assimilate astonish atone attain audit augment
    authorise awaken banish bankroll bask befriend behead belittle bemuse beset betray bewilder bind blossom blur
    blurt bother brighten browse bulldoze burrow bypass camouflage capitalise capitalize captivate cater chuckle
    circumvent clarify classify coax coerce collaborate collide colonise commemorate commute compensate compose
    comprehend conceive confer confess confide confine confiscate conform confuse congregate conserve conspire
    constitute constrain construct consult consume converge convene cooperate corroborate corrode corrupt counteract
    crave crouch crumble culminate cultivate customise dampen dangle decapitate decimate decipher decode
    decommission decompose decrypt dedicate deduct deepen degrade delete demolish demoralise demote denote deplete
    depress descend designate despise detach detonate dethrone devalue deviate devour dine disable disappoint
    disband discard discern discredit discriminate disintegrate dislodge disobey disown disperse displace disregard
    dissolve distinguish distort disturb divert divest downgrade downsize drench dribble dwell elapse electrocute
    elicit elude embarrass embed embody emanate emit empathise employ empower emulate enact encapsulate enclose
    encompass encrypt endow engulf enlarge enlighten enlist enrage enrich enrol enroll enslave ensue entail entangle
    entertain enthuse entice entrust eradicate erase erect erode err escalate evaluate evaporate evoke exacerbate
    exasperate excavate excel exclude exempt exert exhaust exhume exonerate expedite extinguish extradite fascinate
    fetch finalise finalize fixate fizzle flaunt fling fluctuate foment forbid forego forfeit frighten frustrate
    garner germinate glorify graduate grapple grieve handcuff harass hasten haunt heighten hesitate hibernate hinder
    hover huddle humiliate hurtle idolise illuminate illustrate imitate immerse immigrate impair impart impede
    imperil impersonate impregnate impress imprison improvise incarcerate incite incline incur indulge infiltrate
    inflate infringe infuriate inhabit inhale inhibit initiate inject innovate inscribe instil insulate integrate
    interfere interrogate interrupt intersect intervene intrude inundate jeopardise jeopardize jettison jostle
    languish legislate liaise liberate linger liquidate loathe loiter loosen lurk magnify maim malfunction
    manipulate mediate meditate memorise mend mingle miscalculate misfire misinterpret misrepresent mistake mistreat
    mobilise modernise modify monopolise motivate muster mutilate narrate necessitate neglect neutralise normalise
    nurture obey obligate obliterate obscure obsess obstruct offend offset omit ooze optimise originate outbid
    outlast outlive outperform overcharge overheat overload overlook overpower overreact overrule overshadow
    overstay overwhelm pacify paralyse paralyze pave penalise penetrate perceive permeate perpetrate perplex
    persecute persevere personify pertain pierce pinpoint plunder possess postpone preach precede preclude predate
    prescribe preside pretend prevail prioritise prioritize propagate prosper purport quell quench ravage realign
    rearrange reassign recalibrate recede recite reclaim recline recollect reconcile reconstruct recoup recreate
    rectify recycle redeem redefine redesign redevelop redirect redistribute redraw refine refocus refresh refuel
    regroup reignite reimburse reimpose reinstate reintroduce reissue rejoice relax relieve relive relocate remarry
    reminisce renege reorganise repel rephrase replenish reprint repossess reproduce repurpose reschedule resent
    reset resettle reside restart restrain resurface retaliate retrace retract retrain revamp revel reverberate
    revere revert revitalise revolutionise revolve rewind roam rotate sabotage saturate savour scald scour
    scrutinise segregate sever shatter shiver shorten shred shudder shun simplify simulate siphon skyrocket slay
    smother sneak sneeze sniff snore soak socialise solicit solidify soothe specialise specialize specify sprout
    squander stabilise stabilize starve sterilise stifle stimulate stoke strangle stumble stun stutter subcontract
    subdue submerge subscribe subside substantiate subtract suffocate summarise superimpose supersede supervise
    supplement suppress swell swerve swoop symbolise sympathise synchronise televise tempt terrify terrorise thicken
    tighten toil toughen transcend transmit traverse tremble trespass uncover underestimate underfund underpin
    underperform unfold unload unlock unnerve unplug unravel unseat unsettle untangle unveil unwind unwrap uproot
    usher utter vacate vanquish veer venture verify vibrate visualise wade waive wander wane weave whittle widen
    wield wither wobble worsen wreak wrestle yearn
    """.split()
)
AUX = {
    **dict.fromkeys("is are was were am be been being isn't aren't wasn't weren't".split(), "BE"),
    **dict.fromkeys("has have had having hasn't haven't hadn't".split(), "HV"),
    **dict.fromkeys(
        """
    will would can could may might must shall should do does did cannot don't doesn't didn't won't wouldn't can't
    couldn't shouldn't mustn't mightn't ought shan't needn't
    """.split(),
        "MD",
    ),
}

SAY_SET, THINK_SET, REPORT_SET, STANCE_SET = map(frozenset, (SAY_BASES, THINK, REPORT, STANCE))
CLAUSAL = SAY_SET | THINK_SET | REPORT_SET
REPORTING = SAY_SET | THINK_SET | REPORT_SET | STANCE_SET


def _all_forms() -> dict[str, tuple[str, str]]:
    out: dict[str, tuple[str, str]] = {}
    for base in dict.fromkeys([*SAY_BASES, *THINK, *REPORT, *STANCE, *PLAIN]):
        third, past, participle, gerund = forms(base)
        for form, tag in (
            (base, "VB"),
            (third, "VZ"),
            (participle, "VN" if participle != past else "VX"),
            (past, "VX" if participle == past else "VD"),
            (gerund, "VG"),
        ):
            if form in out and (tag == "VB" or out[form][1] in {"VX", "VD"}):
                continue
            out[form] = (base, tag)
    for form, base in (("found", "find"), ("saw", "see"), ("felt", "feel"), ("lay", "lie"), ("left", "leave")):
        out[form] = (base, "VX" if form in {"found", "felt", "left"} else "VD")
    out["lied"] = ("lie", "VX")
    for form in ("being", "having", "be", "been", "have", "had", "has", "do", "did", "does"):
        out.pop(form, None)
    return out


# Form to base and tag: VB base, VZ third person, VD past, VN participle, VX past or participle, VG -ing.
FORMS = _all_forms()

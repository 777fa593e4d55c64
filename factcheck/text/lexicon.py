"""Hold the words by which English reports speech, thought and stance, with their forms."""

from __future__ import annotations

import re

# Past forms that the rules do not give: base, past, participle.
IRREGULAR = {
    line.split()[0]: (line.split()[1], line.split()[-1])
    for line in """say said
    tell told
    write wrote written
    read read
    think thought
    know knew known
    hold held
    find found
    see saw seen
    show showed shown
    feel felt
    hear heard
    mean meant
    understand understood
    swear swore sworn
    speak spoke spoken
    foresee foresaw foreseen
    forget forgot forgotten
    teach taught
    learn learned
    give gave given
    make made
    forgive forgave forgiven
    overthrow overthrew overthrown
    undertake undertook undertaken
    creep crept
    drink drank
    sing sang sung
    blow blew blown
    take took taken
    put put
    set set
    get got
    go went gone
    come came come
    become became become
    begin began begun
    bring brought
    build built
    buy bought
    catch caught
    choose chose chosen
    cost cost
    cut cut
    deal dealt
    draw drew drawn
    drive drove driven
    eat ate eaten
    fall fell fallen
    fight fought
    flee fled
    fly flew flown
    grow grew grown
    hit hit
    hurt hurt
    keep kept
    lay laid
    lead led
    leave left
    lend lent
    let let
    lie lay lain
    lose lost
    meet met
    pay paid
    quit quit
    ride rode ridden
    ring rang rung
    rise rose risen
    run ran run
    seek sought
    sell sold
    send sent
    shake shook shaken
    shoot shot
    bind bound
    fling flung
    forbid forbade forbidden
    mistake mistook mistaken
    offset offset
    outbid outbid
    redraw redrew redrawn
    reset reset
    rewind rewound
    shred shredded
    slay slew slain
    unwind unwound
    weave wove woven
    shut shut
    sing sang sung
    sink sank sunk
    sit sat
    sleep slept
    spend spent
    split split
    spread spread
    stand stood
    steal stole stolen
    stick stuck
    strike struck
    swim swam swum
    tear tore torn
    throw threw thrown
    wake woke woken
    wear wore worn
    win won
    withdraw withdrew withdrawn
    forbid forbade forbidden
    overtake overtook overtaken
    undergo underwent undergone
    beat beat beaten
    bear bore borne
    bite bit bitten
    blow blew blown
    break broke broken
    breed bred
    burst burst
    cast cast
    forecast forecast
    broadcast broadcast
    dig dug
    do did done
    feed fed
    freeze froze frozen
    hide hid hidden
    shed shed
    slide slid
    spin spun
    uphold upheld
    overcome overcame overcome
    override overrode overridden
    have had
    sue sued
    bet bet
    bid bid
    bind bound
    cling clung
    creep crept
    sweep swept
    swing swung
    weep wept
    wind wound
    dream dreamed
    burn burned
    rethink rethought
    mislead misled
    retell retold
    repay repaid
    overpay overpaid
    rebuild rebuilt
    retake retook retaken
    rewrite rewrote rewritten
    undercut undercut
    outspend outspent
    outsell outsold
    resell resold
    withhold withheld
    withstand withstood
    overhear overheard
    oversee oversaw overseen
    overrun overran overrun
    foretell foretold
    undo undid undone
    outdo outdid outdone
    shrink shrank shrunk
    spring sprang sprung
    sting stung
    string strung
    hang hung
    light lit
    shine shone
    bleed bled
    kneel knelt
    leap leapt
    prove proved proven
    tread trod trodden
    grind ground
    speed sped
    outline outlined""".splitlines()
}
DOUBLES = frozenset(
    """
    admit permit commit submit refer infer defer prefer concur rebut regret stop plan drop ban grab slip step cap
    trap stab rob ship strip shop chat plot quip rap slam blog nod tip pin begin occur transfer acquit rebel compel
    expel propel dispel control patrol cancel travel label model signal jab jet let map pad prod rub scrap scan
    skip slap snap spot stun swap embed emit omit transmit incur excel confer instil enrol unplug unwrap
    top trim wed wrap hug jog log mob nab tag wag hop mop tap clap forbid forget offset outbid reset
    """.split()
)
SHORT = re.compile(r"[^aeiou]*(?:qu)?[aeiou][bdgklmnprtvz]")  # one vowel and one consonant end it: cut, win, quit


def forms(base: str) -> tuple[str, str, str, str]:
    """Give the -s form, past, participle and -ing form of a verb."""
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        third = base + "es"
    elif base.endswith("y") and base[-2:-1] not in "aeiou":
        third = base[:-1] + "ies"
    else:
        third = base + "s"
    stem = base + base[-1] if base in DOUBLES or SHORT.fullmatch(base) else base
    if base.endswith("ie"):
        gerund = base[:-2] + "ying"
    elif base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        gerund = base[:-1] + "ing"
    else:
        gerund = stem + "ing"
    if base in IRREGULAR:
        return third, *IRREGULAR[base], gerund
    if base.endswith("e"):
        past = base + "d"
    elif base.endswith("y") and base[-2:-1] not in "aeiou":
        past = base[:-1] + "ied"
    else:
        past = stem + "ed"
    return third, past, past, gerund


# Verbs that stand beside a direct quotation.
SAY_BASES = tuple(
    """
    say tell ask add write reply answer claim argue insist state declare announce explain note warn admit report
    tweet post respond recall continue conclude confirm suggest joke quip shout scream yell whisper laugh sigh remark
    observe comment testify predict promise vow pledge stress emphasize emphasise urge demand deny complain concede
    acknowledge allege assert contend maintain reveal repeat reiterate recount read think wonder muse reflect caution
    counter retort boast brag cry exclaim declare lament agree advise inform describe inquire enquire begin intone
    interject opine plead point protest query rant reason recommend remind retort snap speculate swear text email
    thank fume gush groan mutter murmur proclaim profess rage shriek stammer sneer snarl thunder volunteer vent hint
    hit believe estimate expect quote explain challenge object offer propose rejoin sum surmise wail
    """.split()
)
SAYING = frozenset(
    form for base in SAY_BASES for form in (base, *forms(base)[:2]) if form not in {"read", "hit", "post"}
)

"""Keep the words that make a sentence more, or less, worth checking, by reason.

General English, put together by hand: no corpus was counted for it and no weight was trained.
"""

from __future__ import annotations

from factcheck.text.words import word_set

# Each reason's words; a word has one reason, the first that lists it.
REASON_WORDS: dict[str, str] = {
    "change": """rose risen rising fell fallen falling dropped drop dropping increased increase increases increasing
        decreased decrease decreases declined decline declines grew grown growth gained gain lost lose losing loss
        losses doubled tripled quadrupled halved soared surged plunged slumped shrank shrunk skyrocketed climbed
        exploded raised raise raising cut cuts cutting lowered reduced reduce reduces reducing added adds expanded
        eliminated closed shut slashed down soaring plummeting plummeted shrinking dwindling""",
    "comparison": """more less fewer higher lower bigger larger smaller greater worse better faster slower longer than
        highest lowest biggest largest smallest greatest worst best fastest most least double triple twice half third
        record first last only unprecedented historic leading top majority minority average rate ratio compared""",
    "total": """all every everyone everybody none nobody nothing never always no any entire whole each zero neither nor
        nowhere totally completely""",
    "cause": """because caused causes causing cause due thanks therefore result resulted results led leads creates
        created creating destroyed destroys forced kills killed drives driving responsible blamed triggered sparked""",
    "record": """voted vote votes supported support supports opposed opposes signed vetoed passed repealed banned
        allowed proposed announced promised pledged called admitted denied refused rejected endorsed approved ruled
        sued settled paid pay pays received gave given spent spends spending donated invested hired fired appointed
        elected won defeated arrested charged convicted indicted jailed deported released attacked invaded
        negotiated withdrew withdrawn launched built sent deleted leaked investigated audited testified claimed
        accused apologized criticized praised said says told wrote written stated declared reported found shows
        showed confirmed concluded warned shared bought sold owned died born injured wounded struck hit crashed
        resigned stepped met visited agreed ended began started opened opposing favors favours
        against inherited hid refuses denies promises proposes plans used lied broke violated earned debunked""",
    "data": """jobs job unemployment employment wages wage income incomes salary economy gdp inflation deficit deficits
        surplus budget budgets debt tax taxes taxed taxpayer taxpayers revenue trade tariff tariffs imports exports
        manufacturing factories factory crime crimes murder murders homicide homicides violence shootings prison
        immigrants immigration immigrant illegal border refugees refugee visas poverty poor welfare insurance
        uninsured premiums medicare medicaid healthcare hospitals doctors drugs heroin opioids schools college tuition
        students loans energy oil gas coal emissions climate troops soldiers army navy military nuclear weapons guns
        veterans police officers budgeted population families households workers middle-class housing mortgages
        bankruptcy bankruptcies banks interest prices price cost costs stock market dollars money funding funds
        abortion abortions elections election poll polls votes ballots fraud statistics data study studies report
        reports survey census figures numbers evidence records percent percentage share deaths cases casualties""",
    "institution": """government congress senate house court supreme administration president presidents governor
        senator secretary minister ministry parliament commission agency department federal state states treasury
        fbi cia nato un eu company companies corporation police pentagon union committee council city county
        country countries law laws bill bills act treaty deal agreement agreements policy amendment constitution
        university bank republican republicans democrat democrats party campaign foundation white""",
    "time": """year years month months week weeks decade decades century yesterday today ago since during january
        february march april june july august september october november december monday tuesday wednesday
        thursday friday saturday sunday history""",
    "fact verb": """is are was were has have had did does been became took made went came left held kept ran
        brought thought knew saw heard put set stood""",
    "opinion": """think believe feel hope guess suppose wish love hate honestly frankly perhaps maybe probably
        beautiful terrible horrible wonderful amazing incredible great nice proud sorry happy glad sad honor pleasure
        respect deserve opinion personally""",
    "future": """will shall would could should might may must can ought gonna tomorrow if let'll we'll i'll you'll
        they'll he'll she'll it'll i'd we'd""",
    "courtesy": """thank hello hi good-bye goodbye welcome please okay ok yes yeah yep sir ma'am gentlemen ladies
        folks excuse wow oh well congratulations bless applause laughter crosstalk sure right""",
    "talk": """question questions answer ask asking let's let talk talking look listen remember understand know
        tell see mean want""",
    "first person": """i i'm i've my me mine myself we we're we've our us ours""",
    "second person": """you you're you've your yours yourself""",
}

NUMBER_WORDS = word_set(
    """two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand thousands million millions
    billion billions trillion trillions dozen dozens"""
)

WORD_REASON: dict[str, str] = {}
for _reason, _words in REASON_WORDS.items():
    for _word in _words.split():
        WORD_REASON.setdefault(_word, _reason)

# What each reason adds to the log-odds: for the first word that shows it, and for each further one up to two.
WEIGHTS: dict[str, tuple[float, float]] = {
    "figure": (1.1, 0.2),
    "measure": (0.6, 0.2),
    "change": (0.6, 0.2),
    "comparison": (0.3, 0.15),
    "total": (0.2, 0.1),
    "cause": (0.4, 0.1),
    "record": (0.6, 0.25),
    "data": (0.7, 0.25),
    "institution": (0.3, 0.1),
    "named": (0.5, 0.2),
    "time": (0.25, 0.1),
    "past": (0.4, 0.15),
    "fact verb": (0.25, 0.05),
    "opinion": (-0.5, -0.15),
    "future": (-0.6, -0.15),
    "courtesy": (-0.6, -0.3),
    "talk": (-0.35, -0.1),
    "first person": (-0.4, -0.1),
    "second person": (-0.2, -0.1),
    "question": (-1.3, 0.0),
    "stage direction": (-4.0, 0.0),
    "unfinished": (-0.6, 0.0),
    "too short": (-2.0, 0.0),
}

# How a reason reads on the page; the words that showed it follow.
LABELS: dict[str, str] = {
    "figure": "gives a figure",
    "measure": "counts or prices something",
    "change": "says something rose, fell or changed",
    "comparison": "compares or ranks",
    "total": "speaks of all or none",
    "cause": "names a cause",
    "record": "tells of an act or statement on record",
    "data": "is on a matter that records are kept of",
    "institution": "names an institution",
    "named": "names someone or something",
    "time": "is placed in time",
    "past": "tells what happened",
    "fact verb": "states something as fact",
    "opinion": "lower: words of opinion or feeling",
    "future": "lower: future, possible or wished for",
    "courtesy": "lower: greeting or courtesy",
    "talk": "lower: talk about the talk",
    "first person": "lower: speaks of the speaker",
    "second person": "lower: addresses the listener",
    "question": "lower: a question",
    "stage direction": "lower: a stage direction",
    "unfinished": "lower: breaks off",
    "too short": "lower: too short to say much",
}

"""Words for people: what they are, where no name says who."""

ROLE_NOUNS = frozenset(
    """
    spokesman spokeswoman spokesperson director president professor chief head chairman chairwoman chair leader
    founder minister secretary mayor governor senator manager editor author analyst expert official officer member
    executive commissioner coach co-founder representative adviser advisor strategist fellow lawyer attorney judge
    sheriff ambassador captain owner host author reporter correspondent economist scientist researcher lecturer
    partner supporter critic teacher farmer driver nurse pensioner student barrister solicitor engineer doctor
    surgeon worker resident fisherman shopkeeper investigator veteran attendant widow mother father brother sister
    son daughter neighbour neighbor astronomer councillor mp prosecutor trader consultant superintendent inspector
    detective minister treasurer pilot dean provost rector organiser organizer
    campaigner volunteer publisher biographer historian physicist biologist
    chemist geologist sociologist psychologist climatologist epidemiologist virologist writer columnist former
    senior vice deputy associate assistant general one another who whose which
    """.split()
)
CAPITAL_ROLES = frozenset("ceo cfo coo cto mp msp td".split())
# Whoever spoke right before may be called so.
SOMEBODY = frozenset(
    """
    expert analyst academic author professor researcher scientist politician lawmaker official spokesman spokeswoman
    spokesperson lawyer attorney campaigner activist star singer actor actress player striker coach manager driver
    rapper advocate astrologer comedian comedienne model presenter champion midfielder defender goalkeeper billionaire
    businessman businesswoman entrepreneur veteran musician novelist
    """.split()
)
# What somebody is alone in a story: "the coach" may be another.
EPITHETS = frozenset(
    """
    star singer actor actress rapper comedian comedienne model presenter champion midfielder defender goalkeeper striker
    musician novelist billionaire businessman businesswoman entrepreneur politician lawmaker astrologer activist
    campaigner veteran
    """.split()
)
OFFICIAL = frozenset("official spokesman spokeswoman spokesperson lawyer attorney manager analyst professor".split())
# Someone named by no name: "a woman", whom "her" may mean.
UNNAMED_WOMEN = frozenset(
    "woman girl mother daughter sister wife widow grandmother schoolgirl actress waitress".split()
)
UNNAMED_MEN = frozenset("man boy father son brother husband widower grandfather schoolboy fisherman".split())
# Who is never named: "a gunman", whom "he" goes on to mean.
STRANGERS = frozenset(
    """
    gunman attacker shooter killer bomber robber burglar thief intruder hijacker knifeman assailant suspect motorist
    pedestrian cyclist passenger teenager student pensioner soldier driver passer-by swimmer hiker climber
    """.split()
)

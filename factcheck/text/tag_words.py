"""Words whose neighbours settle their tag."""

NOUNS_OF = frozenset("orders demands calls reports claims requests offers results signs costs uses attacks".split())
PERIODICAL = frozenset({"daily", "weekly", "monthly", "quarterly", "fortnightly"})
TANKS = frozenset({"tank", "tanks"})
A_BEING = frozenset("human a the living supreme well every this".split())
DOUBTFUL = frozenset("alleged suspected reported estimated proposed supposed claimed perceived".split())
BEFORE_THAT = frozenset("of at by for from with on in about over under after before during since".split())
OWED = frozenset("according due thanks owing prior contrary".split())
PLURAL_STOP = frozenset("police people men women children".split())
# No noun looks like these.
NEVER_NOUNS = frozenset(
    """
    say believe think argue insist agree tell ask contend allege understand realize suggest describe want dismiss accuse
    deny confirm reject criticise criticize condemn denounce defend admit apologise apologize warn threaten oppose
    reveal
    """.split()
)
# Forms such as "receives" are no nouns at all.
NO_NOUNS = NEVER_NOUNS | frozenset(
    """
    receive obtain acquire contain become seem appear happen occur require provide allow enable prevent ensure explain
    decide arrive destroy create employ belong represent consist involve recommend
    """.split()
)
SAYS = frozenset("says say said claims claim reveals reveal shows show finds find warns warn suggests suggest".split())
BARE_VERBS = frozenset("live remain exist agree disagree vary survive belong continue apply arrive".split())
OFTEN_VERBS = frozenset({"show", "indicate", "reveal", "support", "want", "hope", "expect", "find", "know"})
FIGURES = frozenset(
    "figures results data records documents papers emails findings statistics polls surveys studies letters".split()
)
SHOWING = frozenset({"show", "reveal", "suggest", "indicate"})
TURNED_DOWN = frozenset("question reject dismiss refute contest deny dispute doubt".split())
GOING_BY = frozenset("stand pass live go come fly drop roll".split())

"""Hold the words that mark who says what, beside the verbs."""

from __future__ import annotations

TELLS = frozenset(
    """
    tell inform assure remind warn advise notify convince persuade ask urge brief show teach caution order instruct
    """.split()
)
NOUNS = frozenset(
    """
    claim claims statement statements comment comments remark remarks assertion assertions argument allegation
    allegations accusation accusations warning belief view views opinion suggestion promise pledge vow call calls
    criticism support opposition endorsement proposal plan plans decision prediction contention insistence admission
    acknowledgment attack attacks denial demand hope fear fears concern concerns announcement declaration description
    complaint complaints praise response question questions words telling account doubt doubts worry worries
    speculation rumor rumors rumour rumours outrage frustration anger insistence hopes beliefs warnings promises
    pledges arguments assertions suggestions predictions demands reckoning estimate count calculations
    """.split()
)
# Nouns that report though nobody is named, and the words that tie what is reported to them.
DOUBT_NOUNS: dict[str, frozenset[str]] = {
    **dict.fromkeys("question questions concern concerns doubt doubts".split(), frozenset({"about", "over"})),
    **dict.fromkeys(
        "worry worries complaint complaints speculation anger outrage frustration".split(), frozenset({"about", "over"})
    ),
    **dict.fromkeys("criticism praise".split(), frozenset({"of", "for", "over"})),
    **dict.fromkeys("calls demands".split(), frozenset({"for", "to"})),
    **dict.fromkeys("fears allegations accusations claims warnings".split(), frozenset({"of", "about"})),
    **dict.fromkeys("opposition objections".split(), frozenset({"to"})),
    "support": frozenset({"for"}),
}
NOUN_LINKS = frozenset("that of for to about on against by with over".split())
EXPECTED = frozenset(
    """
    expected believed thought said reported alleged known understood rumored rumoured supposed considered estimated
    seen accused deemed claimed revealed announced feared presumed suspected
    """.split()
)
CUE_TAGS = frozenset({"VX", "VD", "VZ", "VF", "VN", "VB", "VG", "NN", "RB", "NP", "JJ"})
SLACK = 4  # words before the subject of what is said: "said on Tuesday the plan works"
REPORTEDLY = frozenset("reportedly allegedly apparently supposedly purportedly".split())
SEEMING = frozenset("seem appear".split())
WEAK = frozenset(
    """
    see hold know want show like make find hear raise offer express publish state refer order mean prove pose detail
    title address favor favour understand feel love hate reflect relate
    """.split()
)
DOCUMENTED = frozenset(
    """
    show find detail reveal prove reflect establish demonstrate put give estimate document
    """.split()
)
DOCUMENTS = frozenset(
    """
    poll polls survey surveys study studies data report reports image images photo photos photograph photographs
    pictures picture pics pic video videos footage figures figure records record documents document email emails
    e-mail e-mails research analysis statistics evidence tests test results findings investigation inquiry review
    audit filing filings memo letter letters papers paper map maps ads ad book article articles clip recording
    recordings tape transcript charts graph graphs table tables transcripts tapes clips logs log screenshots messages
    texts receipts invoices minutes diaries diary exit averages average numbers chart sources
    """.split()
)
# "is confident that", "was opposed to": a state of mind after a form of "be".
ATTITUDES = frozenset(
    """
    confident concerned worried sure convinced aware opposed committed optimistic hopeful skeptical sceptical
    critical eager willing proud happy glad afraid angry frustrated disappointed surprised grateful certain
    adamant unsure doubtful unhappy keen supportive wary uncertain clear pleased satisfied troubled alarmed
    outraged shocked dismayed ready determined persuaded against
    """.split()
)
ATTITUDE_LINKS = frozenset("that about of to over by with at for".split())

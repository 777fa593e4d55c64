"""Who says and does what where an aside, a quotation or another clause stands between."""

import pytest

from factcheck.text import analyse
from tests.text.told import told

SAID = [
    # A source goes on to the end of its aside, and no farther.
    ("According to Ida Orr, a clerk at the quay, the ferry sank.", "The ferry sank.", ("Ida Orr",)),
    ("According to Ida Orr, 41, the ferry sank.", "The ferry sank.", ("Ida Orr",)),
    ("According to federal data, 4 in 10 crews sail.", "4 in 10 crews sail.", ("federal data",)),
    (
        "Mr Orr, 40, of Quay Lane, pleaded guilty to theft and was jailed for two years.",
        "Orr was jailed for two years.",
        (),
    ),
    (
        "According to Ida Orr, a former clerk, who is suing the board, the ferry sank.",
        "The ferry sank.",
        ("Ida Orr",),
    ),
    ("According to Ida Orr, chief engineer of the port, ten boats sank.", "Ten boats sank.", ("Ida Orr",)),
    (
        "According to Harbourwatch, a patch of warm water, known as a polynya, may have kept the quay free of ice.",
        "A patch of warm water may have kept the quay free of ice.",
        ("Harbourwatch",),
    ),
    (
        "Ned Hall, defending, said Orrin now knew that the law had changed.",
        "Orrin now knew that the law had changed.",
        ("Ned Hall",),
    ),
    (
        "Norwind nearly failed last month, according to a long account by The Vellman.",
        "Norwind nearly failed last month.",
        ("a long account by The Vellman",),
    ),
    # Whom somebody told says nothing.
    (
        "Something was wrong with Ned Marsh, who told the assistant sailing coach Al Poole, “I don't feel too good.”",
        "Ned Marsh told the assistant sailing coach Al Poole: “I don't feel too good.”",
        ("Ned Marsh",),
    ),
    (
        "Ida Orr was ill, and doctors told her sister and friends she had a poor chance to live.",
        "She had a poor chance to live.",
        ("doctors",),
    ),
    (
        "The quay has been cleared, a volunteer told The Tide, an island news website.",
        "The quay has been cleared.",
        ("The Tide", "a volunteer"),
    ),
    (
        "The crew had left, the mate's wife told Danish media.",
        "The crew had left.",
        ("Danish media", "the mate's wife"),
    ),
    # Each tells what stands in its own clause.
    (
        "Sir Neil Orr said it was “good news” that the quay was shut, but the union leader added: “We need a new one.”",
        "The union leader added: “We need a new one.”",
        ("the union leader",),
    ),
    (
        "Sir Neil Orr said it was “good news” that the quay was shut, but the union leader added: “We need a new one.”",
        "Sir Neil Orr said it was “good news” that the quay was shut.",
        ("Sir Neil Orr",),
    ),
    (
        "The port agency says the ferries “bumped into each other” but did not sink at the quay.",
        "The ferries did not sink at the quay.",
        ("The port agency",),
    ),
    (
        "Ida Orr said the charges were false, but prosecutors may seek a fine.",
        "Prosecutors may seek a fine.",
        ("Ida Orr",),
    ),
    (
        "Ministers Ida Orr and Ned Marsh said they would go on no matter who won, saying they have “a port to run”.",
        "Ministers Ida Orr and Ned Marsh said they have “a port to run”.",
        ("Ministers Ida Orr and Ned Marsh",),
    ),
    (
        "Ned Marsh called the ruling a political decision.",
        "Ned Marsh called the ruling a political decision.",
        ("Ned Marsh",),
    ),
    (
        "With three ministers gone and the port shut, a city source said the premier has agreed to go.",
        "The premier has agreed to go.",
        ("a city source",),
    ),
    ('The user S_AND_YY wrote: "Owners have to look after boats."', None, ("The user S_AND_YY",)),
]


@pytest.mark.parametrize(("body", "statement", "chain"), SAID)
def test_names_who_says_it(body: str, statement: str | None, chain: tuple[str, ...]) -> None:
    claims = told(body)
    claim = claims[statement] if statement is not None else next(iter(claims.values()))
    assert claim.chain == chain


DONE = [
    # What a relative clause hangs on is whole.
    (
        "The board has bought a newly built ferry that broke into two pieces.",
        ["The board has bought a newly built ferry.", "A newly built ferry broke into two pieces."],
    ),
    (
        "The letters went to Orr and Ned Marsh, who was chief of staff.",
        ["The letters went to Orr and Ned Marsh.", "Ned Marsh was chief of staff."],
    ),
    # What is acted on stands behind its verb.
    (
        "The new scale, which the board approved as part of the budget last week, has failed.",
        ["The new scale has failed.", "The board approved the new scale as part of the budget last week."],
    ),
    (
        "The plan, which ministers had hoped for, failed.",
        ["The plan failed.", "Ministers had hoped for the plan."],
    ),
    (
        "The mate, whom police arrested in May, has died.",
        ["The mate has died.", "Police arrested the mate in May."],
    ),
    (
        "The film, which debuts on Friday, tells how the quay fell.",
        ["The film tells how the quay fell.", "The film debuts on Friday."],
    ),
    (
        "A man who took pictures on the quay, to prove he was there, was fined.",
        ["A man was fined.", "A man took pictures on the quay, to prove he was there."],
    ),
    # "A, B and C" are three things.
    (
        "But the mast was taken down three days later, the hull was sold on Friday, and the crew is now at home.",
        ["The mast was taken down three days later.", "The hull was sold on Friday.", "The crew is now at home."],
    ),
    ("Roads were shut, bridges destroyed and power cut.", ["Roads were shut, bridges destroyed and power cut."]),
    ("The ferry – which sank in May – was old.", ["The ferry was old.", "The ferry sank in May."]),
    # What is told of such ones alone is told of them.
    ("A council that runs a ferry must publish its books.", ["A council that runs a ferry must publish its books."]),
    ("A sailor who hit a gull was fined.", ["A sailor was fined.", "A sailor hit a gull."]),
    # What was done before it was said is told too, and what nobody says is not.
    (
        "The head of the port resigned after admitting that he had hidden the report.",
        ["The head of the port resigned.", "He had hidden the report."],
    ),
    (
        "Ida Orr resigned without admitting that she had hidden the report.",
        ["Ida Orr resigned without admitting that she had hidden the report."],
    ),
    (
        "The mate had lied, Ida Orr said, having hidden it for a year.",
        ["The mate had lied, having hidden it for a year."],
    ),
    ("People with knowledge of the talks say it has been shelved.", ["It has been shelved."]),
    ("The dam failed, Ida Orr wrote on Facebook, a day after the mayor said it was safe.", ["The dam failed."]),
    # What is done to somebody goes on.
    (
        "He was given 56 days in prison, suspended for two years and ordered to pay costs.",
        ["He was given 56 days in prison, suspended for two years.", "He was ordered to pay costs."],
    ),
    (
        "Here's what few sailors know: when a captain gives a free berth to a friend, the berth comes with strings.",
        ["When a captain gives a free berth to a friend, the berth comes with strings."],
    ),
    (
        "Dr Ida Orr, the second to get there, said by the time she came, he was in a coma, “almost dead,” she said.",
        ["Dr Ida Orr, the second to get there, said by the time she came, he was in a coma, “almost dead”."],
    ),
]


@pytest.mark.parametrize(("body", "statements"), DONE)
def test_tells_who_does_it(body: str, statements: list[str]) -> None:
    assert list(told(body)) == statements


@pytest.mark.parametrize(
    ("headline", "statement", "chain"),
    [
        ("Two held over fire at the port: police", "Two held over fire at the port.", ("police",)),
        ("Live: Ned Marsh resigns in wake of ferry fire", "Ned Marsh resigns in wake of ferry fire.", ()),
    ],
)
def test_reads_what_signs_and_what_labels_a_headline(headline: str, statement: str, chain: tuple[str, ...]) -> None:
    first = analyse(f"{headline}\n\nThe port was shut on Monday.").claims[0]
    assert (first.statement, first.chain) == (statement, chain)

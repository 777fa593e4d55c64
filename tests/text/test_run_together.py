"""Clauses that run together, titles that go on, firms that are none: who is meant and what is told of whom."""

import pytest

from factcheck.text import analyse
from tests.text.told import told

SAID = [
    # A role of many words is its holder's, and goes on to be.
    (
        "The Minister of Transport and Island Mobility, Óscar Puente, said the mayor, Jo Milo, lied. He quit in May.",
        "Óscar Puente quit in May.",
        (),
    ),
    # An office is no firm.
    (
        "The Harbour Commissioner's Office is looking into the leak. The firm said that 400,000 people were hit.",
        "400,000 people were hit.",
        ("The firm",),
    ),
    # "it" is whoever says the sentence.
    (
        "Norwind will close the quay on 3 June, the union Unity has revealed, in a move it described as “very sad”.",
        None,
        ("the union Unity",),
    ),
    ("The find was made in June and experts say it was new.", "Experts say it was new.", ("experts",)),
    (
        "Norwind cut £150,000 from the budget by not filling two posts it said would be phased out.",
        "Norwind cut £150,000 from the budget by not filling two posts it said would be phased out.",
        (),
    ),
    (
        "Analysts expected earnings of 26 cents a share for the year.",
        "Analysts expected earnings of 26 cents a share for the year.",
        ("Analysts",),
    ),
    ("Ida Orr made clear that the port was shut.", "The port was shut.", ("Ida Orr",)),
    (
        "Ned Marsh made it clear that he wants to go, but Norwind want him to stay and have failed to agree a price.",
        "Norwind have failed to agree a price.",
        (),
    ),
    (
        "The Minister of Island Mobility, Óscar Puente, shut the port. “It was sad,” the minister said.",
        "The minister said: “It was sad”.",
        ("Óscar Puente",),
    ),
    (
        "The charity said gifts had halved since May, when its founder was held, and warned it might have to close.",
        "The charity warned it might have to close.",
        ("The charity",),
    ),
    (
        "Fares will rise by 4.6% in March, the government has confirmed, the biggest increase for a decade.",
        "It was the biggest increase for a decade.",
        ("the government",),
    ),
    (
        "Ida Orr said her husband, a fisherman, had gone out at 5am and had been due back by noon.",
        "Ida Orr's husband had been due back by noon.",
        ("Ida Orr",),
    ),
    (
        "Morris Oak said the brakes failed, but the inspector, Janet Coombe, said no. “It is careless,” she said.",
        "Janet Coombe said: “It is careless”.",
        ("Janet Coombe",),
    ),
    ("A man who lived nearby saw it. He said the car was fast.", "The car was fast.", ("the man",)),
    ("Her publicist, Ned Marsh, said the singer had died.", "The singer had died.", ("Ned Marsh",)),
    ("Quayside's said sales rose 4%.", "Sales rose 4%.", ("Quayside's",)),
    ("“The talks are good”, Ida Orr has assured.", "Ida Orr has assured: “The talks are good”.", ("Ida Orr",)),
    (
        "Jailing Ned Roe for ten weeks, judge Ann Marsh said the court had been misled.",
        "Judge Ann Marsh jailed Ned Roe for ten weeks.",
        (),
    ),
]


@pytest.mark.parametrize(("body", "statement", "chain"), SAID)
def test_names_whoever_says_it(body: str, statement: str | None, chain: tuple[str, ...]) -> None:
    claims = told(body)
    claim = claims[statement] if statement is not None else next(iter(claims.values()))
    assert claim.chain == chain


TOLD = [
    (
        "The band had the singer Kai Lund and the guitarist Ned Marsh, who later joined a choir and died at sea.",
        [
            "The band had the singer Kai Lund and the guitarist Ned Marsh.",
            "The guitarist Ned Marsh later joined a choir.",
            "The guitarist Ned Marsh died at sea.",
        ],
    ),
    (
        "The council passed new rules, banning most sales of oil and refined petroleum products.",
        [
            "The council passed new rules.",
            "The council banned most sales of oil and refined petroleum products.",
        ],
    ),
    (
        "Takings rose to £480m, Norwind opened 27 shops and entered ten new ports.",
        ["Takings rose to £480m.", "Norwind opened 27 shops.", "Norwind entered ten new ports."],
    ),
    (
        "The minister has considered the matter settled and has opted for a change.",
        ["The minister has considered the matter settled.", "The minister has opted for a change."],
    ),
    (
        "After several years, during which time the club broke up, Marrow Town came back.",
        ["After several years, during which time the club broke up, Marrow Town came back."],
    ),
    (
        "The animal had bigger feet and a tail that was longer than its body.",
        ["The animal had bigger feet and a tail.", "A tail was longer than its body."],
    ),
    (
        "One sailor was taken to hospital and another was arrested.",
        ["One sailor was taken to hospital.", "Another was arrested."],
    ),
    (
        "The Post reported last week that Ida Orr had sold the boat, citing emails it had obtained.",
        ["Ida Orr had sold the boat."],
    ),
    (
        "A witness said the man was drunk and attacked the guard.",
        ["The man was drunk.", "The man attacked the guard."],
    ),
    (
        "Ida Orr said the plan was bad and attacked the board.",
        ["The plan was bad.", "Ida Orr attacked the board."],
    ),
    (
        "Ida Orr had been taken to hospital, leading to false news of her death.",
        ["Ida Orr had been taken to hospital, leading to false news of her death."],
    ),
    (
        "Two days after a quake flattened homes, destroyed roads and cut power, rescue workers searched on.",
        ["Two days after a quake flattened homes, destroyed roads and cut power, rescue workers searched on."],
    ),
    (
        "Among the charges she denies is the allegation she took more than £5,000 and pocketed the difference.",
        ["Among the charges she denies is the allegation she took more than £5,000 and pocketed the difference."],
    ),
    (
        "Dogs were used to try and track down the guard.",
        ["Dogs were used to try and track down the guard."],
    ),
    ("But for the rain, 300 more would have come.", ["But for the rain, 300 more would have come."]),
    (
        "Police initially said two men had died but later said only one had.",
        ["Two men had died.", "Only one had."],
    ),
    (
        "The film claims that Ned Marsh killed a guard, which he has always denied.",
        ["The film claims that Ned Marsh killed a guard, which he has always denied."],
    ),
    (
        "Three years after the fire that killed 72 people, nobody has been charged.",
        ["Three years after the fire, nobody has been charged.", "The fire killed 72 people."],
    ),
    (
        "The ex-minister, who was sacked in May, is to stand again.",
        ["The ex-minister is to stand again.", "The ex-minister was sacked in May."],
    ),
    (
        "The court said Marsh was “a liar” whose word was worth nothing, and dismissed his claim.",
        [
            "The court said Marsh was “a liar”.",
            "The court dismissed his claim.",
            "A liar's word was worth nothing.",
        ],
    ),
    (
        "Another guard died on Monday, bringing the total to five.",
        ["Another guard died on Monday, bringing the total to five."],
    ),
]


@pytest.mark.parametrize(("body", "statements"), TOLD)
def test_tells_each_thing_of_whom_it_is_told(body: str, statements: list[str]) -> None:
    assert list(told(body)) == statements


def test_a_number_that_is_a_name_counts_nothing() -> None:
    claim = told("The firm speaks for Harbour One and Norwind.")["The firm speaks for Harbour One and Norwind."]
    assert claim.quantity is None


def test_a_role_before_a_headlines_colon_says_it() -> None:
    claim = analyse("Vell police chief: 11 shot, 5 dead\n\nThe port was shut on Monday.").claims[0]
    assert claim.chain == ("Vell police chief",)

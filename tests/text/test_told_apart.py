"""What a sentence says is told apart: each thing alone, by the one who did it, and nothing that nobody said."""

import pytest

from factcheck.text import analyse
from tests.text.told import HEAD, told

APART = [
    (
        "Two coaches were sacked, with Ned Marsh fired by the Colts after a row over pay.",
        ["Two coaches were sacked.", "Ned Marsh was fired by the Colts after a row over pay."],
    ),
    (
        "The sacking was reported on Monday, with the team eventually confirming the news on Twitter.",
        ["The sacking was reported on Monday.", "The team confirmed the news on Twitter."],
    ),
    (
        "A gunman kills 27 students and five teachers before fleeing to Oslo.",
        ["A gunman kills 27 students.", "A gunman kills five teachers.", "A gunman flees to Oslo."],
    ),
    (
        "A 23-year-old student opens fire in Vell.\n\nHe kills two men.",
        ["A 23-year-old student opens fire in Vell.", "The student kills two men."],
    ),
    (
        "People laid flowers a day after a lorry hit the crowd, killing at least ten people on Monday.",
        ["People laid flowers a day after a lorry hit the crowd.", "A lorry killed at least ten people on Monday."],
    ),
    (
        "Experts are trying to learn why a boat sank soon after it left, killing all ten people on board.",
        [
            "Experts are trying to learn why a boat sank soon after it left.",
            "A boat killed all ten people on board.",
        ],
    ),
    (
        "The Lions missed the final after a poor start and announced on Twitter: 'Ida Orr will not return.'",
        [
            "The Lions missed the final after a poor start.",
            "The Lions announced on Twitter: 'Ida Orr will not return.'",
        ],
    ),
    (
        "Japan denounced the launch as a step that raises regional tensions and urged a firm response.",
        [
            "Japan denounced the launch as a step.",
            "Japan urged a firm response.",
            "A step raises regional tensions.",
        ],
    ),
    (
        "“Clean Air” is run by the Vell Centre, a group of clerks dedicated to peace and is funded by Vellcom.",
        [
            "“Clean Air” is run by the Vell Centre, a group of clerks dedicated to peace.",
            "“Clean Air” is funded by Vellcom.",
        ],
    ),
    (
        "Six people were placed under arrest and search warrants were issued for ten flats.",
        ["Six people were placed under arrest.", "Search warrants were issued for ten flats."],
    ),
    (
        "The offensive and defensive coaches have been linked with the job.",
        ["The offensive and defensive coaches have been linked with the job."],
    ),
    ("Joe Marsh was the man who ended the curse.", ["Joe Marsh was the man who ended the curse."]),
    ("Nor should the quay be shut, the firm said.", ["Nor should the quay be shut."]),
    (
        "As the head of the body that runs the banks, his words are the clearest sign so far.",
        ["As the head of the body, his words are the clearest sign so far.", "The body runs the banks."],
    ),
    (
        "It has proposed a so-called “double-freeze” plan, which calls for a halt.",
        ["It has proposed a so-called “double-freeze” plan.", "A so-called “double-freeze” plan calls for a halt."],
    ),
    (
        "The storm cut the road, which meant the crew had to wait.",
        ["The storm cut the road.", "That meant the crew had to wait."],
    ),
    (
        "Rapp reported that Ida Orr will lead the search, and is likely looking for a pilot.",
        ["Ida Orr will lead the search.", "Ida Orr is likely looking for a pilot."],
    ),
    (
        "Police have confirmed a man has been arrested and is currently in a cell in Vell.",
        ["A man has been arrested.", "A man is currently in a cell in Vell."],
    ),
    (
        "Police are looking into a staggering 359 thefts and a total of 821 complaints.",
        [
            "Police are looking into a staggering 359 thefts.",
            "Police are looking into a total of 821 complaints.",
        ],
    ),
    (
        "Germany has 850 men at a base, with another 1,000 troops coming from 20 countries.",
        ["Germany has 850 men at a base.", "Another 1,000 troops come from 20 countries."],
    ),
    (
        "The rule held in towns such as Vell and Oslo, and a total of ten clerks were fined.",
        ["The rule held in towns such as Vell and Oslo.", "A total of ten clerks were fined."],
    ),
    (
        "The satellite blasted off at 9:00 am from Vell and later entered the orbit.",
        ["The satellite blasted off at 9:00 am from Vell.", "The satellite later entered the orbit."],
    ),
    (
        "Jeans are not allowed, depending on the airline that one has a pass of.",
        ["Jeans are not allowed, depending on the airline that one has a pass of."],
    ),
    (
        "A clerk was arrested on Monday and charged with theft.",
        ["A clerk was arrested on Monday.", "A clerk was charged with theft."],
    ),
    (
        "The road has been closed by police and later reopened by the mayor.",
        ["The road has been closed by police.", "The road has been later reopened by the mayor."],
    ),
    (
        "Police said a man was held on Monday and taken to a court in Oslo.",
        ["A man was held on Monday.", "A man was taken to a court in Oslo."],
    ),
    (
        "A clerk, who was held on Monday and charged with theft, fled.",
        ["A clerk fled.", "A clerk was held on Monday.", "A clerk was charged with theft."],
    ),
    (
        "A clerk was hit by a lorry and later died in Oslo.",
        ["A clerk was hit by a lorry.", "A clerk later died in Oslo."],
    ),
    (
        "The man was not hurt in the fall and released on Monday.",
        ["The man was not hurt in the fall and released on Monday."],
    ),
    (
        "The boat was part of a Vell firm that has sailed since May.",
        ["The boat was part of a Vell firm.", "A Vell firm has sailed since May."],
    ),
    (
        "Police in Vell are investigating a staggering 359 thefts and a total of 821 complaints after a storm.",
        [
            "Police in Vell are investigating a staggering 359 thefts after a storm.",
            "Police in Vell are investigating a total of 821 complaints after a storm.",
        ],
    ),
    # A list of what one did, and no list of what was done to a firm.
    (
        "The gang broke into the shop, stole two bikes and fled in a van.",
        ["The gang broke into the shop.", "The gang stole two bikes.", "The gang fled in a van."],
    ),
    (
        "Ida Orr was born in Vell in 1952, moved to Oslo at 19 and worked as a nurse.",
        ["Ida Orr was born in Vell in 1952.", "Ida Orr moved to Oslo at 19.", "Ida Orr worked as a nurse."],
    ),
    (
        "A clerk joined the firm, founded in 1950 and based in Oslo, in May.",
        ["A clerk joined the firm, founded in 1950 and based in Oslo, in May."],
    ),
    (
        "The last strike by the clerks, in 2004, lasted nine days and ended with a court order.",
        [
            "The last strike by the clerks, in 2004, lasted nine days.",
            "The last strike by the clerks ended with a court order.",
        ],
    ),
    (
        "The storm, with winds of up to 120mph, hit Vell and cut power to half a million homes.",
        ["The storm, with winds of up to 120mph, hit Vell.", "The storm cut power to half a million homes."],
    ),
    (
        "Clerks voted to reject the deal, the board's third defeat in a week.",
        ["Clerks voted to reject the deal.", "It was the board's third defeat in a week."],
    ),
    (
        "The firm closed a plant, cutting 200 jobs in Oslo.",
        ["The firm closed a plant.", "The firm cut 200 jobs in Oslo."],
    ),
    (
        "The boat sank, hitting a quay in Vell near Oslo.",
        ["The boat sank.", "The boat hit a quay in Vell near Oslo."],
    ),
    (
        "The former clerk, 61, admitted fraud and was told to repay £22,000.",
        ["The former clerk, 61, admitted fraud.", "The former clerk was told to repay £22,000."],
    ),
    (
        "The singer, 42, left in May.\n\nShe has sold a million boats.",
        ["The singer, 42, left in May.", "The singer has sold a million boats."],
    ),
    (
        "A third of pubs have shut since 2000, with 400 closing in the last year alone.",
        ["A third of pubs have shut since 2000.", "400 closed in the last year alone."],
    ),
    (
        "The strike, the first by clerks since 1975, lasted three days.",
        ["The strike lasted three days.", "The strike was the first by clerks since 1975."],
    ),
    (
        "The mayor is expected to announce tax cuts in May.",
        ["The mayor is expected to announce tax cuts in May."],
    ),
    (
        "Drivers who park on the quay face a fine of up to £130.",
        ["Drivers who park on the quay face a fine of up to £130."],
    ),
    (
        "A court rejected the appeal, ruling that the sentence was fair.",
        ["A court rejected the appeal.", "A court ruled that the sentence was fair."],
    ),
    (
        "The plan will create 400 jobs and bring £30m to the town.",
        ["The plan will create 400 jobs.", "The plan will bring £30m to the town."],
    ),
    (
        "Experts warned that the glacier could collapse and flood three towns.",
        ["The glacier could collapse.", "The glacier could flood three towns."],
    ),
    (
        "A clerk was shocked and asked for a meeting with the mayor.",
        ["A clerk was shocked and asked for a meeting with the mayor."],
    ),
    ("The crown fell to $1.21, its lowest since May.", ["The crown fell to $1.21.", "It was its lowest since May."]),
    (
        "The Greens came third with 11.6%, their best result since 1989.",
        ["The Greens came third with 11.6%.", "It was their best result since 1989."],
    ),
    (
        "Though used by millions of people in Vell, the firm’s boats are slow.",
        ["The firm’s boats are used by millions of people in Vell.", "The firm’s boats are slow."],
    ),
    (
        "Ned Marsh, 44, who ran the house until May, makes the charge in a book.",
        ["Ned Marsh, 44, makes the charge in a book.", "Ned Marsh ran the house until May."],
    ),
    (
        "The ship was built in Vell, launched in 1998 and sold to a Greek firm in 2010.",
        ["The ship was built in Vell.", "The ship was launched in 1998.", "The ship was sold to a Greek firm in 2010."],
    ),
    (
        "A clerk was sentenced to six years in prison and banned from sailing.",
        ["A clerk was sentenced to six years in prison.", "A clerk was banned from sailing."],
    ),
    (
        "A clerk was sacked in May, moved in June and sacked again in July.",
        ["A clerk was sacked in May, moved in June.", "A clerk was sacked again in July."],
    ),
    (
        "The bill was passed by the clerks, rejected by the lords and sent back to the mayor.",
        [
            "The bill was passed by the clerks.",
            "The bill was rejected by the lords.",
            "The bill was sent back to the mayor.",
        ],
    ),
    ("The 62-year-old coach went home.", ["The coach is 62 years old.", "The 62-year-old coach went home."]),
    ("The 8.5-tonne boat sank.", ["The boat weighs 8.5 tonnes.", "The 8.5-tonne boat sank."]),
    ("A six-year-old boy fell into a well.", ["A six-year-old boy fell into a well."]),
    ("The board assured Vance Orrin his job was safe.", ["The board assured Vance Orrin his job was safe."]),
    (
        "The board said it was a banned test of a pump.",
        ["The board said it was a banned test of a pump."],
    ),
]


@pytest.mark.parametrize(("body", "statements"), APART)
def test_each_thing_that_is_said_is_told_alone(body: str, statements: list[str]) -> None:
    assert list(told(f"Ned Marsh, a pilot, was away.\n\n{body}"))[1:] == statements


KINDS = [
    ("Forty-two people were in a poor state.", "quantity"),
    ("At least twenty-five people died in the storm.", "quantity"),
    ("Vellcom expects a $5 billion hit from the storm.", "prediction"),
    ("Heavy winds had forced the pilots to land in Vell.", "causal"),
    ("Vellcom surpassed Orrin in May.", "comparison"),
    ("According to Vellcom, adults sail an average of nine hours a week.", "quantity"),
    ("The town ended a 108-year wait for a bridge.", "quantity"),
    ("The mayor expressed his “profound anger” at the strike.", "quotation"),
    ("The board announced the closing of the quay.", "attribution"),
    ("The storm threatened the harvest.", "event"),
    ("The vote was shunned by the main opposition parties.", "event"),
    ("Three in four voters oppose the tax.", "quantity"),
    ("Only one in ten clerks leaves.", "quantity"),
    ("Two thirds of the money was spent on boats.", "quantity"),
    ("Orr dismissed the lawsuit.", "event"),
    ("The rally burned in a field, roughly 130 miles northwest of Vell.", "event"),
    ("A video shows some of the more than 200 girls.", "event"),
    ("Falcon 9 was launched in March.", "event"),
]


@pytest.mark.parametrize(("body", "kind"), KINDS)
def test_a_claim_is_of_the_kind_that_a_checker_would_look_it_up_by(body: str, kind: str) -> None:
    assert list(told(body).values())[-1].kind == kind


@pytest.mark.parametrize("headline", ["Bank to cut 3,000 jobs", "Vell to become first town with a moon port"])
def test_what_a_headline_says_is_to_come_is_a_prediction(headline: str) -> None:
    assert analyse(f"{headline}\n\nThe bank met on Monday. It spoke of jobs.").claims[0].kind == "prediction"


def test_a_subhead_that_counts_the_dead_can_be_checked() -> None:
    text = f"{HEAD}The port has seen worse, Ned Marsh said on Monday.\n\nVell club: 49 killed\n\nIt burned in June."
    subhead = next(p for p in analyse(text).passages if p.role == "subhead")
    assert subhead.checkable


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("What is the difference between a neap tide and a spring tide in Vell?", "subhead"),
        ("A post shared by Ida Orr (@idaorr) on Feb 4, 2018 at 9:50pm PST", "boilerplate"),
        ("(Vell Daily 10/03/2017 page4)", "boilerplate"),
    ],
)
def test_a_line_beside_the_text_is_told_from_it(line: str, role: str) -> None:
    text = f"{HEAD}The port has seen worse, Ned Marsh said on Monday.\n\n{line}\n\nIt burned in June."
    assert next(p.role for p in analyse(text).passages if text[p.start : p.end] == line) == role


def test_a_headline_may_ask_at_length_and_stand_twice_in_other_marks() -> None:
    first = "What is a neap tide, how rare is it and what does the harbour master’s bell have to do with it in Vell?"
    text = f"{first}\n{first.replace('’', chr(39))}\n\nThe port opened its gates on Monday."
    assert [p.role for p in analyse(text).passages][:2] == ["headline", "headline"]

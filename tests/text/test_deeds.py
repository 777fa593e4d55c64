"""Who does what: nothing is laid at the door of somebody who did not do it, and each promise stands alone."""

import pytest

from factcheck.text import analyse
from tests.text.told import told

APART = [
    # Attacks kill, not the town that faces them.
    (
        "Tavia has faced a series of attacks in the past year, killing dozens including 59 tourists.",
        [
            "Tavia has faced a series of attacks in the past year.",
            "A series of attacks in the past year killed dozens including 59 tourists.",
        ],
    ),
    (
        "The coast was hit by a strong earthquake, killing at least 40 people in Vell.",
        [
            "The coast was hit by a strong earthquake.",
            "A strong earthquake killed at least 40 people in Vell.",
        ],
    ),
    (
        "A bomb went off in Vell, where a fair was being held, killing two people and hurting nine.",
        [
            "A bomb went off in Vell.",
            "A bomb killed two people and hurt nine.",
            "A fair was being held in Vell.",
        ],
    ),
    (
        "The worst incident occurred in Vell, where an estimated 1,000 men gathered, harassing and assaulting women.",
        [
            "The worst incident occurred in Vell.",
            "An estimated 1,000 men gathered in Vell.",
            "An estimated 1,000 men harassed and assaulted women.",
        ],
    ),
    # She wandered, not those who found her; nobody says that what he is charged with was done.
    (
        "A volunteer group found one of the pupils, Ida Orr, wandering in the Borga forest.",
        ["A volunteer group found one of the pupils, Ida Orr, wandering in the Borga forest."],
    ),
    (
        "The charge sheet included counts of assault, obstructing a guard in his duty and throwing stones at troops.",
        ["The charge sheet included counts of assault, obstructing a guard in his duty and throwing stones at troops."],
    ),
    (
        "The firm was accused of hiding losses, bribing officials and firing a clerk who complained.",
        ["The firm was accused of hiding losses, bribing officials and firing a clerk who complained."],
    ),
    (
        "A court in Vell jailed a man for stabbing his neighbour, leaving him blind in one eye.",
        ["A court in Vell jailed a man for stabbing his neighbour, leaving him blind in one eye."],
    ),
    (
        "Three men were held after police found a bomb in a flat, leading to the closure of two stations.",
        ["Three men were held after police found a bomb in a flat, leading to the closure of two stations."],
    ),
    (
        "The village was hit by two landslides, burying 30 homes and killing at least nine people.",
        [
            "The village was hit by two landslides.",
            "Two landslides buried 30 homes and killed at least nine people.",
        ],
    ),
    (
        "The minister denied lying to parliament, taking bribes or meeting the lobbyist.",
        ["The minister denied lying to parliament, taking bribes or meeting the lobbyist."],
    ),
    (
        "The bank was fined £20m for misleading clients, overcharging 3,000 of them and destroying records.",
        ["The bank was fined £20m for misleading clients, overcharging 3,000 of them and destroying records."],
    ),
    (
        "Norland has been criticised for jailing reporters and torturing prisoners, which it denies.",
        ["Norland has been criticised for jailing reporters and torturing prisoners, which it denies."],
    ),
    (
        "The protesters threw stones at police, who fired tear gas, injuring nine.",
        ["The protesters threw stones at police.", "Police fired tear gas, injuring nine."],
    ),
    (
        "The president, whose party lost the vote, accused the court of bias, calling the ruling a disgrace.",
        [
            "The president accused the court of bias.",
            "The president called the ruling a disgrace.",
            "The president's party lost the vote.",
        ],
    ),
    # Which word "who" and "that" hang on.
    (
        "The towns traded threats in the wake of mine explosions blamed on Vell that maimed two soldiers.",
        [
            "The towns traded threats in the wake of mine explosions blamed on Vell.",
            "Mine explosions maimed two soldiers.",
        ],
    ),
    (
        "The notice followed a row with an organizer of the Women's March who was booted from a flight.",
        [
            "The notice followed a row with an organizer of the Women's March.",
            "An organizer of the Women's March was booted from a flight.",
        ],
    ),
    (
        "The person who had posted the clip shared on Friday called it a preview to a longer version.",
        [
            "The person called it a preview to a longer version.",
            "The person had posted the clip shared on Friday.",
        ],
    ),
    (
        "Ida Orr signed the bill last week with the promise that lower taxes would help the clerks of Vell.",
        ["Ida Orr signed the bill last week with the promise that lower taxes would help the clerks of Vell."],
    ),
    # What sums a sentence up.
    (
        "Norland indicted a girl for punching a soldier, an incident which made her name and was seen as a disgrace.",
        [
            "Norland indicted a girl for punching a soldier.",
            "The incident made her name.",
            "The incident was seen as a disgrace.",
        ],
    ),
    (
        "The council closed two libraries in May, a decision condemned by local writers.",
        ["The council closed two libraries in May.", "The decision was condemned by local writers."],
    ),
    # What comes with it.
    (
        "The rebels have split, with the group holding the hostages based mostly in the south of Vell.",
        ["The rebels have split.", "The group holding the hostages is based mostly in the south of Vell."],
    ),
    (
        "Security will be ramped up, with large bags, backpacks, and even alcohol of any sort outlawed at the fair.",
        ["Security will be ramped up, with large bags, backpacks, and even alcohol of any sort outlawed at the fair."],
    ),
    (
        "The hurtling object was likely very small and burned up before it reached the ground.",
        [
            "The hurtling object was likely very small.",
            "The hurtling object burned up before it reached the ground.",
        ],
    ),
    ("Ned Marsh is Dutch and based in Vell.", ["Ned Marsh is Dutch.", "Ned Marsh is based in Vell."]),
    # Each promise alone, behind the same words.
    (
        "Vellcom pledged to hire an outside firm, train all 120,000 clerks to be fair, and improve its records.",
        [
            "Vellcom pledged to hire an outside firm.",
            "Vellcom pledged to train all 120,000 clerks to be fair.",
            "Vellcom pledged to improve its records.",
        ],
    ),
    (
        "Ida Orr said on Monday that the bill would cut fuel duty, build two hospitals and give nurses a raise.",
        [
            "The bill would cut fuel duty.",
            "The bill would build two hospitals.",
            "The bill would give nurses a raise.",
        ],
    ),
    (
        "The bill, which passed by 51 votes, would ban the sale of guns, raise the legal age to 21 and require checks.",
        [
            "The bill would ban the sale of guns.",
            "The bill would raise the legal age to 21.",
            "The bill would require checks.",
            "The bill passed by 51 votes.",
        ],
    ),
    (
        "If someone were able to shut the system down, or hack it and delete the files, it could stop trials.",
        ["If someone were able to shut the system down, or hack it and delete the files, it could stop trials."],
    ),
    ("He went to the shop to buy bread, milk and eggs.", ["He went to the shop to buy bread, milk and eggs."]),
    # Turned round.
    (
        "Not only did the song go platinum, but it also knocked a rival off the top of the list.",
        ["The song went platinum.", "It also knocked a rival off the top of the list."],
    ),
    (
        "Not only has Orr lied to the court, but two letters are missing.",
        ["Orr has lied to the court.", "Two letters are missing."],
    ),
]


@pytest.mark.parametrize(("text", "said"), APART)
def test_each_deed_is_told_of_its_doer(text: str, said: list[str]) -> None:
    assert list(told(text)) == said


CHAINS = [
    # A name that looks like a verb.
    ("Freed said a clerk had apologised to the players.", "A clerk had apologised to the players.", ("Freed",)),
    # Whatever is told behind "reportedly" is no more than that.
    (
        "The suspect reportedly bought a gun in May, wrote a letter and drove to Vell.",
        "The suspect drove to Vell.",
        ("reportedly (source not named)",),
    ),
    # A deed that others speak of is no report of the players'.
    (
        "The firm apologised to two players who were kicked off a bus after a clerk accused them of theft.",
        "Two players were kicked off a bus after a clerk accused them of theft.",
        (),
    ),
    # Whom "the ministry", "the spokeswoman" and "the publication" mean.
    (
        "Two men died, said Vell's foreign ministry.\n\nA third man was hurt, said the ministry.",
        "A third man was hurt.",
        ("Vell's foreign ministry",),
    ),
    (
        "The tent was shut, spokeswoman for the fair Ida Orr told vbb24.\n\nThe tent was small, the spokeswoman said.",
        "The tent was small.",
        ("Ida Orr",),
    ),
    (
        "A clip has leaked, according to Page Nine.\n\nThe publication reported that the singer was shocked.",
        "The singer was shocked.",
        ("Page Nine",),
    ),
    (
        "The flight carried 226 people, Norden Radio reported.\n\nThe carrier said that the plane had turned back.",
        "The plane had turned back.",
        ("The carrier",),
    ),
    ("During the call Ida Orr told Ned Marsh that the boats would leave.", None, ("Ida Orr",)),
    # What somebody says before the words themselves, and who reports it.
    (
        "Orr reported that the firm said the breach lasted for nearly a year: “The files were open from May to April.”",
        "The firm said: “The files were open from May to April.”",
        ("Orr", "the firm"),
    ),
    (
        "Orr reported that the firm said the breach lasted for nearly a year: “The files were open from May to April.”",
        "The breach lasted for nearly a year.",
        ("Orr", "the firm"),
    ),
    (
        "Guard chief Ned Marsh said that the men had been sent “to burn down every house,” Reuters reported.",
        None,
        ("Reuters", "Guard chief Ned Marsh"),
    ),
    (
        "A source in the ministry confirmed to TechDaily that it was shut.",
        None,
        ("TechDaily", "A source in the ministry"),
    ),
]


@pytest.mark.parametrize(("text", "said", "chain"), CHAINS)
def test_who_is_named(text: str, said: str | None, chain: tuple[str, ...]) -> None:
    found = [claim for claim in analyse(f"The harbour\n\n{text}\n").claims if claim.passage]
    assert chain in [claim.chain for claim in found if said in {None, claim.statement}]


def test_two_women_are_not_told_apart_by_whose_line_it_is() -> None:
    assert (
        list(told("Jane Roe's line is a nod to Ida Orr; she left the hall in 2014."))[1] == "She left the hall in 2014."
    )


def test_him_is_left_where_two_could_be_meant() -> None:
    text = (
        "Ned Marsh fell ill in May. Jan Orr, a doctor, said: “He was in pain. His heart was weak.”\n\n"
        "Surgeon Dan Barrow told him: “I am amazed that you can talk at all.”"
    )
    assert "Surgeon Dan Barrow told him: “I am amazed that you can talk at all.”" in told(text)
    alone = "Ned Marsh fell ill in May.\n\nSurgeon Dan Barrow told him: “I am amazed that you can talk at all.”"
    assert "Surgeon Dan Barrow told Ned Marsh: “I am amazed that you can talk at all.”" in told(alone)


def test_a_number_before_who_is_of_the_claim() -> None:
    claims = analyse("The harbour\n\nThe board freed 21 of the more than 200 sailors who were taken in April.\n").claims
    taken = next(claim for claim in claims if claim.statement.endswith("were taken in April."))
    assert taken.quantity is not None
    assert (taken.quantity.value, taken.quantity.qualifier, taken.kind) == (200, "more than", "quantity")


@pytest.mark.parametrize(
    ("text", "value", "hedge"),
    [
        ("The strike went on for nearly a year.", 1, "nearly"),
        ("The board waited more than a month to tell the clerks.", 1, "more than"),
        ("A day later the board told the clerks.", None, None),
    ],
)
def test_a_single_month_is_a_number_where_it_has_a_hedge(text: str, value: int | None, hedge: str | None) -> None:
    quantity = analyse(f"The harbour\n\n{text}\n").claims[-1].quantity
    assert (quantity.value if quantity else None, quantity.qualifier if quantity else None) == (value, hedge)


@pytest.mark.parametrize("text", [text for text, _ in APART] + [text for text, _, _ in CHAINS])
def test_a_sentence_cut_off_anywhere_is_read_all_the_same(text: str) -> None:
    words = text.split(" ")
    for end in range(1, len(words) + 1):
        cut = " ".join(words[:end])
        for tail in ("", ",", " and", " to", " with"):
            assert analyse(f"The harbour\n\n{cut}{tail}").passages

"""A name stands for a pronoun only where the text settles who is meant."""

import pytest

from tests.text.told import told

LEFT = [
    (
        "Mark Orr plays for Vell.\n\nHis team wants to hold him on Monday.",
        "Mark Orr's team wants to hold him on Monday.",
    ),
    ("Ida Orr heads the board.\n\nOn Friday she could help Orr, the board said.", "On Friday she could help Orr."),
    ("Mark Orr runs the hall.\n\nPrince knew how to end his show.", "Prince knew how to end his show."),
    (
        "Mark Orr runs the hall.\n\nVell's President voiced his grief on Monday.",
        "Vell's President voiced his grief on Monday.",
    ),
    (
        "Mark Orr runs the hall.\n\nThe CEO's boat sank near his house.",
        "The CEO's boat sank near his house.",
    ),
    (
        "A 17-year-old boy was held on Monday.\n\nThe suspect, believed to be in his 20s, was let go.",
        "The suspect was believed to be in his 20s.",
    ),
    (
        "Ned Marsh plays in the goal.\n\nSpeaking after the game, the captain said his side had to win.",
        "Speaking after the game, the captain said his side had to win.",
    ),
    ("Saudi Arabia said it would cut oil.\n\nHe ran for office in May.", "He ran for office in May."),
    (
        "Ned Marsh said in a note that the flight attendant saw two men and that his first word was “thieves”.",
        "His first word was “thieves”.",
    ),
    (
        "Mark Orr runs the hall.\n\n“I saw him run to the quay,” said Orr.\n\nHe died on Monday.",
        "He died on Monday.",
    ),
    # Who did it may be meant, and so may whoever was told.
    ("Bill Cole was shot by his son. He was jailed for life.", "He was jailed for life."),
    ("Bill Cole was shot by Mark Orr. He was jailed for life.", "He was jailed for life."),
    ("Ann Reid told Mary Holt that her brother had died.", "Her brother had died."),
    ("Voters asked Mark Orr whether the soldier had fled. The army said he fled on Friday.", "He fled on Friday."),
]


@pytest.mark.parametrize(("body", "statement"), LEFT)
def test_a_pronoun_that_may_be_somebody_else_is_left(body: str, statement: str) -> None:
    assert statement in told(body)


NAMED = [
    ("Mark Orr runs the hall. He has run it since May.\n\nThe hall has his name.", "The hall has Mark Orr's name."),
    ("The ferry was built by Mark Orr. He died in May.", "Mark Orr died in May."),
    ("Mark Orr runs the hall.\n\nPlan B took his house.", "Plan B took Mark Orr's house."),
    (
        "Mark Orr runs the hall.\n\n“I ran to the quay,” said Orr.\n\nHe died on Monday.",
        "Mark Orr died on Monday.",
    ),
]


@pytest.mark.parametrize(("body", "statement"), NAMED)
def test_a_pronoun_that_can_be_one_person_alone_is_named(body: str, statement: str) -> None:
    assert statement in told(body)


def test_a_given_name_that_nobody_knows_is_hers_where_the_text_twice_says_she() -> None:
    shown = "Arro Wiss said she owns the hall. Arro Wiss said she paid in May.\n\nMark Orr sold his boat.\n\n"
    assert "Later Arro Wiss closed the hall." in told(shown + "Later she closed the hall.")
    assert "Later Mark Orr closed the hall." in told(shown + "Later he closed the hall.")

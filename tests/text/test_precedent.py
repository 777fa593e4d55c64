from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.bm25 import Candidate
from factcheck.text.precedent import differences, precedents

RULINGS = [
    Candidate("r1", "Bridges", "Norway closed 300 bridges in 2021."),
    Candidate("r2", "Bridges", "Norway has not closed any bridges."),
    Candidate("r3", "Schools", "Sweden serves free school meals."),
    *(Candidate(f"x{n}", "", f"Town number {n} opened a library.") for n in range(7)),
]


def test_like_rulings_come_with_what_differs() -> None:
    found = precedents("Norway closed 400 bridges in 2022", RULINGS)
    assert [one.id for one in found] == ["r1", "r2"]
    assert [one.told for one in found[0].differences] == [
        "this claim says 400 bridges, the earlier one 300 bridges",
        "this claim says 2022, the earlier one 2021",
    ]
    assert ("negation", "only the earlier one says \u201cnot\u201d") in [(d.kind, d.told) for d in found[1].differences]


def test_the_same_words_are_told() -> None:
    found = precedents("NORWAY closed 300 bridges in 2021", RULINGS)[0]
    assert found.same_words
    assert found.differences == ()


def test_the_same_words_come_first_under_however_long_a_title() -> None:
    rulings = [
        Candidate("long", "A title that goes on and on about this and that " * 5, "Norway closed 300 bridges."),
        Candidate("short", "", "Norway closed 300 bridges, they say."),
        *RULINGS[2:],
    ]
    assert [one.id for one in precedents("Norway closed 300 bridges", rulings)][:2] == ["long", "short"]


def test_names_that_only_one_claim_has_are_told() -> None:
    told = [one.told for one in differences("The plan was drawn by Kari Nilsen.", "The plan was drawn by Ola Berg.")]
    assert told == ["only this claim names Kari Nilsen", "only the earlier one names Ola Berg"]
    assert differences("It was drawn by Kari Nilsen.", "It was drawn by Nilsen.") == []


def test_hedges_and_contractions_are_told() -> None:
    assert [one.kind for one in differences("Norway nearly sold it.", "Norway sold it.")] == ["hedge"]
    assert [one.kind for one in differences("Norway didn\u2019t sell it.", "Norway did sell it.")] == ["negation"]


def test_numbers_and_dates_that_have_nothing_beside_them_are_told() -> None:
    claim = "The ferry carried 214,000 passengers in 2025, the lowest number since 1988."
    told = [one.told for one in differences(claim, "The ferry carried 214,000 passengers in 2025.")]
    assert told == ["only this claim says 1988"]
    told = [one.told for one in differences("It fell from 61,000 to 52,000 last year.", "It fell to 55,000.")]
    assert told == ["only this claim says 61,000, 52,000", "only the earlier one says 55,000"]


def test_what_shares_next_to_nothing_is_no_precedent() -> None:
    assert precedents("Norway won the football match against Brazil by 4 goals", RULINGS) == []


def test_no_more_than_asked_for_are_shown() -> None:
    many = [Candidate(str(n), "", "Norway closed bridges.") for n in range(9)]
    assert [one.id for one in precedents("Norway closed bridges", many)] == ["0", "1", "2", "3", "4"]


def test_a_figure_that_both_say_in_the_same_words_is_no_difference() -> None:
    # Two figures, the one too strange to be held against the other.
    odd = "0\U00018d090"
    assert differences(odd, odd) == []
    assert differences(f"It paid {odd}", f"It had {odd}") == []
    assert [one.told for one in differences("Norway counts 84,000 elks and 12", "Norway counts 84,000 elks")] == [
        "only this claim says 12"
    ]


@given(st.text(), st.text())
def test_any_two_claims_can_be_compared(one: str, other: str) -> None:
    differences(one, other)
    assert differences(one, one) == []

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text import worth


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ("Unemployment fell to 4 percent last year.", "I hope you will enjoy the evening."),
        ("The council voted to close eleven schools in 2019.", "What do you think of the schools?"),
        ("Rents in Lisbon rose faster than wages.", "Thank you very much, everyone."),
        ("The minister signed the contract in March.", "The minister will perhaps sign one day."),
        ("Crime is down because the city hired 300 officers.", "(APPLAUSE)"),
    ],
)
def test_a_checkable_sentence_scores_above_one_that_is_not(more: str, less: str) -> None:
    assert worth.score(more).score > worth.score(less).score


def test_the_reasons_name_the_words_behind_them() -> None:
    reasons = worth.score("Exports dropped by 12 percent after Norway left the pact.").reasons
    assert "gives a figure (12)" in reasons
    assert "says something rose, fell or changed (dropped)" in reasons
    assert "names someone or something (Norway)" in reasons


def test_the_marks_after_a_word_are_no_part_of_it() -> None:
    assert "gives a figure (seven, 2021)" in worth.score("There were seven calls in 2021, the book says.").reasons


def test_what_lowers_a_score_is_said() -> None:
    assert "lower: a question" in worth.score("Did the mayor resign in May?").reasons
    assert any(r.startswith("lower: future") for r in worth.score("The mayor will resign.").reasons)


@given(st.text())
def test_any_text_has_a_score_between_nought_and_one(text: str) -> None:
    found = worth.score(text)
    assert 0.0 <= found.score <= 1.0
    assert found == worth.score(text)

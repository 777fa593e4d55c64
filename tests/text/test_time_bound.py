"""Words whose truth hangs on the day are found, and reckoned where the date settles them."""

from __future__ import annotations

from datetime import date

import pytest

from factcheck.text.time_bound import Bound, time_bound


@pytest.mark.parametrize(
    ("text", "words", "bound"),
    [
        ("The wall fell last month.", "last month", Bound.RELATIVE),
        ("He resigned three days after the vote.", "three days after", Bound.RELATIVE),
        ("They met on Monday.", "on Monday", Bound.RELATIVE),
        ("The former mayor spoke.", "former", Bound.OFFICE),
        ("Her ex-husband spoke.", "ex-husband", Bound.OFFICE),
        ("The 42-year-old sailor won.", "42-year-old", Bound.AGE),
        ("It was the first bridge of its kind.", "the first", Bound.RANK),
        ("Nine have died so far.", "so far", Bound.NOW),
    ],
)
def test_words_that_go_stale(text: str, words: str, bound: Bound) -> None:
    assert [(one.exact, one.bound) for one in time_bound(text)] == [(words, bound)]


def test_the_date_settles_which_month_it_was() -> None:
    found = time_bound("The wall fell last month.", date(2026, 3, 4))
    assert (found[0].first, found[0].last) == (date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize("text", ["The wall fell on 4 March 1987.", "He knows nothing.", "The ladder has nine rungs."])
def test_what_holds_on_any_day_is_left_alone(text: str) -> None:
    assert time_bound(text) == []

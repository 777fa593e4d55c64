from __future__ import annotations

import pytest

from factcheck.text.spelling import is_typo


@pytest.mark.parametrize(
    ("one", "other"),
    [("invation", "invasion"), ("government", "goverment"), ("business", "buisness"), ("presidant", "president")],
)
def test_a_slip_with_one_correction_is_a_typo_either_way(one: str, other: str) -> None:
    assert is_typo(one, other)
    assert is_typo(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("casual", "causal"), ("prions", "prisons"), ("cation", "caution"), ("trial", "trail"), ("untied", "united")),
        *(
            ("now", "not"),
            ("form", "from"),
            ("teh", "the"),
            ("public", "pubic"),
            ("ration", "nation"),
            ("Berlin", "Merlin"),
        ),
        *(("attack", "attacks"), ("recieved", "relieved"), ("hypocalcemia", "hypercalcemia"), ("illegal", "legal")),
    ],
)
def test_two_words_are_never_a_typo(one: str, other: str) -> None:
    assert not is_typo(one, other)

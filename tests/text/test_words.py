from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.proper_names import names
from factcheck.text.stem import stem
from factcheck.text.words import cut, key, keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("connected", "connection"),
        ("policies", "policy"),
        ("relational", "relate"),
        ("hopping", "hop"),
        ("Minister\u2019s", "ministers"),
        ("Caf\u00e9", "cafe"),
        ("ten", "10"),
        ("1,200", "1200"),
        ("2.50", "2.5"),
    ],
)
def test_forms_of_one_word_are_alike(one: str, other: str) -> None:
    assert key(one) == key(other)


@pytest.mark.parametrize(("one", "other"), [("100", "1000"), ("casual", "causal"), ("Mali", "male"), ("1.5", "15")])
def test_different_words_stay_apart(one: str, other: str) -> None:
    assert key(one) != key(other)


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        *(
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("motoring", "motor"),
        ),
        *(("sky", "sky"), ("happy", "happi"), ("triplicate", "triplic"), ("hopeful", "hope"), ("adoption", "adopt")),
        *(("rate", "rate"), ("controll", "control"), ("vietnamization", "vietnam"), ("yes", "ye")),
    ],
)
def test_stems_are_those_of_porters_paper(word: str, expected: str) -> None:
    assert stem(word) == expected


@given(st.text())
def test_words_lie_where_they_say(text: str) -> None:
    found = cut(text)
    assert [text[w.start : w.end] for w in found] == [w.text for w in found]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert [w.key for w in found] == keys(text)


def test_names_keep_initials_and_particles_and_lose_the_possessive() -> None:
    text = "However, the aide of Mr. J. R. Berg met Ludwig van Rijn near the Bank of England. Most Norwegians like"
    text += " Berg\u2019s plan."
    assert [n.text for n in names(text)] == ["J. R. Berg", "Ludwig van Rijn", "Bank of England", "Norwegians", "Berg"]


@given(st.text(alphabet="AaBb é.'\u2019- \n"))
def test_names_lie_where_they_say(text: str) -> None:
    assert all(text[n.start : n.end] == n.text for n in names(text))

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import LCSseq

from factcheck.text import diff
from factcheck.text.diff import word_diff

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rapidfuzz.distance import Opcodes


def told(old: str, new: str) -> list[tuple[str, str, str]]:
    return [(op.kind, old[op.old_start : op.old_end], new[op.new_start : op.new_end]) for op in word_diff(old, new)]


def test_changed_words_are_told_apart() -> None:
    assert told("at least seven calls", "as many as seven calls") == [
        ("replace", "at least", "as many as"),
        ("equal", " seven calls", " seven calls"),
    ]
    assert told("not guilty", "guilty") == [("delete", "not ", ""), ("equal", "guilty", "guilty")]
    assert told("", "new") == [("insert", "", "new")]
    assert told("same", "same") == [("equal", "same", "same")]


@given(st.text(alphabet="ab .\n"), st.text(alphabet="ab .\n"))
def test_both_texts_are_covered_and_equal_parts_are_equal(old: str, new: str) -> None:
    ops = told(old, new)
    assert "".join(op[1] for op in ops) == old
    assert "".join(op[2] for op in ops) == new
    assert all(a == b for kind, a, b in ops if kind == "equal")
    assert all(a != b for kind, a, b in ops if kind != "equal")


def test_long_texts_are_cut_at_words_that_stand_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "CELLS", 50)
    old = " ".join(f"word{n}" for n in range(200))
    assert ("replace", "word50", "other") in told(old, old.replace("word50", "other"))
    twice = old.replace("word50", "other").replace("word150", "more")
    assert [op for op in told(old, twice) if op[0] != "equal"] == [
        ("replace", "word50", "other"),
        ("replace", "word150", "more"),
    ]


class Compared:
    """Stand in front of the exact diff and count the pairs of words that it is given."""

    def __init__(self) -> None:
        self.cells = 0

    def opcodes(self, old: Sequence[int], new: Sequence[int]) -> Opcodes:
        self.cells += len(old) * len(new)
        return LCSseq.opcodes(old, new)


@pytest.fixture
def compared(monkeypatch: pytest.MonkeyPatch) -> Compared:
    found = Compared()
    monkeypatch.setattr(diff, "LCSseq", found)
    return found


def test_two_unlike_long_texts_are_not_compared_word_by_word(compared: Compared) -> None:
    old = " ".join(f"a{n % 977}" for n in range(60_000))
    new = " ".join(f"b{n % 977}" for n in range(60_000))
    assert told(old, new) == [("replace", old, new)]
    assert compared.cells == 0


def test_long_texts_cost_what_their_parts_cost(compared: Compared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(diff, "CELLS", 40_000)
    old = " ".join(f"word{n}" if n % 50 == 0 else f"w{n % 7}" for n in range(20_000))
    new = old.replace("w3 ", "other ")
    assert "".join(op[2] for op in told(old, new)) == new
    # A part lies between two words that stand once: fifty words and as many blanks on each side.
    assert 0 < compared.cells <= 400 * 100 * 100

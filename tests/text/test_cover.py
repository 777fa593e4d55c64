"""What nothing covers is found to the character."""

from __future__ import annotations

import pytest

from factcheck.text.cover import cover

TEXT = "The wall fell. It was a sad day, she said.\n\n***\n\nRead more."
LINES = [(0, 14), (15, 42), (44, 47), (49, 59)]


def left(text: str, covered: list[tuple[int, int]], lines: list[tuple[int, int]] | None = None) -> list[str]:
    found = cover(text, LINES if lines is None else lines, covered)
    return [text[gap.start : gap.end] for gap in found.gaps]


def test_nothing_marked_leaves_each_line() -> None:
    assert left(TEXT, []) == ["The wall fell.", "It was a sad day, she said.", "***", "Read more."]


def test_a_full_stop_belongs_to_the_claim_beside_it_but_stars_alone_do_not() -> None:
    assert left(TEXT, [(0, 13), (15, 42), (49, 59)]) == ["***"]


def test_words_inside_a_line_are_left_without_the_comma() -> None:
    assert left(TEXT, [(0, 14), (15, 31), (44, 59)]) == ["she said."]


def test_signs_of_money_are_no_mere_marks() -> None:
    assert left("It cost $ 40", [(0, 7), (10, 12)], [(0, 12)]) == ["$"]


@pytest.mark.parametrize("text", ["", "  \n\t ", "\u200b\ufeff"])
def test_what_does_not_show_is_covered(text: str) -> None:
    found = cover(text, [], [])
    assert (found.percent, found.is_full) == (100, True)


def test_a_share_is_never_rounded_up_to_all() -> None:
    text = "a" * 9999 + " b"
    found = cover(text, [(0, len(text))], [(0, 9999)])
    assert (found.percent, found.is_full) == (99, False)


def test_text_between_the_lines_is_not_lost() -> None:
    assert left("One. Stray words. Two.", [(0, 4), (18, 22)], [(0, 4), (18, 22)]) == ["Stray words."]

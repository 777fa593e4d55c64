from __future__ import annotations

import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.quote_match import find

PAGE = (
    "The mayor spoke. \u201cWe will not open the old harbour again, not this year and not the next,\u201d she"
    " told the council.\nThen she left. \u201cAsk the fishermen\u201d \u2013 that was all the captain had to say"
    " about the storm of 1987."
)


@pytest.mark.parametrize(
    ("quote", "state", "found"),
    [
        ("Ask the fishermen", "exact", "Ask the fishermen"),
        ("we will not open the Old Harbour again", "normalised", "We will not open the old harbour again"),
        ("told the council. Then she left", "normalised", "told the council.\nThen she left"),
        (
            "open the old harbour ... not the next",
            "elided",
            "open the old harbour again, not this year and not the next",
        ),
        (
            "We will not open [it] again, not this year",
            "elided",
            "We will not open the old harbour again, not this year",
        ),
        (
            "We will never open the old harbour again, not this year",
            "words differ",
            "We will not open the old harbour again, not this year",
        ),
        ("We shall sell the old ferry to the islanders tomorrow", "absent", ""),
        ("harbour [sic] master", "absent", ""),
        ("fisher", "absent", ""),
        ("\u2026", "absent", ""),
    ],
)
def test_a_quotation_is_found_as_it_stands(quote: str, state: str, found: str) -> None:
    match = find(quote, PAGE)
    assert (match.state, match.exact) == (state, found)
    assert PAGE[match.start : match.end] == found


def test_small_words_in_a_row_are_no_other_wording_of_the_same_saying() -> None:
    assert find("maybe as many as seven", "She wrote of perhaps as many as forty breakdowns.").state == "absent"
    assert find("as many as seven breakdowns", "She wrote of as many as forty breakdowns.").state == "words differ"


def test_what_surrounds_it_is_kept() -> None:
    match = find("Ask the fishermen", PAGE)
    assert match.prefix == PAGE[match.start - 32 : match.start]
    assert match.suffix == PAGE[match.end : match.end + 32]
    assert match.places == 1
    assert find("not", PAGE).places == 3


def test_the_diff_says_which_words_differ() -> None:
    quote = "We will never open the old harbour again"
    match = find(quote, PAGE)
    changed = [
        (quote[op.old_start : op.old_end], PAGE[op.new_start : op.new_end]) for op in match.ops if op.kind != "equal"
    ]
    assert changed == [("never", "not")]


def test_parts_far_from_each_other_are_no_elision() -> None:
    assert find("The mayor spoke ... of 1987", PAGE.replace("Then", "x " * 900 + "Then")).state != "elided"


@given(st.integers(0, len(PAGE) - 1), st.integers(1, 60))
def test_each_stretch_of_whole_words_is_found_exactly(start: int, length: int) -> None:
    quote = PAGE[start : start + length].strip()
    cut_left = start > 0 and PAGE[start - 1].isalnum() and PAGE[start].isalnum()
    cut_right = start + length < len(PAGE) and PAGE[start + length - 1].isalnum() and PAGE[start + length].isalnum()
    if not cut_left and not cut_right and any(letter.isalnum() for letter in quote):
        assert find(quote, PAGE).exact == quote


@given(st.text(), st.text())
def test_any_quotation_can_be_sought_in_any_text(quote: str, text: str) -> None:
    match = find(quote, text)
    assert text[match.start : match.end] == match.exact


def test_a_megabyte_is_searched_in_a_moment() -> None:
    dice = random.Random(1)  # noqa: S311 - a seeded text, no secret
    words = [f"w{n}" for n in range(5000)] + ["we", "will", "not", "open", "the", "harbour"] * 50
    text = " ".join(dice.choices(words, k=220_000)) + " " + PAGE
    start = time.perf_counter()
    assert find("We will never open the old harbour again, not this year", text).state == "words differ"
    assert find("Nobody has seen the whale in these waters since then", text).state == "absent"
    assert find("We will ... not the next", text).state == "elided"
    assert time.perf_counter() - start < 3
    hostile = "a " * 500_000
    start = time.perf_counter()
    assert find("a a a b", hostile).state in ("absent", "words differ")
    assert time.perf_counter() - start < 5

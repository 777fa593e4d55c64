from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factcheck.text.quote_match import find
from tests.work_count import calls_of

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


def long_page(words: int) -> str:
    dice = random.Random(1)  # noqa: S311 - a seeded text, no secret
    known = [f"w{n}" for n in range(5000)] + ["we", "will", "not", "open", "the", "harbour"] * 50
    return " ".join(dice.choices(known, k=words)) + " " + PAGE


SOUGHT = (
    ("We will never open the old harbour again, not this year", "words differ"),
    ("Nobody has seen the whale in these waters since then", "absent"),
    ("We will ... not the next", "elided"),
)


def test_a_megabyte_costs_few_looks_more_than_a_page() -> None:
    short, long = long_page(2_000), long_page(220_000)
    for quote, state in SOUGHT:
        assert find(quote, long).state == state
        few, many = (calls_of(lambda text=text, quote=quote: find(quote, text)) for text in (short, long))  # type: ignore[misc]  # the defaults bind now
        # The text is a hundred times as long; plain searches go through it, and a few windows are looked at closely.
        assert many < 15 * few, (quote, few, many)


def test_one_word_again_and_again_is_looked_at_in_few_places() -> None:
    hostile = "a " * 500_000
    assert find("a a a b", hostile).state in ("absent", "words differ")
    assert calls_of(lambda: find("a a a b", hostile)) < 20_000

"""A change that was asked for is found made, not made, or made otherwise."""

from __future__ import annotations

import pytest

from factcheck.text.copy_changes import Judged, TwoDrafts, judge_change
from factcheck.text.drafts import compare

OLD = "The wall fell in 1987.\nIt killed nine people during during the storm.\nThe city and town paid for it."


def lines(text: str) -> list[tuple[int, int]]:
    spans, at = [], 0
    for line in text.split("\n"):
        if line:
            spans.append((at, at + len(line)))
        at += len(line) + 1
    return spans


def judged(new: str, before: str, after: str, old: str = OLD) -> Judged:
    drafts = TwoDrafts(old, lines(old), new, lines(new), compare(old, lines(old), new, lines(new)))
    start = old.index(before)
    return judge_change(drafts, (start, start + len(before)), after)


@pytest.mark.parametrize(
    ("new", "before", "after", "outcome"),
    [
        (OLD.replace("nine", "eleven"), "nine", "eleven", "applied"),
        (OLD, "nine", "eleven", "not_applied"),
        (OLD.replace("nine", "twelve"), "nine", "eleven", "altered"),
        (OLD.replace("during during", "during"), "during during", "during", "applied"),
        (OLD, "during during", "during", "not_applied"),
        (OLD.replace("city and town", "town"), "city and town", "town", "applied"),
        (OLD.replace(" and town", ""), "city and town", "town", "altered"),
        (OLD.replace("nine people", "nine people in Ostvik"), "nine people", "nine people in Ostvik", "applied"),
        (OLD, "nine people", "nine people in Ostvik", "not_applied"),
        (OLD.replace("killed nine", "wounded nine"), "nine", "eleven", "not_applied"),
        (OLD.replace("\nThe city and town paid for it.", ""), "The city and town paid for it.", "", "applied"),
        (OLD.replace("1987", "1988"), "1987", "1988", "applied"),
        ("\n".join(reversed(OLD.split("\n"))).replace("1987", "1988"), "1987", "1988", "applied"),
    ],
)
def test_what_became_of_a_change(new: str, before: str, after: str, outcome: str) -> None:
    assert judged(new, before, after).outcome == outcome


def test_what_stands_there_now_is_told() -> None:
    assert judged(OLD.replace("nine", "twelve"), "nine", "eleven").found == "twelve"


def test_a_line_that_is_gone_did_not_make_the_change() -> None:
    assert judged(OLD.replace("It killed nine people during during the storm.\n", ""), "nine", "eleven") == Judged(
        "altered", ""
    )


def test_quote_marks_and_blanks_make_no_other_wording() -> None:
    old = 'She said "nine" of them died in the storm of that year.'
    assert judged(old.replace('"nine"', "\u201celeven\u201d  "), '"nine"', '"eleven"', old).outcome == "applied"

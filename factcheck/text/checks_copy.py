"""Find slips of the copy: words and passages twice, one name in two spellings, dates that cannot be."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from operator import eq
from typing import TYPE_CHECKING

from factcheck.text.classes import COMPOUND, FIGURE, word_class
from factcheck.text.model import Finding, Passage, Span
from factcheck.text.roles import DATE_LINE
from factcheck.text.times import DAYS, MONTHS

if TYPE_CHECKING:
    from factcheck.text.reading import Reading
    from factcheck.text.tokens import Words

# "the the", and "the The" before a name.
TWICE = re.compile(r"\b(?:([^\W\d_]{2,}+|a)[ \u00a0]++\1|(the)[ \u00a0]++The(?=\s[A-Z]))\b(?!['’-]\w)")
MAY_REPEAT = frozenset(
    """
    that had very really many much so bye ha blah no yes her is do go now again more long far far-right there
    well never
    """.split()
)
MONTH_FORMS = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b\.?)"
)
FULL_DATE = re.compile(
    r"(?:(?P<day>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day),?\s(?:the\s)?)?"
    rf"(?:(?P<m>{MONTH_FORMS})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y>\d{{4}}))?"
    rf"|(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>{MONTH_FORMS})(?:,?\s(?P<y2>\d{{4}}))?)\b"
)
MONTH = word_class(MONTHS)
AMENDED = re.compile(
    r"\b(?:amended|updated|corrected|published|modified|edited|accessed|retrieved|version|in\sprint)\b", re.IGNORECASE
)
STAMPED = re.compile(r"(?:first\s)?(?:published|posted)\b", re.IGNORECASE)
NEAR_DAYS = 60  # a date without a year that is farther away may be of another year
DIGIT = re.compile(r"\d")
LONGEST = 3000  # characters of a passage that is looked at


def repeated_words(text: str, read: list[tuple[Passage, Reading]]) -> list[Finding]:
    """Find "the the"."""
    out = []
    for passage, reading in read:
        if not _may_repeat(reading.words):
            continue
        for found in TWICE.finditer(text, passage.start, passage.end):
            word = found[1] or found[2]
            if word.lower() in MAY_REPEAT or word[0].isupper():
                continue
            out.append(Finding("repeated_word", (Span(*found.span()),), f"“{word}” stands twice in a row."))
    return out


def _may_repeat(words: Words) -> bool:
    """Tell cheaply whether a word may stand twice in a row, as it is or as a part: "far-right right"."""
    form = words.form
    if True in map(eq, words.low, words.low[1:]):
        return True
    return words.classes & COMPOUND > 0 and any(len(b) > 1 and b[:2] in a for a, b in pairwise(form))


def repeated_passages(text: str, passages: tuple[Passage, ...]) -> list[Finding]:
    """Find passages that say the same word for word."""
    out = []
    for passage in passages:
        if passage.repeat_of is None or passage.role == "boilerplate":
            continue
        first = passages[passage.repeat_of]
        words = text[first.start : first.end]
        shown = words if len(words) <= 60 else words[:57].rstrip() + "…"
        out.append(Finding("repeated_passage", (first.span, passage.span), f"This stands in the text twice: “{shown}”"))
    return out


def wrong_dates(
    text: str, passages: tuple[Passage, ...], readings: list[Reading | None], published: date | None
) -> list[Finding]:
    """Find dates that no calendar has, weekdays that do not fit, and sources later than the article."""
    out: list[Finding] = []
    own: date | None = None
    own_span: Span | None = None
    for passage, reading in zip(passages, readings, strict=True):
        if reading is not None and not (reading.words.classes & FIGURE and reading.words.classes & MONTH):
            continue
        if passage.end - passage.start > LONGEST or not DIGIT.search(text, passage.start, passage.end):
            continue
        line = text[passage.start : min(passage.end, passage.start + 200)]
        stamped = passage.role == "boilerplate" and STAMPED.match(line) is not None
        dated = stamped or (passage.role == "boilerplate" and DATE_LINE.fullmatch(line) is not None)
        for found in FULL_DATE.finditer(text, passage.start, passage.end):
            span = Span(*found.span())
            read = _read_date(found, own or published)
            if isinstance(read, str):
                out.append(Finding("date_wrong", (span,), read))
            elif read is not None and dated and own is None:
                own, own_span = read, span
            elif (
                read is not None
                and own
                and own_span
                and passage.role == "boilerplate"
                and read > own
                and not AMENDED.search(line)
                and (found["y"] or found["y2"])
            ):
                why = f"The article is dated {_say(own)}, and this is of {_say(read)}, which is later."
                out.append(Finding("date_wrong", (own_span, span), why))
    return out


def _read_date(found: re.Match[str], near: date | None) -> date | str | None:
    year = found["y"] or found["y2"]
    month = MONTHS[(found["m"] or found["m2"]).lower().rstrip(".")]
    number = int(found["d"] or found["d2"])
    if year is None and near is None:
        longest = 31 if month in {1, 3, 5, 7, 8, 10, 12} else 29 if month == 2 else 30
        return f"“{found[0]}”: that month has no day {number}." if longest < number <= 39 else None
    try:
        day = date(int(year) if year else near.year if near else 1, month, number)
    except ValueError:
        return f"“{found[0]}”: there is no such day." if 0 < number <= 39 else None
    if year is None and near is not None and found["day"]:
        # The year is not told: take the day that is nearest to the article's.
        years = (near.year - 1, near.year, near.year + 1)
        day = min((d for y in years if (d := _day(y, month, number))), key=lambda d: abs((d - near).days))
        year = str(day.year) if abs((day - near).days) <= NEAR_DAYS else None
        if day.weekday() == DAYS[found["day"].lower()]:
            return None
    if found["day"] and year and day.weekday() != DAYS[found["day"].lower()]:
        real = next(name for name, n in DAYS.items() if n == day.weekday()).capitalize()
        return f"“{found[0]}”: that day was a {real}."
    return day if year else None


def _day(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _say(day: date) -> str:
    return f"{day.day} {next(name for name, n in MONTHS.items() if n == day.month).capitalize()} {day.year}"

"""Find words whose truth hangs on the day of publication: “last month”, “former”, ages, “first”, “days after”."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck.text.times import times

if TYPE_CHECKING:
    from datetime import date


class Bound(StrEnum):
    """Say why words go stale."""

    RELATIVE = "relative"
    AGE = "age"
    OFFICE = "office"
    RANK = "rank"
    NOW = "now"


_COUNT = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|several|a\sfew)"
_UNITS = r"(?:minutes|hours|days|weeks|months|years|decades|second|minute|hour|day|week|month|year|decade)"
_OFFICES = (
    r"(?:president|minister|premier|chancellor|chief|head|chair(?:man|woman)?|director|editor|mayor|governor|senator"
    r"|secretary|leader|champion|wife|husband|partner|manager|officer|king|queen|prince|princess|boss|owner|employee"
    r"|member|coach|captain|spokes(?:man|woman|person))"
)
_PATTERNS: tuple[tuple[Bound, re.Pattern[str]], ...] = (
    (
        Bound.RELATIVE,
        re.compile(
            rf"""\b(?:(?:earlier|later)\sthis\s\w+|(?:last|this|next|the\s(?:past|coming|previous|following))\s
            (?:{_COUNT}\s)?(?:{_UNITS}|night|weekend|spring|summer|autumn|fall|winter|season|morning|afternoon|evening
            |January|February|March|April|May|June|July|August|September|October|November|December
            |Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)
            |yesterday|today|tonight|tomorrow
            |(?:{_COUNT}\s)?{_UNITS}\s(?:ago|earlier|later|after|before|from\snow)
            |(?:on\s)?(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)s?)\b""",
            re.VERBOSE,
        ),
    ),
    (
        Bound.AGE,
        re.compile(
            r"\b(?:\d{1,3}[- ]years?[- ]olds?|aged\s\d{1,3}|age\sof\s\d{1,3})\b"
            r"|(?<=[a-z]),\s\d{2}(?=,|\s(?:told|said|who|and)\b)"
        ),
    ),
    (
        Bound.OFFICE,
        re.compile(
            rf"\b(?:[Ff]ormer(?:ly)?|[Ee]x-\w+|[Oo]utgoing|[Ii]ncoming|[Aa]cting|[Cc]urrent(?:ly)?|[Ii]ncumbent"
            rf"|[Tt]hen-\w+|(?:[Nn]ew|[Ll]ate)\s{_OFFICES}|{_OFFICES}-elect)\b"
        ),
    ),
    (
        Bound.RANK,
        re.compile(
            r"\b(?:(?:for\s)?the\s(?:very\s)?(?:first|last|only|latest|newest|youngest|oldest|largest|biggest|smallest"
            r"|highest|lowest|longest|fastest|richest|most\s\w+)(?:[- ]ever)?|first-ever|first\stime|never\sbefore"
            r"|record(?:\s(?:high|low|number))?|unprecedented)\b",
            re.IGNORECASE,
        ),
    ),
    (
        Bound.NOW,
        re.compile(
            r"\b(?:so\sfar|to\sdate|at\spresent|right\snow|as\sof\snow|now|recent(?:ly)?|still|soon|not\syet"
            r"|until\snow|nowadays|these\sdays|ongoing)\b",
            re.IGNORECASE,
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class TimeBound:
    """Hold words that go stale: their place, why, and the days they mean where the date of publication settles it."""

    start: int
    end: int
    exact: str
    bound: Bound
    first: date | None = None
    last: date | None = None


def time_bound(text: str, published: date | None = None) -> list[TimeBound]:
    """Return such words in order; where two overlap, the longer."""
    matches = [(bound, match) for bound, pattern in _PATTERNS for match in pattern.finditer(text)]
    relative = any(bound is Bound.RELATIVE for bound, _ in matches)
    settled = times(text, 0, len(text), published) if relative and published is not None else []
    found: list[TimeBound] = []
    for bound, match in matches:
        start, end = match.span()
        when = next((one for one in settled if one.start < end and start < one.end), None)
        days = (when.first, when.last) if when is not None and bound is Bound.RELATIVE else (None, None)
        exact = match.group().strip(", ")
        start = text.index(exact, start)
        found.append(TimeBound(start, start + len(exact), exact, bound, *days))
    found.sort(key=lambda one: (one.start, one.start - one.end))
    kept: list[TimeBound] = []
    for one in found:
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept

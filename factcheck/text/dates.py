"""Read dates as written, with the parts that are left out, and say whether those of two texts agree."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factcheck.text.figures import FIRST_YEAR, LAST_DAY, LAST_YEAR, Mark
from factcheck.text.words import MONTHS, SHORT_MONTHS

MONTH = "|".join([*(name.title() for name in MONTHS), *(rf"{name.title()}\.?" for name in SHORT_MONTHS)])
DATE = re.compile(
    rf"""
    \b(?P<y1>\d{{4}})-(?P<m1>\d{{2}})-(?P<d1>\d{{2}})\b
    |\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?:\ of)?\ (?P<m2>{MONTH})(?!\w)(?:,?\ (?P<y2>\d{{4}})\b)?
    |\b(?P<m3>{MONTH})(?!\w)\ (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?(?!\w)(?:,?\ (?P<y3>\d{{4}})\b)?
    |\b(?P<m4>{MONTH})(?!\w),?\ (?:of\ )?(?P<y4>\d{{4}})\b
    |(?<=\b[Ii]n\ )(?P<m5>{MONTH})(?!\w)|(?<=\b[Ss]ince\ )(?P<m6>{MONTH})(?!\w)|(?<=\b[Ll]ast\ )(?P<m7>{MONTH})(?!\w)
    |(?<![\w.,$\u20ac\u00a3-])(?P<y8>\d{{4}})(?![\w%]|[.,-]\d)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Dated:
    """Hold a date's place and its parts; a part that the text leaves out is None."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None

    def parts(self) -> tuple[int | None, int | None, int | None]:
        """Return year, month and day."""
        return self.year, self.month, self.day


def dates(text: str) -> list[Dated]:
    """Return the dates of a text in order."""
    return [found for match in DATE.finditer(text) if (found := _read(match)) is not None]


def compare(claim: str, passage: str) -> list[Mark]:
    """Hold each date of a claim against the passage's; dates that share no part, as a year and a day, give no mark."""
    ours, theirs = dates(claim), dates(passage)
    # A date that is one of the claim's says nothing against another of them.
    taken = [one for one in theirs if any(_fits(mine, one) for mine in ours)]
    marks = []
    for mine in ours:
        fitting = [one for one in taken if _fits(mine, one)]
        like = fitting or [one for one in theirs if one not in taken and _shared(mine, one)]
        if not like:
            continue
        found = like[0]
        said, other = claim[mine.start : mine.end], passage[found.start : found.end]
        why = f"{said} fits {other}" if fitting else f"the claim says {said}, the passage {other}"
        places = (mine.start, mine.end), (found.start, found.end)
        marks.append(Mark("agrees" if fitting else "differs", *places, why, of_date=True))
    return marks


def _fits(one: Dated, other: Dated) -> bool:
    """Tell whether two dates share a part and differ in none."""
    pairs = _shared(one, other)
    return bool(pairs) and all(a == b for a, b in pairs)


def _shared(one: Dated, other: Dated) -> list[tuple[int, int]]:
    return [(a, b) for a, b in zip(one.parts(), other.parts(), strict=True) if a is not None and b is not None]


def _read(match: re.Match[str]) -> Dated | None:
    said = {name[0]: value for name, value in match.groupdict().items() if value}
    year = int(said["y"]) if "y" in said else None
    day = int(said["d"]) if "d" in said else None
    month = _month(said["m"]) if "m" in said else None
    if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if (day is not None and not 1 <= day <= LAST_DAY) or (month is not None and not 1 <= month <= len(MONTHS)):
        return None
    return Dated(match.start(), match.end(), year, month, day)


def _month(said: str) -> int:
    low = said.lower().rstrip(".")
    if low.isdigit():
        return int(low)
    return MONTHS.get(low) or SHORT_MONTHS[low]

"""Read figures as intervals with a unit, and say whether those of two texts agree."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import Literal

from factcheck.text.words import MONTHS, NUMBER_VALUES, SHORT_MONTHS, STOP_WORDS, key, plain

SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12, "dozen": 12.0}
SHORT_SCALES = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "tn": 1e12}
CURRENCIES = {"$": "dollar", "\u20ac": "euro", "\u00a3": "pound", "\u00a5": "yen"}
UNIT_NAMES = {"%": "percent", "per cent": "percent", "percentage": "percent", "pct": "percent"}
# What a round number may miss by when the text says "about".
ABOUT = 0.1
COUNTED = "|".join(word for word in NUMBER_VALUES if word not in ("zero", "one"))

FIGURE = re.compile(
    rf"""
    (?P<hedge>\b(?:at\ least|no\ fewer\ than|no\ less\ than|more\ than|over|above|upwards\ of|
        at\ most|no\ more\ than|up\ to|as\ many\ as|as\ much\ as|fewer\ than|less\ than|under|below|
        about|around|roughly|approximately|some|nearly|almost|an?\ estimated|close\ to|maybe|perhaps)\ )?
    (?P<currency>[$\u20ac\u00a3\u00a5])?
    (?:(?P<digits>(?<![\w.,])\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|(?<![\w.,])\d+(?:\.\d+)?)(?P<short>(?:k|m|mn|bn|tn)\b)?
      |\b(?P<word>{COUNTED}|(?<=\ba\ )(?=(?:hundred|thousand|million|billion|trillion|dozen)\b))
        (?:[-\ ](?P<tail>one|two|three|four|five|six|seven|eight|nine)\b)?)
    (?P<scale>(?:[\ \xa0\u202f-]?(?:hundred|thousand|million|billion|trillion|dozen)\b){{0,2}})
    (?P<unit>\s?%|[\ \xa0]per\ cent\b|(?:\ (?:of|the|our|their|its|other|new|more|a))?[\ -][^\W\d_]+)?
    """,
    re.IGNORECASE | re.VERBOSE,
)
AT_LEAST = ("at least", "no fewer than", "no less than")
MORE_THAN = ("more than", "over", "above", "upwards of")
AT_MOST = ("at most", "no more than", "up to", "as many as", "as much as", "maybe as many as")
LESS_THAN = ("fewer than", "less than", "under", "below")
# After a number these begin a time, and are not what is counted.
TIME_WORDS = frozenset(("last", "this", "next", "ago", "later", "earlier", "yesterday", "today", "annually", "yearly"))
FIRST_YEAR, LAST_YEAR = 1500, 2100
LAST_DAY = 31
# "4 March" and "March 4" are dates.
MONTH_KEYS = frozenset(key(name) for name in (*MONTHS, *SHORT_MONTHS))
AFTER_MONTH = re.compile(rf"\b(?:{'|'.join((*MONTHS, *SHORT_MONTHS))})\.? \Z", re.IGNORECASE)

Verdict = Literal["agrees", "differs"]


@dataclass(frozen=True, slots=True)
class Figure:
    """Hold a figure: its place, its bounds (inclusive, infinite where open), its unit's stem or an empty string."""

    start: int
    end: int
    low: float
    high: float
    unit: str

    def meets(self, other: Figure) -> bool:
        """Tell whether one number can satisfy both."""
        return self.low <= other.high and other.low <= self.high

    def fits(self, other: Figure) -> bool:
        """Tell whether one bears the other out: a floor and a ceiling may both be true, and say opposite things."""
        return self.meets(other) and not self.is_limit_of(other)

    def is_limit_of(self, other: Figure) -> bool:
        """Tell whether one is a floor and the other a ceiling."""
        return (_floor(self) and _ceiling(other)) or (_ceiling(self) and _floor(other))

    def touches(self, other: Figure) -> bool:
        """Tell whether a floor and a ceiling meet in one number only: "at least 40" and "as many as 40"."""
        return self.is_limit_of(other) and min(self.high, other.high) == max(self.low, other.low)


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold how a figure or date of the passage stands to the claim's: both places, as offsets, and why."""

    verdict: Verdict
    claim: tuple[int, int]
    passage: tuple[int, int]
    why: str
    of_date: bool = False


def figures(text: str) -> list[Figure]:
    """Return the figures of a text in order; years, which are dates, are left out."""
    return [figure for match in FIGURE.finditer(text) if (figure := _read(match)) is not None]


def compare(claim: str, passage: str) -> list[Mark]:
    """Hold each figure of a claim against the passage's figures in the same unit, if it has any."""
    ours, theirs = figures(claim), figures(passage)
    # A figure that is one of the claim's says nothing against another of them.
    taken = [one for one in theirs if any(one.unit == mine.unit and one.meets(mine) for mine in ours)]
    marks = []
    for mine in ours:
        meeting = [one for one in taken if one.unit == mine.unit and one.fits(mine)]
        like = meeting or [one for one in theirs if one.unit == mine.unit and (one not in taken or one.touches(mine))]
        # A number of no unit may count anything: that it is not found says nothing.
        if not meeting and (not like or not mine.unit):
            continue
        nearest = min(like, key=lambda one: (_distance(mine, one), one.start))
        said, found = claim[mine.start : mine.end].strip(), passage[nearest.start : nearest.end].strip()
        verdict: Verdict = "agrees" if meeting else "differs"
        why = f"{said} fits {found}" if meeting else f"the claim says {said}, the passage {found}"
        marks.append(Mark(verdict, (mine.start, mine.end), (nearest.start, nearest.end), why))
    return marks


def _floor(one: Figure) -> bool:
    return math.isinf(one.high)


def _ceiling(one: Figure) -> bool:
    return one.low == 0 < one.high < math.inf


def _distance(one: Figure, other: Figure) -> float:
    a = one.low if math.isfinite(one.low) else one.high
    b = other.low if math.isfinite(other.low) else other.high
    return abs(a - b)


def _read(match: re.Match[str]) -> Figure | None:
    value = _value(match)
    if value is None:
        return None
    unit, end = _unit(match)
    before = max(0, match.start() - len("September. "))
    if value <= LAST_DAY and (unit in MONTH_KEYS or AFTER_MONTH.search(match.string, before, match.start())):
        return None
    bare = match["digits"] and not match["currency"] and not (match["scale"] or match["short"])
    if bare and len(match["digits"]) == len("2000") and FIRST_YEAR <= value <= LAST_YEAR and not match["hedge"]:
        return None
    hedge = plain(match["hedge"] or "").strip()
    low = high = value
    if hedge in AT_LEAST or hedge in MORE_THAN:
        low, high = (value if hedge in AT_LEAST else math.nextafter(value, math.inf)), math.inf
    elif hedge in AT_MOST or hedge in LESS_THAN:
        low, high = 0.0, (value if hedge in AT_MOST else math.nextafter(value, -math.inf))
    elif hedge:
        low, high = sorted((value * (1 - ABOUT), value * (1 + ABOUT)))
    return Figure(match.start(), end, low, high, unit)


def _value(match: re.Match[str]) -> float | None:
    digits, word = match["digits"], match["word"]
    if digits:
        # Longer runs are identifiers, not amounts, and would not fit a float.
        value = float(digits.replace(",", "")) if len(digits) < len("1,000,000,000,000,000,000") else None
    else:
        value = float(NUMBER_VALUES[word.lower()]) if word else 1.0
    if value is None:
        return None
    if match["tail"]:
        value += float(NUMBER_VALUES[match["tail"].lower()])
    for scale in match["scale"].lower().replace("-", " ").split():
        value *= SCALES[scale]
    return value * SHORT_SCALES.get((match["short"] or "").lower(), 1.0)


def _unit(match: re.Match[str]) -> tuple[str, int]:
    """Return the stem of what is counted, and where the figure ends."""
    if match["currency"]:
        return CURRENCIES[match["currency"]], match.start("unit") if match["unit"] else match.end()
    said = plain(match["unit"] or "").strip(" -")
    if said in UNIT_NAMES:
        return UNIT_NAMES[said], match.end()
    word = said.rpartition(" ")[2]
    if not word or word in STOP_WORDS or word in TIME_WORDS:
        return "", match.start("unit") if match["unit"] else match.end()
    return UNIT_NAMES.get(word) or key(word), match.end()

"""Find times as written and settle them by the date of publication."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from factcheck.text.model import When

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if name} | {
    "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip
DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:Jan|Feb|Mar"
    r"|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
DAY = r"(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)"
COUNT = (
    r"(?:\d{1,3}|a|an|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|few|a\sfew|couple\sof"
    r"|a\scouple\sof)"
)
UNIT = r"(?:second|minute|hour|day|week|month|year|decade|centurie|century|season|fortnight)s?"
WHEN = re.compile(
    rf"""\b(?:(?P<since>(?:since|until|by|before|after)\s)?(?:
      (?:{DAY},?\s)?(?P<md>{MONTH})\s(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,?\s(?P<y>\d{{4}}))?\b(?!,\d|\.\d)
    | (?:{DAY},?\s)?(?:the\s)?(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s(?:of\s)?(?P<md2>{MONTH})(?:,?\s(?P<y2>\d{{4}}))?\b
    | (?P<part>(?:early|late|mid|the\sstart\sof|the\send\sof|the\sbeginning\sof|spring|summer|autumn|fall
    |winter)[\s-](?:of\s|in\s)?)?(?P<m>{MONTH})(?:,?\s(?P<my>\d{{4}}))?\b(?!\s\d)
    | (?P<iso>\d{{4}}-\d\d-\d\d)\b
    | (?P<rel>(?:last|this|next|earlier\sthis|later\sthis|the\sprevious|the\sfollowing|the\ssame)\s(?:week
    |month|year|night|summer|winter|spring|autumn|fall|season|morning|afternoon|evening|weekend|decade|century
    |{DAY}|{MONTH}))\b
    | (?:the\s)?(?:past|(?<!to\s)last|next|previous|coming|first|final)\s(?!a\s)(?:{COUNT}\s)?(?:{UNIT})\b
    | {COUNT}\s{UNIT}\s(?:ago|earlier|later|after)\b
    | (?:days|weeks|months|years|hours|minutes|shortly|soon|moments)\s(?:ago|earlier|later|after|before)\b
    | (?P<near>today|yesterday|tomorrow|tonight)\b
    | (?:(?:on|late|early|overnight)\s)?(?P<wd>{DAY})(?:\s(?:morning|afternoon|evening
    |night))?\b(?!,?\s(?:the\s)?(?:{MONTH}|\d))
    | (?P<partof>(?:early|late|mid|the\sstart\sof|the\send\sof|the\sbeginning\sof|spring|summer|autumn|fall
    |winter)[\s-](?:of\s|in\s)?)?(?P<yr>(?:1[5-9]|20)\d\d)\b(?![,.]\d|%|\s?(?:people|miles|jobs))
    | (?:the\s)?(?:1[5-9]|20)\d0s\b
    ))""",
    re.VERBOSE,
)
PLAIN_MAY = re.compile(r"(?:March|May|Mar|Jan|Jun)$")
BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|by|last|next|this|early|late|mid|of|before|after|from|during|to|and|on)\s|,\s|-|^"
    r"|\()(?:his\s|her\s|its\s|their\s|the\s)?$",
    re.IGNORECASE,
)
YEAR_LONG = 366


def times(
    text: str, start: int, end: int, published: date | None = None, places: list[int] | None = None
) -> list[When]:
    """List the times between two offsets, each with its days where text and date settle them.

    `places` are the only offsets at which one can begin, where the caller knows them.
    """
    out: list[When] = []
    matches = WHEN.finditer(text, start, end) if places is None else (WHEN.match(text, at, end) for at in places)
    for found in matches:
        if found is None or (out and found.start() < out[-1].end):
            continue
        exact = found[0].strip()
        if (
            PLAIN_MAY.search(exact)
            and not found["y"]
            and not BEFORE_MONTH.search(text[max(start, found.start() - 16) : found.start()])
            and found["m"]
        ):
            continue
        lead = 3 if exact[:3].lower() == "on " else 0
        begin = found.start() + lead
        first, last = settle(found, published)
        out.append(When(begin, begin + len(exact) - lead, exact[lead:], first, last))
    return out


def settle(found: re.Match[str], published: date | None) -> tuple[date | None, date | None]:
    """Give the first and last day that a time can mean."""
    try:
        first, last = _named(found) or _relative(found, published) or (None, None)
    except (ValueError, OverflowError):
        return None, None
    bound = (found["since"] or "").strip().lower()
    if first and bound == "since":
        return first, published
    if first and bound in {"until", "by", "before"}:
        return None, last
    return (last, None) if last and bound == "after" else (first, last)


def _named(found: re.Match[str]) -> tuple[date, date] | None:
    if found["iso"]:
        day = date.fromisoformat(found["iso"])
        return day, day
    if found["y"] or found["y2"]:
        month = MONTHS[(found["md"] or found["md2"]).lower().rstrip(".")]
        day = date(int(found["y"] or found["y2"]), month, int(found["d"] or found["d2"]))
        return day, day
    if found["my"]:
        return month_days(int(found["my"]), MONTHS[found["m"].lower().rstrip(".")], found["part"])
    if found["yr"]:
        return year_days(int(found["yr"]), found["partof"])
    return None


def _relative(found: re.Match[str], published: date | None) -> tuple[date, date] | None:
    if published is None:
        return None
    if found["near"]:
        day = published + timedelta({"yesterday": -1, "tomorrow": 1}.get(found["near"].lower(), 0))
        return day, day
    if found["d"] or found["d2"]:
        return _nearest_day(
            MONTHS[(found["md"] or found["md2"]).lower().rstrip(".")], int(found["d"] or found["d2"]), published
        )
    if found["m"]:
        month = MONTHS[found["m"].lower().rstrip(".")]
        return month_days(published.year - (month > published.month), month, found["part"])
    if found["wd"]:
        back = (published.weekday() - DAYS[found["wd"].lower()]) % 7
        day = published - timedelta(back)
        return day, day
    return _step(found["rel"], published) if found["rel"] else None


def _nearest_day(month: int, day: int, published: date) -> tuple[date, date]:
    near = min(
        (date(published.year + step, month, day) for step in (-1, 0, 1)), key=lambda d: abs((d - published).days)
    )
    return near, near


def _step(phrase: str, published: date) -> tuple[date, date] | None:
    words = phrase.lower().split()
    step = {"last": -1, "next": 1, "previous": -1, "following": 1}.get(words[-2], 0)
    if words[-1] == "week":
        monday = published - timedelta(published.weekday()) + timedelta(7 * step)
        return monday, monday + timedelta(6)
    if words[-1] == "month":
        count = published.year * 12 + published.month - 1 + step
        return month_days(count // 12, count % 12 + 1, None)
    if words[-1] == "year":
        return year_days(published.year + step, None)
    if words[-1] == "night" and step == -1:
        return published - timedelta(1), published
    return None


def month_days(year: int, month: int, part: str | None) -> tuple[date, date]:
    """Give the days of a month, or of its early, middle or late third."""
    last = calendar.monthrange(year, month)[1]
    low, high = {"early": (1, 10), "mid": (11, 20), "late": (21, last)}.get((part or "").strip(" -").lower(), (1, last))
    return date(year, month, low), date(year, month, high)


def year_days(year: int, part: str | None) -> tuple[date, date]:
    """Give the days of a year, or of its early, middle or late third."""
    low, high = {"early": (1, 4), "mid": (5, 8), "late": (9, 12)}.get((part or "").strip(" -").lower(), (1, 12))
    return date(year, low, 1), date(year, high, calendar.monthrange(year, high)[1])

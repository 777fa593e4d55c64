"""Find times as written and settle them by the date of publication."""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta

from factcheck.text.classes import ALWAYS, FIGURE, word_class
from factcheck.text.model import When
from factcheck.text.pattern_words import NUMBER, openings_of

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
    | (?P<rel>(?:[Ll]ast|[Tt]his|[Nn]ext|[Ee]arlier\sthis|[Ll]ater\sthis|the\sprevious|the\sfollowing|the\ssame)\s(?:
    week|month|year|night|summer|winter|spring|autumn|fall|season|morning|afternoon|evening|weekend|decade|century
    |{DAY}|{MONTH}))\b
    | (?:the\s)?(?P<q>first|second|third|fourth|final)\s(?P<qh>quarter|half)\sof\s(?:the\s)?(?P<qy>(?:1[5-9]|20)\d\d)\b
    | (?:the\s)?(?P<toward>past|(?<!to\s)last|next|previous|coming|first|final)\s(?!a\s)(?:(?P<many>{COUNT})\s)?
    (?P<unit>{UNIT})\b
    | (?P<ago>{COUNT})\s(?P<back>{UNIT})\s(?:ago|(?P<other>earlier|later|after))\b
    | (?:the\s)?(?P<cent>\d{{1,2}})(?:st|nd|rd|th)[\s-]century\b
    | (?:days|weeks|months|years|hours|minutes|shortly|soon|moments)\s(?:ago|earlier|later|after|before)\b
    | (?P<near>today|yesterday|tomorrow|tonight)\b
    | (?:(?:on|late|early|overnight)\s)?(?P<wd>{DAY})(?:\s(?:morning|afternoon|evening
    |night))?\b(?!,?\s(?:the\s)?(?:{MONTH}|\d))
    | (?P<partof>(?:early|late|mid|the\sstart\sof|the\send\sof|the\sbeginning\sof|spring|summer|autumn|fall
    |winter)[\s-](?:of\s|in\s)?)?(?P<yr>(?:1[5-9]|20)\d\d)\b(?![,.]\d|%|\s?(?:people|miles|jobs))
    | (?:the\s)?(?P<tens>(?:1[5-9]|20)\d0)s\b
    ))""",
    re.VERBOSE,
)
OPENINGS = openings_of(WHEN)
# The bits of the words with which a time can begin.
OPENING = word_class(OPENINGS - {NUMBER}) | (FIGURE if NUMBER in OPENINGS else 0) if OPENINGS else ALWAYS
LENGTHS = {"day": 1, "week": 7, "month": 1, "year": 12}  # in days, the last two in months
DECEMBER = 12
PLAIN_MAY = ("March", "May", "Mar", "Jan", "Jun")
BEFORE_MONTH = re.compile(
    r"(?:\b(?:in|since|until|by|last|next|this|early|late|mid|of|before|after|from|during|to|and|on)\s|,\s|-|^"
    r"|\()(?:his\s|her\s|its\s|their\s|the\s)?$",
    re.IGNORECASE,
)
LINKS = frozenset({" and ", " to ", " until ", " till ", " through "})
OPENS_RANGE = re.compile(r"\b(between|from)\s$", re.IGNORECASE)
COUNTED = {
    w: n
    for n, w in enumerate("one two three four five six seven eight nine ten eleven twelve".split(), 1)
} | {"a": 1, "an": 1}  # fmt: skip
# "will vote in December", "is due on Friday": a time to come, unless another deed stands between.
AHEAD = re.compile(
    r"\b(?:(?:will|won['’]t|shall|would|must)(?!\shave\b)|(?:plans?|hopes?|intends?|aims?|wants?|going)\sto(?!\shave\b)"
    r"|(?:is|are|be)\s(?:now\s|also\s|both\s)?(?:due|set|scheduled|expected|planned|likely|to)\b(?!\s(?:to\s)?have\b))"
    r"(?P<between>[^.;:?!“”\"]{0,80})$",
    re.IGNORECASE,
)
OTHER_DEED = re.compile(
    r"\b(?:after|since|over|because|when|who|which|that|said|says?|told|were|was|had|has|have|did)\b", re.IGNORECASE
)
THEN_AHEAD = re.compile(
    r"(?:(?!\b(?:said|says|told|was|were|had|has|have|did)\b)[^.;:?!“”\"]){0,60}?"
    r"\b(?:will|shall|(?:is|are)\s(?:due|set|scheduled|expected|planned|to))\b"
)
LOOK_BACK, LOOK_ON = 110, 80  # characters
# "between 14 and 16 November", "November 14-16": the days of one month.
DAY_BEFORE = re.compile(
    r"\b(?:between\s(?:the\s)?(?P<first>\d{1,2})(?:st|nd|rd|th)?\sand|(?:from\s)?(?:the\s)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\sto\b|\s?[-–]))"
    r"\s?(?:the\s)?$",
    re.IGNORECASE,
)
DAY_AFTER = re.compile(r"(?:\s(?:and|to)\s|\s?[-–]\s?)(?P<day>\d{1,2})(?:st|nd|rd|th)?\b(?!\s?[%\w$£€]|[-–,.:/]\d)")
DAYS_BEFORE = re.compile(r"(?<![\d.,])(?P<day>\d{1,2})\s?[-–]\s?(?P<other>\d{1,2})(?:st|nd|rd|th)?\s$")
LINK_LOOK = 24  # characters
QUARTERS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "final": 3}


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
            exact.endswith(PLAIN_MAY)
            and not found["y"]
            and not BEFORE_MONTH.search(text[max(start, found.start() - 16) : found.start()])
            and found["m"]
        ):
            continue
        lead = 3 if exact[:3].lower() == "on " else 0
        begin = found.start() + lead
        dated = published is not None and (found["m"] or found["wd"] or found["d"] or found["d2"])
        first, last = settle(found, published, ahead=bool(dated) and to_come(text, start, found, end))
        when = When(begin, begin + len(exact) - lead, exact[lead:], first, last)
        when = _days_of_month(text, start, end, found, when)
        ranged = _ranged(text, start, out[-1], when) if out else None
        if ranged is not None:
            out[-1] = ranged
        else:
            out.append(when)
    return out


def _days_of_month(text: str, start: int, end: int, found: re.Match[str], when: When) -> When:
    """Widen a day to the days that stand before or behind it: "between 14 and 16 November"."""
    low = max(start, found.start() - LINK_LOOK)
    if found["m"] and not found["part"]:
        more = DAYS_BEFORE.search(text, low, found.start())
    elif found["d2"]:
        more = DAY_BEFORE.search(text, low, found.start())
    else:
        more = DAY_AFTER.match(text, when.end, end) if found["d"] and not found["y"] else None
    if more is None:
        return when
    opens, closes = min(more.start(), when.start), max(more.end(), when.end)
    first, last = when.first, when.last
    day = int(more.groupdict().get("first") or more["day"])
    try:
        if first is not None and last is not None:
            first, last = (first, last.replace(day=day)) if found["d"] else (first.replace(day=day), last)
            last = last.replace(day=int(more["other"])) if found["m"] else last
    except ValueError:  # "31-35 November"
        return when
    if first is not None and last is not None and first > last:
        return when
    return When(opens, closes, text[opens:closes], first, last)


def _ranged(text: str, start: int, one: When, other: When) -> When | None:
    """Make one time of "between 2015 and 2019", "from March to May"."""
    link = text[one.end : other.start]
    if link not in LINKS or one.first is None or other.last is None:
        return None
    opens = OPENS_RANGE.search(text, max(start, one.start - 9), one.start)
    if opens is None or (opens[1].lower() == "between") != (link == " and ") or one.first > other.last:
        return None
    return When(opens.start(1), other.end, text[opens.start(1) : other.end], one.first, other.last)


def to_come(text: str, start: int, found: re.Match[str], end: int) -> bool:
    """Tell whether a clause speaks of a time as yet to come."""
    before = text[max(start, found.start() - LOOK_BACK) : found.start()]
    verb = AHEAD.search(before)
    if verb is not None:
        return OTHER_DEED.search(verb["between"]) is None
    return (
        found.start() - start <= 3 and THEN_AHEAD.match(text, found.end(), min(end, found.end() + LOOK_ON)) is not None
    )


def settle(found: re.Match[str], published: date | None, *, ahead: bool = False) -> tuple[date | None, date | None]:
    """Give the first and last day that a time can mean."""
    try:
        first, last = _named(found) or _relative(found, published, ahead=ahead) or (None, None)
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
    if found["tens"]:
        return date(int(found["tens"]), 1, 1), date(int(found["tens"]) + 9, 12, 31)
    if found["cent"]:
        return date(100 * int(found["cent"]) - 99, 1, 1), date(100 * int(found["cent"]), 12, 31)
    return _part_of_year(found) if found["qy"] else None


def _part_of_year(found: re.Match[str]) -> tuple[date, date] | None:
    """Read "the first quarter of 2023"."""
    long, number = (3, QUARTERS[found["q"]]) if found["qh"] == "quarter" else (6, QUARTERS[found["q"]])
    if found["qh"] == "half":
        number = {"final": 1}.get(found["q"], number)
    low = number * long + 1
    if low > DECEMBER:
        return None
    year = int(found["qy"])
    return date(year, low, 1), month_days(year, low + long - 1, None)[1]


def _counted(word: str | None) -> int | None:
    return int(word) if word and word.isdigit() else COUNTED.get((word or "").lower())


def _back(many: int, unit: str, published: date) -> tuple[date, date] | None:
    """Give the day, week, month or year that many units before the day of publication."""
    unit = unit.rstrip("s")
    if unit == "day":
        day = published - timedelta(many)
        return day, day
    if unit == "week":
        monday = published - timedelta(published.weekday() + 7 * many)
        return monday, monday + timedelta(6)
    if unit == "month":
        count = published.year * 12 + published.month - 1 - many
        return month_days(count // 12, count % 12 + 1, None)
    return year_days(published.year - many, None) if unit == "year" else None


def _stretch(found: re.Match[str], published: date) -> tuple[date, date] | None:
    """Read "the past three months" and "the next two weeks": up to or from the day of publication."""
    many, unit = _counted(found["many"]), found["unit"].rstrip("s")
    ahead = found["toward"] in {"next", "coming"}
    if many is None or found["toward"] not in {"past", "last", "next", "coming"} or unit not in LENGTHS:
        return None
    if unit in {"day", "week"}:
        far = published + timedelta(many * LENGTHS[unit] * (1 if ahead else -1))
    else:
        count = published.year * 12 + published.month - 1 + many * LENGTHS[unit] * (1 if ahead else -1)
        year, month = count // 12, count % 12 + 1
        far = date(year, month, min(published.day, calendar.monthrange(year, month)[1]))
    return (published, far) if ahead else (far, published)


def _relative(found: re.Match[str], published: date | None, *, ahead: bool) -> tuple[date, date] | None:
    if published is None:
        return None
    if found["near"]:
        day = published + timedelta({"yesterday": -1, "tomorrow": 1}.get(found["near"].lower(), 0))
        return day, day
    if found["d"] or found["d2"]:
        return _nearest_day(
            MONTHS[(found["md"] or found["md2"]).lower().rstrip(".")], int(found["d"] or found["d2"]), published, ahead
        )
    if found["m"]:
        month = MONTHS[found["m"].lower().rstrip(".")]
        year = published.year + (month < published.month if ahead else -(month > published.month))
        return month_days(year, month, found["part"])
    if found["wd"]:
        behind = published.weekday() - DAYS[found["wd"].lower()]
        day = published + timedelta(-behind % 7) if ahead else published - timedelta(behind % 7)
        return day, day
    if found["ago"]:
        many = _counted(found["ago"])
        return _back(many, found["back"], published) if many is not None and not found["other"] else None
    if found["toward"]:
        return _stretch(found, published)
    return _step(found["rel"], published) if found["rel"] else None


def _nearest_day(month: int, day: int, published: date, ahead: bool) -> tuple[date, date]:
    near = min(
        (date(published.year + step, month, day) for step in (-1, 0, 1)),
        key=lambda d: (ahead and d < published, abs((d - published).days)),
    )
    return near, near


def _step(phrase: str, published: date) -> tuple[date, date] | None:
    words = phrase.lower().split()
    if words[0] in {"earlier", "later"} and words[-1] == "year":
        first, last = year_days(published.year, None)
        return (first, published) if words[0] == "earlier" else (published, last)
    if words[-1].rstrip(".") in MONTHS and words[0] in {"last", "next", "this"}:
        month = MONTHS[words[-1].rstrip(".")]
        year = published.year
        year -= words[0] == "last" and month >= published.month
        year += words[0] == "next" and month <= published.month
        return month_days(year, month, None)
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

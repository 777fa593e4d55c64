"""Find slips of the copy: words and passages twice, one name in two spellings, dates that cannot be."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.text.model import Finding, Passage, Span
from factcheck.text.names import MEN, WOMEN, bare_name
from factcheck.text.roles import DATE_LINE
from factcheck.text.times import DAYS, MONTHS

if TYPE_CHECKING:
    from factcheck.text.tokens import Words

TWICE = re.compile(r"\b([^\W\d_]{2,}+)[ \u00a0]++\1\b(?!['’-]\w)")
MAY_REPEAT = frozenset(
    """
    that had very really many much so bye ha blah no yes her is do go now again more long far far-right there
    well never
    """.split()
)
FULL_DATE = re.compile(
    r"(?:(?P<day>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday),?\s(?:the\s)?)?"
    r"(?:(?P<m>January|February|March|April|May|June|July|August|September|October|November"
    r"|December)\s(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:,?\s(?P<y>\d{4}))?"
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<m2>January|February|March|April|May|June|July|August"
    r"|September|October|November|December)(?:,?\s(?P<y2>\d{4}))?)\b"
)
SPELLINGS = (
    ("kiev", "kyiv"),
    ("odessa", "odesa"),
    ("kharkov", "kharkiv"),
    ("lvov", "lviv"),
    ("burma", "myanmar"),
    ("rangoon", "yangon"),
    ("bombay", "mumbai"),
    ("calcutta", "kolkata"),
    ("peking", "beijing"),
    ("turkey", "türkiye"),
    ("gaddafi", "qaddafi"),
    ("hezbollah", "hizbollah"),
    ("koran", "quran"),
    ("moslem", "muslim"),
)
ENDINGS = (
    "n",
    "an",
    "ns",
    "ans",
    "s",
    "es",
    "ese",
    "ish",
    "i",
    "ic",
    "al",
    "ian",
    "y",
    "er",
    "ers",
    "r",
    "rs",
    "ed",
    "'s",
    "ist",
    "ists",
    "ism",
)
DOCUMENT = re.compile(
    r"\b(?:book|memoir|documentary|biography|dossier|report|study|paper|interview|investigation|novel|diary"
    r"|podcast|leak|film)\b",
    re.IGNORECASE,
)
MONTH_NAMES = tuple(name.capitalize() for name in MONTHS if len(name) > len("sept") or name in {"may", "june", "july"})
AMENDED = re.compile(r"\b(?:amended|updated|corrected|published|modified|edited|accessed|retrieved)\b", re.IGNORECASE)
DIGIT = re.compile(r"\d")
LONGEST = 3000  # characters of a passage that is looked at
NAME_HEADS = frozenset({"NN", "JJ", "VX", "VG", "VN"})
SHORT = 5
GIVEN = WOMEN | MEN


def repeated_words(text: str, passages: tuple[Passage, ...]) -> list[Finding]:
    """Find "the the"."""
    out = []
    for passage in passages:
        if passage.role == "boilerplate" or passage.end - passage.start > LONGEST:
            continue
        for found in TWICE.finditer(text, passage.start, passage.end):
            word = found[1]
            if word.lower() in MAY_REPEAT or word[0].isupper():
                continue
            out.append(Finding("repeated_word", (Span(*found.span()),), f"“{word}” stands twice in a row."))
    return out


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


def name_variants(readings: list[Words]) -> list[Finding]:
    """Find one name in two spellings."""
    places: dict[tuple[str, ...], list[Span]] = {}
    for words in readings:
        for first, last in _names(words):
            key = tuple(bare_name(w) for w in words.form[first:last])
            end = words.start[last - 1] + len(key[-1])
            places.setdefault(key, []).append(Span(words.start[first], end))
    out, told = [], set()
    for one, other in [*_spelt(places), *_hyphens(places), *_near(places)]:
        pair = frozenset((" ".join(one).lower(), " ".join(other).lower()))
        if pair in told:
            continue
        told.add(pair)
        why = f"“{' '.join(one)}” and “{' '.join(other)}” may be one name in two forms."
        out.append(Finding("name_variant", (places[one][0], places[other][0]), why))
    return out[:12]


def _names(words: Words) -> list[tuple[int, int]]:
    """List capitalised runs, single letters such as the B of a grade included."""
    out, at = [], 0
    while at < words.n:
        first = at
        while (
            at < words.n
            and words.form[at][0].isupper()
            and (words.tag[at] == "NP" or (at == first and words.tag[at] in NAME_HEADS) or words.form[at].isupper())
        ):
            at += 1
            if words.form[at - 1].endswith(("'s", "’s")):
                break
        if at > first:
            out.append((first, at))
        else:
            at += 1
    return out


def _spelt(places: dict[tuple[str, ...], list[Span]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    by_word = {word.lower(): key for key in places for word in key}
    return [(by_word[a], by_word[b]) for a, b in SPELLINGS if a in by_word and b in by_word]


def _hyphens(places: dict[tuple[str, ...], list[Span]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair "Jean-Luc" with "Jean Luc"."""
    flat: dict[str, tuple[str, ...]] = {}
    out = []
    for key in places:
        if len(key) == 1 and "-" not in key[0]:
            continue
        joined = " ".join(key).replace("-", " ").lower()
        other = flat.setdefault(joined, key)
        if " ".join(other).lower() != " ".join(key).lower():
            out.append((other, key))
    return out


def _near(places: dict[tuple[str, ...], list[Span]]) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pair names of two words or more that differ in a few letters of one word."""
    groups: dict[tuple[int, int, tuple[str, ...]], list[tuple[str, ...]]] = {}
    for key in places:
        if 2 <= len(key) <= 4:
            for k in range(len(key)):
                groups.setdefault((len(key), k, key[:k] + key[k + 1 :]), []).append(key)
    out = []
    for (_, k, _rest), keys in groups.items():
        for one, other in pairwise(keys[:8]):
            if _alike(one[k], other[k]):
                out.append((one, other))
    return out


def _alike(one: str, other: str) -> bool:
    """Tell whether two words may be one misspelt: much the same, and neither made from the other by an ending."""
    a, b = sorted((one.lower(), other.lower()), key=len)
    least = SHORT - (b[:-1] == a and b[-1] == a[-1])  # Odel, Odell
    if len(a) < least or a == b or not a.isalpha() or not b.isalpha() or (a in GIVEN and b in GIVEN):
        return False
    if b.startswith(a) and b[len(a) :] in ENDINGS:
        return False
    same = 0
    while same < len(a) and a[same] == b[same]:
        same += 1
    if len(a) - same <= 2 and a[same:] in ENDINGS and b[same:] in ENDINGS and same < 6:
        return False
    return same >= 0.6 * len(b) or (
        len(a) == len(b) and sum(x != y for x, y in zip(a, b, strict=True)) == 1 and len(a) > SHORT
    )


def wrong_dates(text: str, passages: tuple[Passage, ...], published: date | None) -> list[Finding]:
    """Find dates that no calendar has, weekdays that do not fit, and sources later than the article."""
    out: list[Finding] = []
    own: date | None = None
    own_span: Span | None = None
    for passage in passages:
        if passage.end - passage.start > LONGEST or not DIGIT.search(text, passage.start, passage.end):
            continue
        if not any(month in text[passage.start : passage.end] for month in MONTH_NAMES):
            continue
        line = text[passage.start : min(passage.end, passage.start + 200)]
        dated = passage.role == "boilerplate" and DATE_LINE.fullmatch(line) is not None
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
    month = MONTHS[(found["m"] or found["m2"]).lower()]
    number = int(found["d"] or found["d2"])
    if year is None and near is None:
        longest = 31 if month in {1, 3, 5, 7, 8, 10, 12} else 29 if month == 2 else 30
        return f"“{found[0]}”: that month has no day {number}." if longest < number <= 39 else None
    try:
        day = date(int(year) if year else near.year if near else 1, month, number)
    except ValueError:
        return f"“{found[0]}”: there is no such day." if 0 < number <= 39 else None
    if found["day"] and year and day.weekday() != DAYS[found["day"].lower()]:
        real = next(name for name, n in DAYS.items() if n == day.weekday()).capitalize()
        return f"“{found[0]}”: that day was a {real}."
    return day if year else None


def _say(day: date) -> str:
    return f"{day.day} {next(name for name, n in MONTHS.items() if n == day.month).capitalize()} {day.year}"


def single_origin(chains: list[tuple[str, ...]], spans: list[Span]) -> list[Finding]:
    """Find one source behind most of what the text reports."""
    words = [frozenset(_keys(name) for name in chain if "not named" not in name) for chain in chains]
    flat = [frozenset(k for keys in w for k in keys) for w in words]
    counts = Counter(k for keys in flat for k in keys)
    told = [k for k in flat if k]
    if len(told) < 4 or not counts:
        return []
    top, most = counts.most_common(1)[0]
    least, part = (
        (4, 0.5) if any(DOCUMENT.search(name) for chain in chains for name in chain if top in name) else (6, 0.7)
    )
    if most < least or most < part * len(told):
        return []
    held = tuple(span for keys, span in zip(flat, spans, strict=True) if top in keys)
    return [
        Finding("single_origin", held[:8], f"{most} of the {len(told)} statements with a source go back to one: {top}.")
    ]


def _keys(name: str) -> frozenset[str]:
    return frozenset(
        bare_name(w.strip(".,"))
        for w in name.split()
        if w[:1].isupper() and w.lower() not in {"the", "president", "mr", "mrs", "ms", "dr"}
    )

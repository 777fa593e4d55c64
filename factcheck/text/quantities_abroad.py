"""Find quantities in German, French, Spanish, Italian and Portuguese, where the comma is the decimal mark."""

from __future__ import annotations

import re

from factcheck.text.model import Number, Quantity
from factcheck.text.numbers import figure, tidy

SCALES = {
    "tausend": 10**3, "mille": 10**3, "mil": 10**3, "mila": 10**3, "mio": 10**6, "mrd": 10**9,
    "million": 10**6, "millionen": 10**6, "millions": 10**6, "millón": 10**6, "millones": 10**6, "milione": 10**6,
    "milioni": 10**6, "milhão": 10**6, "milhões": 10**6, "milliarde": 10**9, "milliarden": 10**9, "milliard": 10**9,
    "milliards": 10**9, "miliardo": 10**9, "miliardi": 10**9, "bilhão": 10**9, "bilhões": 10**9, "mil milhões": 10**9,
    "mil millones": 10**9,
}  # fmt: skip
# Hedges by what they make of a number: it or more, more, at most it, less, about it.
LOW = ("mindestens", "wenigstens", "au moins", "al menos", "por lo menos", "almeno", "pelo menos", "ao menos")
ABOVE = ("mehr als", "über", "gut", "plus de", "más de", "más del", "oltre", "più di", "mais de", "mais do que")
HIGH = ("bis zu", "höchstens", "maximal", "jusqu'à", "jusqu’à", "au plus", "hasta", "fino a", "até")
BELOW = (
    "weniger als",
    "knapp",
    "fast",
    "moins de",
    "près de",
    "presque",
    "menos de",
    "casi",
    "meno di",
    "quasi",
    "quase",
)
ABOUT = (
    "rund", "etwa", "circa", "ca.", "ungefähr", "an die", "environ", "quelque", "autour de", "unos", "unas", "cerca de",
    "cerca del", "alrededor de", "aproximadamente", "intorno a",
)  # fmt: skip
HEDGE = re.compile(
    r"(?<!\w)(?:" + "|".join(re.escape(h) for h in sorted({*LOW, *ABOVE, *HIGH, *BELOW, *ABOUT}, key=len, reverse=True))
    + r")\s(?:[€$£]\s?)?$",
    re.IGNORECASE,
)  # fmt: skip
NUMBER = re.compile(
    r"(?<![\w.,/:-])(?P<money>[€$£]\s?)?(?P<digits>\d{1,3}(?:[.\u00a0\u202f' ]\d{3}(?!\d))+(?:,\d+)?|\d{1,18}(?:,\d+)?)"
    r"(?![\w/:-]|\.\d)"
    r"(?:\s(?P<scale>" + "|".join(sorted(SCALES, key=lambda w: (-len(w), w))) + r")\b\.?)?"
    r"(?P<percent>\s?(?:%|Prozent\b|pour\scent\b|por\sciento\b|per\scento\b|por\scento\b))?",
    re.IGNORECASE,
)
UNIT = re.compile(r"\s?(?:(?<=\s)(?:de|di|d['’])\s?)?([^\W\d_]+|[€$£])")
CURRENCIES = {"€": "euros", "$": "dollars", "£": "pounds"}
DATED = re.compile(
    r"\.?\s(?:de\s)?(?:jan|ene|gen|f[eé]v|feb|m[aä]r|avr|abr|apr|mai|may|mag|maio|jui|jun|giu|jul|lug|ao[uû]|aug|ago|sep|set|okt|oct|ott"
    r"|out|nov|dez|d[eé]c|dic)\w*|\sUhr\b|\s?h\b",
    re.IGNORECASE,
)
OF_THE_CLOCK = re.compile(r"\d\s?h\s$|\b(?:a\slas|alle\sore|às)\s$", re.IGNORECASE)
LINK = re.compile(r"(?:\s(und|et|y|e|a|à|al|ed)\s|\s?(?:bis(?:\szu)?|[–-])\s?)", re.IGNORECASE)
BETWEEN = re.compile(r"\b(?:zwischen|entre|tra|fra|de|da|von|dai|dal)\s$", re.IGNORECASE)
SCALED = 1000
YEARS = range(1500, 2101)
LOOK = 40


def quantities_abroad(text: str, start: int, end: int) -> list[Quantity]:
    """List the quantities between two offsets with their hedges, dates, years and clock times left out."""
    out: list[Quantity] = []
    for found in NUMBER.finditer(text, start, end):
        before = text[max(start, found.start() - LOOK) : found.start()]
        after = text[found.end() : min(end, found.end() + LOOK)]
        digits = found["digits"]
        year = digits.isdecimal() and len(digits) == 4 and int(digits) in YEARS
        if (DATED.match(after) or year or OF_THE_CLOCK.search(before)) and not found["scale"] and not found["percent"]:
            continue
        value = figure(re.sub(r"[.\u00a0\u202f' ]", "", digits).replace(",", "."))
        if value is None:
            continue
        value = tidy(value * SCALES.get((found["scale"] or "").lower(), 1))
        hedge = HEDGE.search(before)
        said = hedge[0].rstrip(" €$£\u00a0") if hedge else ""
        low, high = _bounds(value, said.lower())
        at = found.start() - (len(before) - hedge.start()) if hedge else found.start()
        unit = _unit(found, after)
        lower = _range_with(text, start, out[-1], at, value, unit) if out and not said else None
        if lower is not None:
            first = out.pop()
            out.append(Quantity(first.start, found.end(), value, lower, value, first.qualifier, unit))
        else:
            out.append(Quantity(at, found.end(), value, low, high, said, unit))
    return out


def _range_with(text: str, start: int, first: Quantity, at: int, value: Number, unit: str) -> Number | None:
    """Give the lower end of "zwischen 20 und 30" and "5 a 7 millones"; None where there is no range."""
    link = LINK.fullmatch(text[first.end : at])
    if link is None or first.value is None or (first.high is None) != (first.low is None):
        return None
    if link[1] and not BETWEEN.search(text[max(start, first.start - LOOK) : first.start]):
        return None
    counted = first.unit not in {"percent", *CURRENCIES.values()} or first.unit == unit
    small = value >= SCALED and first.value < value / SCALED
    zeros = len(str(int(value))) - 1
    lower = tidy(first.value * 10 ** (zeros - zeros % 3)) if small else first.value
    return lower if counted and lower < value else None


def _unit(found: re.Match[str], after: str) -> str:
    if found["percent"]:
        return "percent"
    if found["money"]:
        return CURRENCIES[found["money"].strip()]
    unit = UNIT.match(after)
    return CURRENCIES.get(unit[1], unit[1]) if unit else ""


def _bounds(value: Number, hedge: str) -> tuple[Number | None, Number | None]:
    if hedge in LOW or hedge in ABOVE:
        return value, None
    if hedge in HIGH or hedge in BELOW:
        return None, value
    return value, value

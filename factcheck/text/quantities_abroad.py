"""Find quantities in German, French, Spanish, Italian and Portuguese, where the comma is the decimal mark."""

from __future__ import annotations

import re

from factcheck.text.model import Quantity
from factcheck.text.numbers import figure

SCALES = {
    "tausend": 10**3, "mille": 10**3, "mil": 10**3, "mila": 10**3, "mio": 10**6, "mrd": 10**9,
    "million": 10**6, "millionen": 10**6, "millions": 10**6, "millón": 10**6, "millones": 10**6, "milione": 10**6,
    "milioni": 10**6, "milhão": 10**6, "milhões": 10**6, "milliarde": 10**9, "milliarden": 10**9, "milliard": 10**9,
    "milliards": 10**9, "miliardo": 10**9, "miliardi": 10**9, "bilhão": 10**9, "bilhões": 10**9,
}  # fmt: skip
NUMBER = re.compile(
    r"(?<![\w.,/:-])(?P<digits>\d{1,3}(?:[.\u00a0\u202f']\d{3})+(?:,\d+)?|\d{1,18}(?:,\d+)?)(?![\w/:-])"
    r"(?:\s(?P<scale>" + "|".join(sorted(SCALES, key=lambda w: (-len(w), w))) + r")\b\.?)?"
    r"(?P<percent>\s?(?:%|Prozent\b|pour\scent\b|por\sciento\b|per\scento\b|por\scento\b))?",
    re.IGNORECASE,
)
UNIT = re.compile(r"\s(?:(?:de|di|d['’])\s?)?([^\W\d_]+)")
DATED = re.compile(
    r"\.?\s(?:de\s)?(?:jan|ene|gen|f[eé]v|feb|m[aä]r|avr|abr|apr|mai|may|mag|maio|jui|jun|giu|jul|lug|ao[uû]|aug|ago|sep|set|okt|oct|ott"
    r"|out|nov|dez|d[eé]c|dic)\w*|\sUhr\b|\s?h\b",
    re.IGNORECASE,
)
YEARS = range(1500, 2101)
LOOK = 40


def quantities_abroad(text: str, start: int, end: int) -> list[Quantity]:
    """List the quantities between two offsets, dates, years and clock times left out."""
    out = []
    for found in NUMBER.finditer(text, start, end):
        after = text[found.end() : min(end, found.end() + LOOK)]
        digits = found["digits"]
        dated = DATED.match(after) or (digits.isdecimal() and len(digits) == 4 and int(digits) in YEARS)
        if dated and not found["scale"] and not found["percent"]:
            continue
        value = figure(re.sub(r"[.\u00a0\u202f']", "", digits).replace(",", "."))
        if value is None:
            continue
        value *= SCALES.get((found["scale"] or "").lower(), 1)
        unit = UNIT.match(after)
        named = "percent" if found["percent"] else unit[1] if unit else ""
        out.append(Quantity(found.start(), found.end(), value, value, value, "", named))
    return out

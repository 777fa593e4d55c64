"""Tell agency copy by its credit: in the dateline, the by-line or the tail, not by a mere mention of the agency."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from factcheck.text.agencies import BY_SPELLING, LONG_SPELLINGS

HEAD_CHARS = 800
TAIL_CHARS = 700
# Agencies that share one line, as in "AP/Reuters", are credited in the order in which they stand.
_ANY = "|".join(sorted(map(re.escape, BY_SPELLING), key=len, reverse=True))
_LONG = "|".join(sorted(map(re.escape, LONG_SPELLINGS), key=len, reverse=True))
_DASH = r"[-\u2010-\u2015]"

Kind = Literal["dateline", "by-line", "credit line", "copyright", "tail", "contributed"]

# Each form in which copy is credited, tried in this order; `a` is the agency.
HEAD_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    # OSLO, May 4 (AP) - ...; OSLO /Xinhua/ -- ...; (Reuters) - ...
    ("dateline", re.compile(rf"[(/\[](?P<a>{_ANY})(?:[/,\s][^()\n]{{0,30}})?[)/\]]\s*(?:{_DASH}{{1,2}}|:)")),
    (
        "dateline",
        re.compile(
            rf"^(?:[A-Z\u00c0-\u00de][\w.'\u2019-]*,?\s|\d{{1,2}},?\s){{1,8}}\((?P<a>{_ANY})\) ?\S", re.MULTILINE
        ),
    ),
    # OSLO, May 4. /TASS/.
    ("dateline", re.compile(rf"/(?P<a>{_ANY})/\.")),
    ("by-line", re.compile(rf"^[Bb][Yy]:? (?:the )?(?P<a>{_ANY})(?:\s*$|[ ,|]| staff\b)", re.MULTILINE)),
    (
        "by-line",
        re.compile(
            rf"^[Bb][Yy]:? [^\n]{{3,80}}?(?:, (?:The )?|\s[|/(]\s?|, for )(?P<a>{_ANY})\)?\s*(?:$|[|\u2022\u00b7])",
            re.MULTILINE,
        ),
    ),
    (
        "credit line",
        re.compile(
            rf"^(?:Source:? |Via |From )?(?:the )?(?P<a>{_ANY})\.?\s*"
            r"(?:$|\|[^\n]{0,60}$|(?:staff|wire|news service)\b[^\n]{0,20}$)",
            re.MULTILINE,
        ),
    ),
)
TAIL_FORMS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("copyright", re.compile(rf"(?:\u00a9|\([Cc]\)|\b[Cc]opyright\b)[^\n]{{0,40}}?\b(?P<a>{_ANY})(?!\w)")),
    ("tail", re.compile(rf"\b(?P<a>{_LONG}) (?:staff )?(?:reporters?|writers?|journalists?|correspondents?)\b")),
    ("tail", re.compile(rf"(?:^|\s)[(\[](?:Source: |With )?(?P<a>{_ANY})[)\]]\.?\s*\Z")),
    ("credit line", re.compile(rf"^(?:{_DASH}{{1,2}}\s?|Source:? |Via )?(?:the )?(?P<a>{_ANY})\.?\s*$", re.MULTILINE)),
    (
        "tail",
        re.compile(
            rf"\bthis (?:{_LONG}|story|article|report|material)[^\n]{{0,40}}\b(?:by|from) (?:the )?(?P<a>{_ANY})\b",
            re.IGNORECASE,
        ),
    ),
    ("tail", re.compile(rf"\b[Tt]his (?P<a>{_ANY}) (?:article|story|report)\b")),
)
# Reuters signs with those who reported and edited, without its name.
REUTERS_TAIL = re.compile(
    r"\((?:Additional |Writing and )?(?:[Rr]eporting|[Ww]riting) by [^()\n]{3,400}?[Ee]diting by [^()\n]{3,200}\)"
)
# AP sets a line of three underscores between its parts; with its name in the text that is a credit.
AP_RULE = re.compile(r"^_{3}\.?\s*$", re.MULTILINE)
AP_NAME = re.compile(r"\b(?:The )?Associated Press\b")
CONTRIBUTED = re.compile(
    rf"\b(?P<a>{_LONG}|AP)\b[^.\n]{{0,60}}\bcontributed\b"
    rf"|\bwith (?:reporting|files|material) (?:by|from) (?:the )?(?P<b>{_ANY})\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Credit:
    """Hold which agency is credited, in what form, where, and a sentence that says so."""

    agency: str
    kind: Kind
    start: int
    end: int
    why: str

    @property
    def is_copy(self) -> bool:
        """Tell whether the whole text is the agency's: an outlet that had its help wrote its own."""
        return self.kind != "contributed"


def credit(text: str, *, by_line: str = "") -> Credit | None:
    """Find the credit of an agency in a text's head or tail, or in its by-line if that is known apart."""
    named = BY_SPELLING.get(by_line.strip().removeprefix("By ").strip())
    if named:
        return Credit(named, "by-line", 0, 0, f"the by-line is {by_line.strip()}")
    tail = max(0, len(text) - TAIL_CHARS)
    return (
        _in(text, 0, min(len(text), HEAD_CHARS), HEAD_FORMS)
        or _signed(text, tail)
        or _in(text, tail, len(text), TAIL_FORMS)
        or _ruled(text)
        or _helped(text, tail)
    )


def _signed(text: str, tail: int) -> Credit | None:
    found = REUTERS_TAIL.search(text, tail)
    return found and _credit("Reuters", "tail", found.span(), "it ends with reporters and editors in Reuters' form")


def _ruled(text: str) -> Credit | None:
    found = AP_RULE.search(text) if AP_NAME.search(text) else None
    return found and _credit("AP", "credit line", found.span(), "it names AP and is cut by AP's rules")


def _helped(text: str, tail: int) -> Credit | None:
    found = CONTRIBUTED.search(text, tail)
    if found is None:
        return None
    said = found["a"] or found["b"]
    agency = next((name for spelling, name in BY_SPELLING.items() if spelling.lower() == said.lower()), said)
    return _credit(agency, "contributed", found.span(), f"{agency} contributed; the outlet wrote its own")


def _in(text: str, start: int, end: int, forms: tuple[tuple[Kind, re.Pattern[str]], ...]) -> Credit | None:
    part = text[start:end]
    for kind, form in forms:
        match = form.search(part)
        if match:
            agency = BY_SPELLING.get(match["a"]) or BY_SPELLING[match["a"].upper()]
            where = "head" if start == 0 else "tail"
            span = (start + match.start("a"), start + match.end("a"))
            return _credit(agency, kind, span, f"credit to {agency} in the {where} ({kind})")
    return None


def _credit(agency: str, kind: Kind, span: tuple[int, int], why: str) -> Credit:
    return Credit(agency, kind, span[0], span[1], why)

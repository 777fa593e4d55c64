"""Anchor an excerpt in a kept text: its offsets, and what stands before and after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

#: How much stands around an excerpt in its selector (W3C TextQuoteSelector).
AROUND = 32

_SPACE = re.compile(r"\s+")
#: Signs that differ between what one types and what a page prints, each taken for all of its row.
_ALIKE = ('"“”„«»', "'‘’‚`´", "-‐‑–—")
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """Hold where an excerpt stands: `text[start:end]` are its words as kept."""

    start: int
    end: int
    exact: str
    prefix: str
    suffix: str


def anchor_at(text: str, start: int, end: int) -> Anchor:
    """Return the anchor of a span."""
    return Anchor(start, end, text[start:end], text[max(0, start - AROUND) : start], text[end : end + AROUND])


def find_excerpt(text: str, excerpt: str) -> Anchor | None:
    """Find an excerpt as it stands, else but for spaces, quotation marks, dashes and case; None where it is absent."""
    wanted = excerpt.strip()
    if not wanted or len(wanted) > _LONGEST:
        return None
    at = text.find(wanted)
    if at >= 0:
        return anchor_at(text, at, at + len(wanted))
    pattern = r"\s+".join("".join(_sign(sign) for sign in word) for word in _SPACE.split(wanted))
    found = re.search(pattern, text, re.IGNORECASE)
    return anchor_at(text, *found.span()) if found else None


def _sign(sign: str) -> str:
    for row in _ALIKE:
        if sign in row:
            return "[" + re.escape(row) + "]"
    return re.escape(sign)

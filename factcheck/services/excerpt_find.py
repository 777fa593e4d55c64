"""Anchor an excerpt in a kept text: its offsets, and what stands before and after it."""

from __future__ import annotations

from dataclasses import dataclass

from factcheck.text.quote_match import find

#: How much stands around an excerpt in its selector (W3C TextQuoteSelector).
AROUND = 32

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
    """Find an excerpt as it stands, else but for case, blanks and marks; None where the words differ."""
    wanted = excerpt.strip()
    if not wanted or len(wanted) > _LONGEST:
        return None
    found = find(wanted, text)
    return anchor_at(text, found.start, found.end) if found.state in {"exact", "normalised"} else None

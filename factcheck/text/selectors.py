"""Anchor a stretch of a text by the W3C Web Annotation selectors; find it again in a changed text, or not at all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from factcheck.text.model import Span
from factcheck.text.words import plain_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

CONTEXT = 32
# So much of what stood before or behind must still stand there: the same words in another place may be a lookalike,
# left behind when the stretch itself was cut.
ENOUGH = 12
PLACES = 1000
BLANK = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Selector:
    """Hold a TextQuoteSelector (exact, prefix, suffix) with its TextPositionSelector (start, end)."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int

    def to_json(self) -> list[dict[str, Any]]:
        """Give the two selectors in the form of the W3C Web Annotation Data Model."""
        return [
            {"type": "TextQuoteSelector", "exact": self.exact, "prefix": self.prefix, "suffix": self.suffix},
            {"type": "TextPositionSelector", "start": self.start, "end": self.end},
        ]


def build(text: str, start: int, end: int) -> Selector:
    """Anchor text[start:end]. ValueError if that is empty or lies outside the text."""
    if not 0 <= start < end <= len(text):
        raise ValueError(f"There is no text from {start} to {end} in a text of {len(text)} characters.")
    return Selector(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start, end)


def anchor(selector: Selector, text: str) -> Span | None:
    """Find the stretch again; None where it is gone or where a lookalike could be taken for it.

    The words must be the same; quotation marks and runs of blanks may have other forms.
    """
    plain = plain_marks(text)
    found = [(_context(selector, plain, span), span) for span in _places(plain_marks(selector.exact), plain)]
    scored = sorted(found, key=lambda one: (sum(one[0]), one))
    if not scored:
        return None
    (before, behind), span = scored[-1]
    if len(scored) > 1:
        # One place of several must have the whole of its surroundings on a side, and no other as much.
        rival = scored[-2][0]
        if sum(rival) * 2 > before + behind or max(before, behind) < ENOUGH:
            return None
        return Span(*span)
    whole = (before, behind) == (_length(selector.prefix), _length(selector.suffix))
    return Span(*span) if whole or max(before, behind) >= ENOUGH else None


def _places(exact: str, plain: str) -> Iterator[tuple[int, int]]:
    """Yield where the words stand, blanks of any length between them, not inside a longer word."""
    parts = exact.split()
    if not parts:
        return
    left = r"(?<![^\W_])" if parts[0][0].isalnum() else ""
    right = r"(?![^\W_])" if parts[-1][-1].isalnum() else ""
    form = re.compile(left + r"\s+".join(map(re.escape, parts)) + right)
    lead = len(exact) - len(exact.lstrip())
    trail = len(exact) - len(exact.rstrip())
    for count, match in enumerate(form.finditer(plain)):
        if count >= PLACES:
            return
        yield max(0, match.start() - lead), min(len(plain), match.end() + trail)


def _context(selector: Selector, plain: str, span: tuple[int, int]) -> tuple[int, int]:
    """Return how many characters, blanks aside, still stand before and behind."""
    before = _bare(plain[max(0, span[0] - 2 * CONTEXT) : span[0]])
    behind = _bare(plain[span[1] : span[1] + 2 * CONTEXT])
    prefix, suffix = _bare(plain_marks(selector.prefix)), _bare(plain_marks(selector.suffix))
    return _shared(before[::-1], prefix[::-1]), _shared(behind, suffix)


def _shared(one: str, other: str) -> int:
    """Return how many characters two texts share from their start."""
    short = min(len(one), len(other))
    return next((at for at in range(short) if one[at] != other[at]), short)


def _bare(text: str) -> str:
    return BLANK.sub("", text)


def _length(text: str) -> int:
    return len(_bare(text))

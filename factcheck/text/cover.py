"""Say what of a text no claim and no mark covers: passage by passage, down to the character."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Span = tuple[int, int]

#: What does not show on paper counts neither as covered nor as open.
_SHOWN = re.compile("[^\\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
#: What says something by itself: letters, figures, signs of money and measure.
_SAYS = re.compile(r"[^\W_]|[%‰$€£¥°+=<>]")


@dataclass(frozen=True, slots=True)
class Gap:
    """Hold a stretch that nothing covers, trimmed to what shows, and the index of its passage (None: in none)."""

    start: int
    end: int
    passage: int | None


@dataclass(frozen=True, slots=True)
class Cover:
    """Hold how many characters show, how many of them are covered, and the stretches that are not, in order."""

    total: int
    covered: int
    gaps: tuple[Gap, ...]

    @property
    def percent(self) -> int:
        """Return the share in whole per cent, rounded down: 100 means that nothing is left."""
        return self.covered * 100 // self.total if self.total else 100

    @property
    def is_full(self) -> bool:
        """Tell whether nothing is left."""
        return not self.gaps


def cover(text: str, passages: Sequence[Span], covered: Iterable[Span]) -> Cover:
    """Return what `covered` leaves open; `passages` are in order.

    The full stop, comma or quotation mark beside what is covered belongs to it: marks that say nothing by themselves
    are open only where they stand alone in their passage, as “***” does.
    """
    spans = _joined(covered, len(text))
    gaps: list[Gap] = []
    for index, part in _parts(len(text), passages):
        for start, end in _open(part, spans):
            shown = _shown(text, start, end)
            if shown is None:
                continue
            alone = start == part[0] and end == part[1]
            trimmed = shown if alone else _without_marks(text, shown, (start > part[0], end < part[1]))
            if trimmed is not None:
                gaps.append(Gap(*trimmed, index))
    total = _count(text, 0, len(text))
    left = sum(_count(text, gap.start, gap.end) for gap in gaps)
    return Cover(total, total - left, tuple(gaps))


def _joined(spans: Iterable[Span], length: int) -> list[Span]:
    joined: list[Span] = []
    for start, end in sorted((max(0, a), min(b, length)) for a, b in spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _parts(length: int, passages: Sequence[Span]) -> list[tuple[int | None, Span]]:
    """Return the passages and what stands between them, covering the text once."""
    parts: list[tuple[int | None, Span]] = []
    at = 0
    for index, (start, end) in enumerate(passages):
        begin = max(at, start)
        if begin > at:
            parts.append((None, (at, begin)))
        if end > begin:
            parts.append((index, (begin, end)))
        at = max(at, end)
    if at < length:
        parts.append((None, (at, length)))
    return parts


def _open(part: Span, spans: Sequence[Span]) -> list[Span]:
    """Return what of a part no span covers."""
    found, at = [], part[0]
    for index in range(_first_after(spans, part[0]), len(spans)):
        start, end = spans[index]
        if start >= part[1]:
            break
        if start > at:
            found.append((at, start))
        at = max(at, end)
    if at < part[1]:
        found.append((at, part[1]))
    return found


def _first_after(spans: Sequence[Span], offset: int) -> int:
    """Return the index of the first span that ends behind `offset`."""
    return bisect_right(spans, offset, key=itemgetter(1))


def _shown(text: str, start: int, end: int) -> Span | None:
    found = list(_SHOWN.finditer(text, start, end))
    return (found[0].start(), found[-1].end()) if found else None


def _without_marks(text: str, span: Span, beside: tuple[bool, bool]) -> Span | None:
    """Leave the marks to the covered words that they stand beside; None where there is nothing else."""
    found = list(_SAYS.finditer(text, *span))
    if not found:
        return None
    return (found[0].start() if beside[0] else span[0]), (found[-1].end() if beside[1] else span[1])


def _count(text: str, start: int, end: int) -> int:
    return sum(match.end() - match.start() for match in _SHOWN.finditer(text, start, end))

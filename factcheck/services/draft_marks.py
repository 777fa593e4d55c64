"""Lay a draft's text out in printed lines and cut it where claims begin and end."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.domain.articles import PassageRole
    from factcheck.domain.claims import ClaimState


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold one place of a claim in the text; `first` is false at its later places."""

    number: int
    state: ClaimState
    start: int
    end: int
    first: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold words that the same claims lie on, outermost first; `begins` are those that begin here."""

    text: str
    marks: tuple[Mark, ...] = ()
    begins: frozenset[Mark] = frozenset()


@dataclass(slots=True)
class Line:
    """Hold what is printed as one paragraph, and the characters between it and the next."""

    start: int
    end: int
    role: PassageRole | None
    pieces: list[Piece] = field(default_factory=list)
    gap: str = ""


def lay_out(text: str, passages: Sequence[tuple[int, int, PassageRole]], marks: Sequence[Mark]) -> list[Line]:
    """Return the lines of a draft; their pieces and gaps, joined, are the text, character for character.

    Passages that no line end parts are one line. What stands before the first passage goes into the first line.
    """
    lines = _lines(text, passages)
    edges = {0, len(text)}
    for line in lines:
        edges |= {line.start, line.end}
    inside = [mark for mark in marks if 0 <= mark.start < mark.end <= len(text)]
    for mark in inside:
        edges |= {mark.start, mark.end}
    waiting = sorted(inside, key=lambda mark: (mark.start, -mark.end, mark.number))
    starts = [line.start for line in lines]
    active: list[Mark] = []
    at = 0
    for low, high in pairwise(sorted(edges)):
        active = [mark for mark in active if mark.end > low]
        while at < len(waiting) and waiting[at].start == low:
            active.append(waiting[at])
            at += 1
        line = lines[max(0, bisect_right(starts, low) - 1)]
        if low >= line.end:
            line.gap += text[low:high]
        else:
            begins = frozenset(mark for mark in active if mark.start == low)
            line.pieces.append(Piece(text[low:high], tuple(active), begins))
    return lines


def _lines(text: str, passages: Sequence[tuple[int, int, PassageRole]]) -> list[Line]:
    lines: list[Line] = []
    for start, end, role in sorted(passages, key=lambda passage: passage[:2]):
        if lines and (start < lines[-1].end or "\n" not in text[lines[-1].end : start]):
            lines[-1].end = max(lines[-1].end, end)
        else:
            lines.append(Line(start, end, role))
    if not lines:
        return [Line(0, len(text), None)]
    lines[0].start = 0
    return lines

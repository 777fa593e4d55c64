"""Say where the claims of one draft stand in the next, given how its lines compare."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from factcheck.text.drafts import follow_span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.drafts import Compared, Comparison

Span = tuple[int, int]


class Fate(StrEnum):
    """Say what became of one place of a claim."""

    CARRIED = "carried"
    CHANGED = "changed"
    AMBIGUOUS = "ambiguous"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Place:
    """Hold what became of a place: its span in the new draft (None where it has none), its new line, and why."""

    fate: Fate
    span: Span | None
    line: int | None
    why: str


class Places:
    """Follow spans of the old draft into the new one."""

    def __init__(
        self, old: str, old_lines: Sequence[Span], new: str, new_lines: Sequence[Span], comparison: Comparison
    ) -> None:
        self.old, self.new = old, new
        self.old_lines, self.new_lines = old_lines, new_lines
        self.starts = [start for start, _ in old_lines]
        self.by_old: dict[int, Compared] = {line.old: line for line in comparison.lines if line.old is not None}
        self.gone = {line.old: line for line in comparison.cut}
        self.ambiguous = [line.new for line in comparison.lines if line.state == "ambiguous"]

    def follow(self, span: Span) -> Place:
        """Say what became of old[start:end]; a span over several lines follows only if all of them do, side by side."""
        lines = self._lines(span)
        if not lines:
            return Place(Fate.GONE, None, None, "not in this draft")
        if len(lines) > 1:
            return self._follow_several(span, lines)
        found = self.by_old.get(lines[0])
        if found is None or found.new is None:
            return self._lost(lines[0])
        if not found.carried:
            return Place(Fate.CHANGED, self._move(span, lines[0], found.new), found.new, found.why)
        return Place(Fate.CARRIED, self._move(span, lines[0], found.new), found.new, found.why)

    def _lines(self, span: Span) -> list[int]:
        first = max(0, bisect_right(self.starts, span[0]) - 1)
        lines = []
        for at in range(first, len(self.old_lines)):
            start, end = self.old_lines[at]
            if start >= span[1]:
                break
            if end > span[0]:
                lines.append(at)
        return lines

    def _follow_several(self, span: Span, lines: list[int]) -> Place:
        found = [self.by_old.get(at) for at in lines]
        new = [line.new for line in found if line is not None and line.new is not None and line.carried]
        if len(new) == len(lines) and new == list(range(new[0], new[0] + len(new))):
            first = self._move((span[0], self.old_lines[lines[0]][1]), lines[0], new[0])
            last = self._move((self.old_lines[lines[-1]][0], span[1]), lines[-1], new[-1])
            return Place(Fate.CARRIED, (first[0], last[1]), new[0], "the same lines")
        for line in found:
            if line is not None and line.new is not None:
                return Place(Fate.CHANGED, self.new_lines[line.new], line.new, "one of its lines changed")
        return self._lost(lines[0])

    def _lost(self, line: int) -> Place:
        """Tell a line that is gone from one that has look-alikes, which is never carried."""
        cut = self.gone.get(line)
        words = _plain(self.old[slice(*self.old_lines[line])])
        for at in self.ambiguous:
            if at is not None and _plain(self.new[slice(*self.new_lines[at])]) == words:
                return Place(Fate.AMBIGUOUS, self.new_lines[at], at, "more than one line is like it")
        return Place(Fate.GONE, None, None, cut.why if cut else "not in this draft")

    def _move(self, span: Span, old_line: int, new_line: int) -> Span:
        """Move a span along with its carried line, over spaces and letters that a typo added or took away."""
        old_span, new_span = self.old_lines[old_line], self.new_lines[new_line]
        if self.old[slice(*old_span)] == self.new[slice(*new_span)]:
            shift = new_span[0] - old_span[0]
            return span[0] + shift, span[1] + shift
        start, end = follow_span((self.old, self.new), old_span, new_span, span)
        return (start, end) if start < end else new_span


def _plain(words: str) -> str:
    return "".join(words.lower().split())

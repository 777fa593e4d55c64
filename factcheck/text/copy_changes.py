"""Say of a change that was asked for whether the next draft made it, left it, or did something else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from factcheck.text.drafts import follow_span
from factcheck.text.words import plain_marks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.drafts import Comparison

Span = tuple[int, int]
Outcome = Literal["applied", "not_applied", "altered"]


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold what became of a change, and the words that stand in its place now ("" where none do)."""

    outcome: Outcome
    found: str


@dataclass(frozen=True, slots=True)
class TwoDrafts:
    """Hold a draft, the next one, their lines and how these compare."""

    old: str
    old_lines: Sequence[Span]
    new: str
    new_lines: Sequence[Span]
    comparison: Comparison


def judge_change(drafts: TwoDrafts, span: Span, after: str) -> Judged:
    """Say what the new draft made of old[start:end], which was to become `after` ("" asks to cut it)."""
    before = drafts.old[slice(*span)]
    lines = [at for at, (start, end) in enumerate(drafts.old_lines) if start < span[1] and span[0] < end]
    twin = _counterpart(drafts, lines)
    if twin is None:
        return _without_line(drafts, before, after)
    old_span = (drafts.old_lines[lines[0]][0], max(drafts.old_lines[lines[-1]][1], span[1]))
    old_span = (min(old_span[0], span[0]), old_span[1])
    new_line = drafts.new[slice(*twin)]
    wanted = drafts.old[old_span[0] : span[0]] + after + drafts.old[span[1] : old_span[1]]
    region = drafts.new[slice(*_region(drafts, old_span, twin, span))]
    if same_words(new_line, wanted) or same_words(region, after):
        return Judged("applied", region.strip())
    if same_words(region, before):
        return Judged("not_applied", region.strip())
    if after.strip() and holds(new_line, after) and not holds(new_line, before):
        return Judged("applied", after.strip())
    return Judged("altered", region.strip())


def same_words(one: str, other: str) -> bool:
    """Tell whether two wordings differ in blanks and forms of marks at the most."""
    return _plain(one) == _plain(other)


def holds(text: str, words: str) -> bool:
    """Tell whether whole words stand in a text; blanks and forms of marks may differ."""
    wanted, inside = _plain(words), _plain(text)
    at = inside.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        open_before = at == 0 or not (inside[at - 1].isalnum() and wanted[0].isalnum())
        open_after = end == len(inside) or not (inside[end].isalnum() and wanted[-1].isalnum())
        if open_before and open_after:
            return True
        at = inside.find(wanted, at + 1)
    return False


def _plain(words: str) -> str:
    return " ".join(plain_marks(words).replace('"', "'").split())


def _counterpart(drafts: TwoDrafts, lines: Sequence[int]) -> Span | None:
    """Return where the lines stand in the new draft; None where one is gone or they stand apart."""
    by_old = {line.old: line.new for line in drafts.comparison.lines if line.old is not None}
    new = [by_old.get(at) for at in lines]
    known = [at for at in new if at is not None]
    if not known or len(known) < len(new) or known != sorted(known):
        return None
    return drafts.new_lines[known[0]][0], drafts.new_lines[known[-1]][1]


def _region(drafts: TwoDrafts, old_line: Span, new_line: Span, span: Span) -> Span:
    """Return the words of the new line that stand where old[start:end] stood."""
    start, end = follow_span((drafts.old, drafts.new), old_line, new_line, span)
    return start, max(start, end)


def _without_line(drafts: TwoDrafts, before: str, after: str) -> Judged:
    """Judge by the words alone where the line has no counterpart: it was cut, split, or is not told apart."""
    paired = {line.new for line in drafts.comparison.lines if line.old is not None}
    fresh = [drafts.new[slice(*span)] for at, span in enumerate(drafts.new_lines) if at not in paired]
    if any(holds(line, before) for line in fresh):
        return Judged("not_applied", before.strip())
    if not after.strip():
        return Judged("applied", "")
    if any(holds(line, after) for line in fresh):
        return Judged("applied", after.strip())
    return Judged("altered", "")

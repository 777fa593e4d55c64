"""Compare two drafts line by line, and say of which lines a verdict may be carried over.

Nothing is carried over a change of meaning: only lines found again word for word, or with a difference of case, blanks,
quotation marks or a misspelling, in a place where their pronouns stand for what they stood for.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from factcheck.text import line_words as listed
from factcheck.text.diff import Op, increasing, word_diff
from factcheck.text.line_changes import Change, Draft, Line, changes
from factcheck.text.line_pairs import pair_alike
from factcheck.text.words import plain_marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

State = Literal["unchanged", "moved", "typo", "changed", "new", "cut", "ambiguous"]
Span = tuple[int, int]

CARRIED: frozenset[State] = frozenset({"unchanged", "moved", "typo"})
LEADING = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)?")
LEADING_WORDS = 3
LEADING_CHARS = 40
# What a pronoun stands for is looked for in this many lines before it.
CONTEXT_LINES = 3
# Two lines this like, in per cent, may be taken for one another.
LOOK_ALIKE = 90.0
# Changes of these kinds leave it plain whom "he" or "they" means.
SAME_SUBJECT = frozenset({"number", "date", "negation", "hedge", "punctuation"})


@dataclass(frozen=True, slots=True)
class Compared:
    """Hold how one line stands: its state, its index in either draft, what changed, and why it stands so."""

    state: State
    old: int | None
    new: int | None
    why: str
    changes: tuple[Change, ...] = ()

    @property
    def carried(self) -> bool:
        """Tell whether the line's verdict may follow it; a typo's once a person has confirmed it."""
        return self.state in CARRIED

    @property
    def kinds(self) -> tuple[str, ...]:
        """Return the kinds of all changes, each once."""
        return tuple(dict.fromkeys(kind for change in self.changes for kind in change.kinds))


@dataclass(frozen=True, slots=True)
class Comparison:
    """Hold the lines of the new draft in order, and those of the old draft that are gone."""

    lines: tuple[Compared, ...]
    cut: tuple[Compared, ...]


def compare(old: str, old_lines: Sequence[Span], new: str, new_lines: Sequence[Span]) -> Comparison:
    """Compare two drafts; the lines are spans of each text, in order."""
    sides = _Sides(old, old_lines, new, new_lines)
    found = sides.same()
    found |= {at: sides.judge_alike(mine, at) for mine, at in sides.alike(found)}
    sides.mark_moved(found)
    sides.mark_context(found)
    taken = {line.old for line in found.values()}
    lines = [found.get(at) or Compared("new", None, at, "not in the last draft") for at in range(len(new_lines))]
    cut = [
        Compared("cut", at, None, "one of several alike; see the lines marked ambiguous")
        if sides.old.keys[at] in sides.doubtful
        else Compared("cut", at, None, "not in this draft")
        for at in range(len(old_lines))
        if at not in taken
    ]
    return Comparison(tuple(lines), tuple(cut))


def line_diff(old: str, old_line: Span, new: str, new_line: Span) -> list[Op]:
    """Return the word diff of two lines with offsets into the drafts."""
    (a, b), (c, d) = old_line, new_line
    return [
        Op(op.kind, op.old_start + a, op.old_end + a, op.new_start + c, op.new_end + c)
        for op in word_diff(old[a:b], new[c:d])
    ]


def follow_span(drafts: tuple[str, str], old_line: Span, new_line: Span, span: Span) -> Span:
    """Return where a span of the old line stands in the new one; an end in words that changed goes to their edge."""
    start, end = new_line
    for op in line_diff(drafts[0], old_line, drafts[1], new_line):
        equal = op.kind == "equal"
        if op.old_start <= span[0] < op.old_end:
            start = op.new_start + (span[0] - op.old_start if equal else 0)
        if op.old_start < span[1] <= op.old_end:
            end = op.new_end - (op.old_end - span[1] if equal else 0)
    return start, end


class _Side:
    """Hold one draft's lines with the key that is the same for lines that differ in case, blanks and quotes alone."""

    def __init__(self, text: str, spans: Sequence[Span]) -> None:
        self.draft = Draft(text)
        self.spans = spans
        self.texts = [text[start:end] for start, end in spans]
        self.keys = _keys(text, spans)
        self.at: dict[str, list[int]] = defaultdict(list)
        for index, key in enumerate(self.keys):
            self.at[key].append(index)

    def line(self, at: int) -> Line:
        return Line(self.draft, *self.spans[at])

    def around(self, at: int) -> tuple[str | None, str | None]:
        """Return the texts of a line's neighbours."""
        before = self.texts[at - 1] if at else None
        return before, self.texts[at + 1] if at + 1 < len(self.texts) else None

    def leading_pronoun(self, at: int) -> str:
        """Return the pronoun that leads a line, after connectives; an empty string if none does."""
        for word in LEADING.findall(self.texts[at][:LEADING_CHARS])[:LEADING_WORDS]:
            low = str(word).lower().partition("'")[0].partition("\u2019")[0]
            if low in listed.PRONOUNS:
                return low
            if low not in listed.CONNECTIVES:
                return ""
        return ""


class _Sides:
    """Hold both drafts and pair their lines."""

    def __init__(self, old: str, old_lines: Sequence[Span], new: str, new_lines: Sequence[Span]) -> None:
        self.old = _Side(old, old_lines)
        self.new = _Side(new, new_lines)
        self.doubtful: set[str] = set()

    def same(self) -> dict[int, Compared]:
        """Return the lines that are the same but for case, blanks and quotes, by index in the new draft."""
        found: dict[int, Compared] = {}
        for key, theirs in self.new.at.items():
            mine = self.old.at.get(key, [])
            if len(mine) == len(theirs) == 1:
                found[theirs[0]] = self.judge(mine[0], theirs[0])
            elif len(mine) + len(theirs) > 1 + (not mine):
                found |= self._repeated(key, mine, theirs)
        return found

    def _repeated(self, key: str, mine: Sequence[int], theirs: Sequence[int]) -> dict[int, Compared]:
        """Tie repeated lines, no more and no fewer than before, where each keeps a neighbour; else none is carried."""
        if len(mine) == len(theirs) and all(
            self.old.texts[a] == self.new.texts[b] and self._keeps_a_neighbour(a, b)
            for a, b in zip(mine, theirs, strict=True)
        ):
            return {b: self.judge(a, b) for a, b in zip(mine, theirs, strict=True)}
        self.doubtful.add(key)
        why = f"stands {_times(len(mine))} in the last draft and {_times(len(theirs))} in this one"
        return {at: Compared("ambiguous", None, at, why) for at in theirs}

    def _keeps_a_neighbour(self, mine: int, theirs: int) -> bool:
        (before, after), (now_before, now_after) = self.old.around(mine), self.new.around(theirs)
        return before == now_before or after == now_after

    def alike(self, found: Mapping[int, Compared]) -> list[tuple[int, int]]:
        """Pair what is left by likeness, as (old, new)."""
        taken = {line.old for line in found.values()}
        mine = [at for at, key in enumerate(self.old.keys) if at not in taken and key not in self.doubtful]
        theirs = [at for at in range(len(self.new.keys)) if at not in found]
        fixed = sorted((at, line.old) for at, line in found.items() if line.old is not None)
        return pair_alike(self.old.texts, self.new.texts, mine, theirs, fixed)

    def judge(self, mine: int, theirs: int) -> Compared:
        """Say how a line of the old draft stands to its counterpart."""
        if self.old.texts[mine] == self.new.texts[theirs]:
            return Compared("unchanged", mine, theirs, "the same line")
        found = tuple(changes(self.old.line(mine), self.new.line(theirs)))
        if all(change.harmless for change in found):
            kinds = dict.fromkeys(kind for change in found for kind in change.kinds) or {"spacing or quote marks": None}
            return Compared("typo", mine, theirs, f"only {', '.join(kinds)}: confirm", found)
        kinds = dict.fromkeys(kind for change in found if not change.harmless for kind in change.kinds)
        return Compared("changed", mine, theirs, f"changed: {', '.join(kinds)}", found)

    def judge_alike(self, mine: int, theirs: int) -> Compared:
        """Say how a line stands to the likest one; where another is nearly as like, nothing is carried."""
        found = self.judge(mine, theirs)
        if not found.carried:
            return found
        others = [one for at, one in enumerate(self.old.texts) if at != mine]
        others += [one for at, one in enumerate(self.new.texts) if at != theirs]
        if any(fuzz.ratio(one, self.new.texts[theirs], score_cutoff=LOOK_ALIKE) for one in others):
            return Compared("ambiguous", None, theirs, "more than one line is like it")
        return found

    def mark_moved(self, found: dict[int, Compared]) -> None:
        """Mark lines out of the order that most lines keep."""
        kept = sorted(at for at, line in found.items() if line.old is not None)
        order = [line.old for at in kept if (line := found[at]).old is not None]
        in_order = {kept[index] for index in increasing(order)}
        for at in kept:
            if at not in in_order and found[at].carried:
                state: State = "moved" if found[at].state == "unchanged" else found[at].state
                found[at] = replace(found[at], state=state, why=f"moved; {found[at].why}")

    def mark_context(self, found: dict[int, Compared]) -> None:
        """Reopen a line led by a pronoun where what the pronoun stands for may be another."""
        before = dict(found)
        for at, line in before.items():
            if not line.carried or line.old is None:
                continue
            pronoun = self.new.leading_pronoun(at)
            if pronoun and not self._same_context(line.old, at, before, things=pronoun in listed.THING_PRONOUNS):
                why = f"the same words, but what \u201c{pronoun}\u201d stands for may have changed"
                start, end = self.new.spans[at]
                a, b = self.old.spans[line.old]
                context = Change(
                    ("context",), self.old.texts[line.old], self.new.texts[at], a, b, start, end, harmless=False
                )
                found[at] = replace(line, state="changed", why=why, changes=(*line.changes, context))

    def _same_context(self, mine: int, theirs: int, found: Mapping[int, Compared], *, things: bool) -> bool:
        """Tell whether the lines before, back to one that no pronoun leads, are counterparts and mean the same."""
        for step in range(1, CONTEXT_LINES + 1):
            a, b = mine - step, theirs - step
            if a < 0 or b < 0:
                return a == b
            line = found.get(b)
            if line is None or line.old != a:
                return False
            if not line.carried and (things or line.state != "changed" or not SAME_SUBJECT.issuperset(_grave(line))):
                return False
            if not self.new.leading_pronoun(b):
                return True
        return True


def _keys(text: str, spans: Sequence[Span]) -> list[str]:
    """Return each line without its case, blanks and forms of quotation marks."""
    plain = plain_marks(text).replace('"', "'")
    return ["".join(plain[start:end].lower().split()) for start, end in spans]


def _grave(line: Compared) -> set[str]:
    return {kind for change in line.changes if not change.harmless for kind in change.kinds}


def _times(count: int) -> str:
    return {0: "not", 1: "once", 2: "twice"}.get(count, f"{count} times")

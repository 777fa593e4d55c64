"""Tell two texts apart word by word, for display: operations with offsets into both."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rapidfuzz.distance import LCSseq

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

TOKEN = re.compile(r"[^\W_]+(?:['\u2019][^\W\d_]+)*|\s+|.", re.DOTALL)
# The exact diff keeps a bit for each pair of words: 25 MB at this many. Beyond, words that stand once on each side cut
# the texts into parts, and a part still beyond is shown as one replacement.
CELLS = 200_000_000

Block = tuple[bool, int, int, int, int]
OpKind = Literal["equal", "insert", "delete", "replace"]


@dataclass(frozen=True, slots=True)
class Op:
    """Hold one stretch of two texts: how they stand to each other there, and its offsets in both, end exclusive."""

    kind: OpKind
    old_start: int
    old_end: int
    new_start: int
    new_end: int


@dataclass(frozen=True, slots=True)
class _Side:
    """Hold one text's tokens and where each starts, with the text's length at the end."""

    tokens: list[str]
    starts: list[int]


def word_diff(old: str, new: str) -> list[Op]:
    """Return the operations that turn `old` into `new`, word by word, covering both texts without a gap."""
    one, other = _cut(old), _cut(new)
    ops: list[Op] = []
    for equal, a, b, c, d in _blocks(one.tokens, other.tokens):
        _join(ops, Op(_kind(equal, a < b, c < d), one.starts[a], one.starts[b], other.starts[c], other.starts[d]))
    return _whole_words(ops, old)


def increasing(numbers: Sequence[int]) -> list[int]:
    """Return the indexes of a longest run of numbers that rise, not needing to stand side by side."""
    tails: list[int] = []
    at: list[int] = []
    before = [-1] * len(numbers)
    for index, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before[index] = at[place - 1] if place else -1
        tails[place : place + 1] = [number]
        at[place : place + 1] = [index]
    run: list[int] = []
    index = at[-1] if at else -1
    while index >= 0:
        run.append(index)
        index = before[index]
    return run[::-1]


def _cut(text: str) -> _Side:
    matches = list(TOKEN.finditer(text))
    return _Side([match.group() for match in matches], [*(match.start() for match in matches), len(text)])


def _kind(equal: bool, gone: bool, come: bool) -> OpKind:
    if equal:
        return "equal"
    return "replace" if gone and come else ("delete" if gone else "insert")


def _join(ops: list[Op], one: Op) -> None:
    """Add an operation, made one with the last where both change something or neither does."""
    if not ops or (ops[-1].kind == "equal") != (one.kind == "equal"):
        ops.append(one)
        return
    last = ops.pop()
    kind = _kind(one.kind == "equal", one.old_end > last.old_start, one.new_end > last.new_start)
    ops.append(Op(kind, last.old_start, one.old_end, last.new_start, one.new_end))


def _whole_words(ops: Sequence[Op], old: str) -> list[Op]:
    """Take the blank between two changed words into the change: a phrase reads better than its words apart."""
    joined: list[Op] = []
    for at, op in enumerate(ops):
        inside = 0 < at < len(ops) - 1
        if op.kind == "equal" and inside and old[op.old_start : op.old_end].isspace():
            _join(joined, Op("replace", op.old_start, op.old_end, op.new_start, op.new_end))
        elif op.old_end > op.old_start or op.new_end > op.new_start:
            _join(joined, op)
    return joined


def _blocks(old: Sequence[str], new: Sequence[str]) -> Iterator[Block]:
    """Yield stretches of tokens as (equal, old from, old to, new from, new to); the common head and tail are cheap."""
    short = min(len(old), len(new))
    head = next((at for at in range(short) if old[at] != new[at]), short)
    tail = next((at for at in range(short - head) if old[-1 - at] != new[-1 - at]), short - head)
    ends = len(old) - tail, len(new) - tail
    yield True, 0, head, 0, head
    a, c = head, head
    parts = _anchors(old[head : ends[0]], new[head : ends[1]])
    for b, d in [*((head + b, head + d) for b, d in parts), ends]:
        yield from _part(old, new, (a, b), (c, d))
        a, c = b, d
    yield True, ends[0], len(old), ends[1], len(new)


def _anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return where to cut texts too long for one exact diff: at words that stand once on each side, in order."""
    if len(old) * len(new) <= CELLS:
        return []
    counts = Counter(old), Counter(new)
    places = {token: at for at, token in enumerate(new) if counts[1][token] == 1}
    pairs = [(at, places[token]) for at, token in enumerate(old) if counts[0][token] == 1 and token in places]
    return [pairs[index] for index in increasing([place for _, place in pairs])]


def _part(old: Sequence[str], new: Sequence[str], left: tuple[int, int], right: tuple[int, int]) -> Iterator[Block]:
    (a, b), (c, d) = left, right
    if (b - a) * (d - c) > CELLS or a == b or c == d:
        yield False, a, b, c, d
        return
    ids: dict[str, int] = {}
    sides = [[ids.setdefault(token, len(ids)) for token in side] for side in (old[a:b], new[c:d])]
    for op in LCSseq.opcodes(*sides):
        yield op.tag == "equal", a + op.src_start, a + op.src_end, c + op.dest_start, c + op.dest_end

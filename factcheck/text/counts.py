"""Tell which quantities and times lie in a clause, and part a clause that counts two things."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, TypeVar

from factcheck.text.clause import Clause
from factcheck.text.model import Quantity, When
from factcheck.text.phrases import VERBS, phrase_after
from factcheck.text.statements import statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.text.reading import Reading
    from factcheck.text.story import Story
    from factcheck.text.tokens import Words

Found = TypeVar("Found", Quantity, When)
APART = VERBS | {"IN"}


def two_counts(
    reading: Reading, story: Story, quantities: list[Quantity], clause: Clause, whole: str
) -> list[tuple[tuple[int, ...], str]]:
    """Part "placed six firms and 20 ships on the list" in two."""
    words, part = reading.words, clause.words
    if len(quantities) < len(("one", "other")):
        return [(part, whole)]
    found = [q for q in within(quantities, words, part) if q.value is not None]
    if len(found) != 2 or clause.lead is not None:
        return [(part, whole)]
    one, other = ([n for n in part if words.start[n] < q.end and words.end[n] > q.start] for q in found)
    joint = next(
        (n for n in part if one and other and one[-1] < n < other[0] and words.low[n] == "and" and n == other[0] - 1),
        None,
    )
    between = [n for n in part if one and other and one[-1] < n < other[0]]
    acts = [n for n in between if words.tag[n] == "VG" and words.tag[n + 1] not in {"NN", "CC"}]
    if joint is None or acts or any(words.tag[n] in APART for n in between):
        return [(part, whole)]
    after = phrase_after(words, other[0], part[-1] + 1)
    elided = after is None or (other[-1] + 1 < words.n and words.tag[other[-1] + 1] in {"VX", "VN"})
    end = other[-1] + 2 if elided or after is None else after[1]
    rest = tuple(n for n in part if n >= end)
    first = tuple(n for n in part if n < joint) + rest
    second = tuple(n for n in part if n < one[0] or n >= other[0])
    return [(k, statement(reading, Clause(k), story)) for k in (first, second)]


def within(found: Sequence[Found], words: Words, numbers: Sequence[int]) -> list[Found]:
    """List what begins at one of the words."""
    if not found or not numbers:
        return []
    starts = [f.start for f in found]
    low = bisect_left(starts, words.start[numbers[0]])
    high = bisect_left(starts, words.end[numbers[-1]])
    if low == high:
        return []
    return [f for f in found[low:high] if _begins_in(f.start, words, numbers)]


def _begins_in(start: int, words: Words, numbers: Sequence[int]) -> bool:
    """Tell whether a place lies in one of the words, or right behind one."""
    at = bisect_right(words.start, start) - 1
    if at in numbers:
        return start <= words.end[at]
    return at - 1 in numbers and start == words.end[at - 1]

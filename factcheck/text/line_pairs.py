"""Pair the lines of two drafts that are not the same but alike, near their place first."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from factcheck.text.words import WORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Pair = tuple[int, int]

# Likeness in per cent: between the same neighbours less is asked than anywhere in the draft.
NEAR = 45.0
FAR = 65.0
# A gap of more pairs than this is searched by its rare words alone.
GAP_PAIRS = 400
# A word that stands in more lines than this finds none of them.
COMMON_LINES = 12
TRIED = 6


def pair_alike(
    old: Sequence[str], new: Sequence[str], mine: Sequence[int], theirs: Sequence[int], fixed: Sequence[Pair]
) -> list[Pair]:
    """Return pairs (old, new) among the lines left over; `fixed` are the pairs (new, old) already made."""
    found: list[Pair] = []
    left, right = set(mine), set(theirs)
    for a, b in _gaps(mine, theirs, fixed, len(old)):
        # Gaps beside moved lines overlap: a line that found its like in one is not free in the next.
        free = [x for x in a if x in left]
        if len(free) * len(b) <= GAP_PAIRS:
            made = _greedy(old, new, [(x, y) for x in free for y in b], NEAR)
            left -= {x for x, _ in made}
            found += made
    right -= {b for _, b in found}
    return found + _greedy(old, new, list(_sharing(old, new, sorted(left), sorted(right))), FAR)


def _gaps(
    mine: Sequence[int], theirs: Sequence[int], fixed: Sequence[Pair], length: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield the old and the new lines between each two neighbouring fixed pairs."""
    place = dict(fixed)
    free = set(mine)
    block: list[int] = []
    last_new = -2
    for at in [*theirs, -1]:
        if block and at != last_new + 1:
            start = place.get(block[0] - 1, -1) + 1
            end = place.get(block[-1] + 1, length)
            # With a moved neighbour there is no gap to speak of: look around the nearer one.
            end = end if start <= end else start + len(block)
            yield [old for old in range(start, min(end, length)) if old in free], block
            block = []
        block.append(at)
        last_new = at


def _greedy(old: Sequence[str], new: Sequence[str], tried: Sequence[Pair], least: float) -> list[Pair]:
    """Take the likeliest pairs first; each line once."""
    scored = [(fuzz.ratio(old[a], new[b], score_cutoff=least), a, b) for a, b in tried]
    found: list[Pair] = []
    left: set[int] = set()
    right: set[int] = set()
    for score, a, b in sorted(scored, key=lambda one: (-one[0], abs(one[1] - one[2]), one[1], one[2])):
        if score and a not in left and b not in right:
            left.add(a)
            right.add(b)
            found.append((a, b))
    return found


def _sharing(old: Sequence[str], new: Sequence[str], left: Sequence[int], right: Sequence[int]) -> Iterator[Pair]:
    """Yield for each new line the few old ones that share most of its rarer words."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at in left:
        for word in {word.lower() for word in WORD.findall(old[at])}:
            holding[word].append(at)
    for at in right:
        shared: Counter[int] = Counter()
        for word in {word.lower() for word in WORD.findall(new[at])}:
            lines = holding.get(word, ())
            if len(lines) <= COMMON_LINES:
                shared.update(lines)
        for other, _ in sorted(shared.items(), key=lambda one: (-one[1], one[0]))[:TRIED]:
            yield other, at

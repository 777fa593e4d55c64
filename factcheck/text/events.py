"""Group articles about one event: what they tell of, not where they have it from."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from factcheck.text.bm25 import STOP_KEYS
from factcheck.text.words import keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Two groups are one event when their articles are on average this like.
SAME_EVENT = 0.14
# The head of an article tells its event; the rest tells of others as well.
HEAD_WORDS = 400
# Articles less like than this never make a group one.
LEAST = 0.02

Likeness = dict[int, dict[int, float]]


def group_events(texts: Sequence[str], least: float = SAME_EVENT) -> list[int]:
    """Return a group number for each text: cosine of TF-IDF weights, average linkage, the same on every run."""
    likeness = _likeness([Counter(words) for words in _heads(texts)])
    members = {at: [at] for at in range(len(texts))}
    heap = [(-score, a, b) for a, row in likeness.items() for b, score in row.items() if a < b and score >= least]
    heapify(heap)
    while heap:
        score, a, b = heappop(heap)
        if a not in members or b not in members or likeness[a].get(b) != -score:
            continue
        _merge(likeness, members, a, b)
        for other, now in likeness[a].items():
            if now >= least:
                heappush(heap, (-now, min(a, other), max(a, other)))
    numbers = [0] * len(texts)
    for number, key in enumerate(sorted(members)):
        for at in members[key]:
            numbers[at] = number
    return numbers


def _heads(texts: Sequence[str]) -> list[list[str]]:
    return [[word for word in keys(text)[:HEAD_WORDS] if word not in STOP_KEYS] for text in texts]


def _likeness(counts: Sequence[Mapping[str, int]]) -> Likeness:
    """Return the cosine of each two texts that share a word of any weight."""
    holding: dict[str, list[int]] = defaultdict(list)
    for at, words in enumerate(counts):
        for word in words:
            holding[word].append(at)
    vectors: list[dict[str, float]] = []
    for words in counts:
        weights = {
            word: (1.0 + math.log(count)) * math.log(len(counts) / len(holding[word])) for word, count in words.items()
        }
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1.0
        vectors.append({word: weight / length for word, weight in weights.items() if weight > 0})
    found: Likeness = {at: {} for at in range(len(counts))}
    for a, vector in enumerate(vectors):
        sums: dict[int, float] = defaultdict(float)
        for word, weight in vector.items():
            for b in holding[word]:
                if b > a:
                    sums[b] += weight * vectors[b][word]
        for b, score in sums.items():
            if score >= LEAST:
                found[a][b] = found[b][a] = round(score, 9)
    return found


def _merge(likeness: Likeness, members: dict[int, list[int]], a: int, b: int) -> None:
    """Put group b into group a; the likeness of the two to others becomes the mean over their articles."""
    sizes = len(members[a]), len(members[b])
    members[a] += members.pop(b)
    row, gone = likeness[a], likeness.pop(b)
    for other in sorted((row.keys() | gone.keys()) - {a, b}):
        mean = (row.get(other, 0.0) * sizes[0] + gone.get(other, 0.0) * sizes[1]) / sum(sizes)
        row[other] = likeness[other][a] = mean
        likeness[other].pop(b, None)
    row.pop(b, None)

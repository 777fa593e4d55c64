"""Find which passages of a page bear on a claim, say why, and mark figures and dates that agree or differ."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.text import dates, figures
from factcheck.text.bm25 import STOP_KEYS
from factcheck.text.small_words import small_keys
from factcheck.text.words import Word, cut, keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from factcheck.text.figures import Mark

# A number of the claim found again tells a little more than a word as rare.
NUMBER_WEIGHT = 1.3
# Two words that stand side by side in both, and once more where only small words stand between them.
PAIR_WEIGHT = 0.1
NEAR_WEIGHT = 0.2
NEIGHBOUR_WEIGHT = 0.2
# A passage beyond twice the page's mean length holds many words by its length alone.
LONG = 2.0
LONG_WEIGHT = 0.2
WORDS_SHOWN = 4


@dataclass(frozen=True, slots=True)
class Bearing:
    """Hold how one passage bears on the claim: its index on the page, score, why, the shared words' offsets, marks.

    `shared` counts telling words of the claim that the passage has, each once in whichever form; `covered` is the
    share, 0 to 1, that it has of those beside figures and dates.
    """

    index: int
    score: float
    reasons: tuple[str, ...]
    matched: tuple[tuple[int, int], ...]
    marks: tuple[Mark, ...]
    shared: int
    covered: float


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold what a claim's words and neighbouring words weigh on one page."""

    words: Mapping[str, float]
    pairs: Mapping[tuple[str, str], float]
    near: Mapping[tuple[str, str], float]


def scores(claim: str, passages: Sequence[str]) -> list[float]:
    """Return how much each passage of a page bears on a claim; 0 where it shares no telling word."""
    return _scores(claim, [keys(passage) for passage in passages])


def best(claim: str, passages: Sequence[str], limit: int = 5, *, language: str = "en") -> list[Bearing]:
    """Return the passages that bear on a claim, best first, at most `limit`; those of score 0 are left out."""
    cuts = [cut(passage) for passage in passages]
    found = _scores(claim, [[word.key for word in words] for words in cuts])
    order = sorted((at for at, score in enumerate(found) if score > 0), key=lambda at: (-found[at], at))
    # Shown as shared are words that tell something: scores count small ones beside their neighbours, too.
    telling = {word.key for word in cut(claim)} - small_keys(language)
    return [_bearing(claim, at, passages[at], cuts[at], found[at], telling) for at in order[:limit]]


def _scores(claim: str, page: Sequence[Sequence[str]]) -> list[float]:
    asked = _weigh(claim, page)
    mean = max(1.0, sum(map(len, page)) / max(1, len(page)))
    own = [_own(asked, words, mean) for words in page]
    padded = [0.0, *own, 0.0]
    return [
        round(score + NEIGHBOUR_WEIGHT * max(padded[at], padded[at + 2]), 9) if score else 0.0
        for at, score in enumerate(own)
    ]


def _weigh(claim: str, page: Sequence[Sequence[str]]) -> _Asked:
    """Weigh a claim's words by how rare they are on this page."""
    holding = Counter(word for words in page for word in set(words))

    def idf(word: str) -> float:
        return math.log(1.0 + (len(page) - holding[word] + 0.5) / (holding[word] + 0.5))

    words = cut(claim)
    weights: dict[str, float] = {}
    for word in words:
        if word.key not in STOP_KEYS:
            weights[word.key] = idf(word.key) * (NUMBER_WEIGHT if word.key[:1].isdigit() else 1.0)
    pairs = {
        (a.key, b.key): PAIR_WEIGHT * (idf(a.key) + idf(b.key)) / 2.0
        for a, b in pairwise(words)
        if a.key not in STOP_KEYS or b.key not in STOP_KEYS
    }
    telling = pairwise(word.key for word in words if word.key not in STOP_KEYS)
    near = {(a, b): NEAR_WEIGHT * (idf(a) + idf(b)) / 2.0 for a, b in telling}
    return _Asked(weights, pairs, near)


def _own(asked: _Asked, words: Sequence[str], mean: float) -> float:
    """Return what a passage scores by itself; sums are sorted, to be the same to the last bit in every process."""
    shared = sorted(asked.words[word] for word in asked.words.keys() & set(words))
    beside = sorted(asked.pairs[pair] for pair in asked.pairs.keys() & set(pairwise(words)))
    telling = pairwise(word for word in words if word not in STOP_KEYS)
    near = sorted(asked.near[pair] for pair in asked.near.keys() & set(telling))
    return (
        (sum(shared) + sum(beside) + sum(near)) / (1.0 + LONG_WEIGHT * max(0.0, len(words) / mean - LONG))
        if shared
        else 0.0
    )


def _bearing(claim: str, at: int, passage: str, words: Sequence[Word], score: float, telling: set[str]) -> Bearing:
    shared = [word for word in words if word.key in telling]
    marks = (*figures.compare(claim, passage), *dates.compare(claim, passage))
    said = list(dict.fromkeys(word.text for word in sorted(shared, key=lambda word: (-len(word.text), word.start))))
    reasons = [f"shares {', '.join(said[:WORDS_SHOWN])}"] if said else []
    if len(said) > WORDS_SHOWN:
        reasons[0] += f" and {len(said) - WORDS_SHOWN} more"
    reasons += [mark.why for mark in marks]
    matched = tuple((word.start, word.end) for word in shared)
    return Bearing(
        at, score, tuple(reasons), matched, marks, len({word.key for word in shared}), _covered(claim, telling, shared)
    )


def _covered(claim: str, telling: set[str], shared: Sequence[Word]) -> float:
    """Return the share of the claim's telling words that the passage has, those in its figures and dates left out."""
    held = [(one.start, one.end) for one in figures.figures(claim)]
    held += [(one.start, one.end) for one in dates.dates(claim)]
    asked = {
        word.key
        for word in cut(claim)
        if word.key in telling and not any(start <= word.start < end for start, end in held)
    }
    return len(asked & {word.key for word in shared}) / len(asked) if asked else 0.0

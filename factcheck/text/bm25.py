"""Rank candidates by Okapi BM25 over stems, with a bonus for words that stand side by side in both.

Okapi BM25 as in Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), with the idf that is never
negative. Title and body are read as one text; ties are broken by id, so that two databases give one order.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from factcheck.text.words import STOP_WORDS, key, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

K1 = 1.2
B = 0.75
# What a pair of neighbouring words found side by side adds, in shares of the pair's mean idf.
PAIR_WEIGHT = 0.2
# Stems of claims that come up again and again are kept; of long texts, those of one question.
SHORT = 1_000
CACHE = 32_768
CACHE_LONG = 128
STOP_KEYS = frozenset(key(word) for word in STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold one document that a database proposed."""

    id: str
    title: str = ""
    body: str = ""
    day: date | None = None
    """When it was published; BM25 does not look at it."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """Hold a candidate's id, its score and the query's stems that it holds, the rarest first."""

    id: str
    score: float
    matched: tuple[str, ...]


@dataclass(slots=True)
class Statistics:
    """Count in how many documents each stem stands: over a whole collection, or over the candidates alone."""

    documents: int = 0
    words: int = 0
    holding: Counter[str] = field(default_factory=Counter)
    # Only these are counted, where a question is known for which the collection is counted.
    asked: frozenset[str] | None = None

    def add(self, candidate: Candidate) -> None:
        """Count one more document."""
        title, body = _document_keys(candidate)
        self.documents += 1
        self.words += len(title) + len(body)
        # Counted by hand: a Counter looks at what it is given each time, which took longer than counting.
        for word in {*title, *body} if self.asked is None else self.asked.intersection(title + body):
            self.holding[word] += 1

    @classmethod
    def of(cls, candidates: Iterable[Candidate], query: str | None = None) -> Statistics:
        """Count a collection; only the words of `query`, if it is given, which tells no less of them."""
        counted = cls(asked=None if query is None else frozenset(keys(query)))
        for candidate in candidates:
            counted.add(candidate)
        return counted

    def idf(self, word: str) -> float:
        """Return how much a stem tells, above 0; a stem of no document tells the most."""
        holding = self.holding[word]
        return math.log(1.0 + (self.documents - min(holding, self.documents) + 0.5) / (holding + 0.5))

    def rarest(self, query: str, most: int) -> list[str]:
        """Return a query's rarest stems, as many as together stand in `most` documents, and one at the least.

        Whoever proposes all documents that hold one of these needs no ranking of its own, so any two databases agree.
        """
        found = sorted({word for word in keys(query) if self.holding[word]} - STOP_KEYS)
        found.sort(key=lambda word: self.holding[word])
        left = most
        for at, word in enumerate(found):
            left -= self.holding[word]
            if left < 0:
                return found[: max(1, at)]
        return found

    @property
    def mean_words(self) -> float:
        """Return the mean length of a document in words, 1 at the least."""
        return max(1.0, self.words / self.documents if self.documents else 1.0)


def rank(
    query: str, candidates: Sequence[Candidate], *, statistics: Statistics | None = None, limit: int | None = None
) -> list[Ranked]:
    """Order candidates by how well they answer a query, best first; those that share no word with it are left out.

    Give the statistics of the whole collection where two databases must agree: their candidates differ, and so would an
    idf counted on these alone.
    """
    counted = statistics or Statistics.of(candidates, query)
    asked = keys(query)
    weights = {word: counted.idf(word) for word in asked if word not in STOP_KEYS}
    pairs = {(a, b): (counted.idf(a) + counted.idf(b)) / 2.0 for a, b in _pairs(asked)}
    found = [_score(candidate, weights, pairs, counted) for candidate in candidates]
    hits = [one for one in found if one.matched]
    hits.sort(key=lambda one: (-one.score, one.id))
    return hits[:limit]


def _document_keys(candidate: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _kept_keys(candidate.title), _kept_keys(candidate.body)


def _kept_keys(text: str) -> tuple[str, ...]:
    return _short_keys(text) if len(text) <= SHORT else _long_keys(text)


@lru_cache(maxsize=CACHE)
def _short_keys(text: str) -> tuple[str, ...]:
    return tuple(keys(text))


@lru_cache(maxsize=CACHE_LONG)
def _long_keys(text: str) -> tuple[str, ...]:
    return tuple(keys(text))


def _pairs(words: Sequence[str]) -> set[tuple[str, str]]:
    """Return the neighbours among words; a pair of two stop words tells nothing."""
    return {(a, b) for a, b in pairwise(words) if a not in STOP_KEYS or b not in STOP_KEYS}


def _score(
    candidate: Candidate, weights: Mapping[str, float], pairs: Mapping[tuple[str, str], float], counted: Statistics
) -> Ranked:
    title, body = _document_keys(candidate)
    counts: dict[str, int] = {}
    for word in filter(weights.__contains__, title + body):
        counts[word] = counts.get(word, 0) + 1
    if not counts:
        return Ranked(candidate.id, 0.0, ())
    length = K1 * (1.0 - B + B * (len(title) + len(body)) / counted.mean_words)
    # Sorted, so that the sum is the same to the last bit in every process.
    matched = sorted(counts, key=lambda word: (-weights[word], word))
    total = sum(weights[word] * counts[word] * (K1 + 1.0) / (counts[word] + length) for word in matched)
    for part in filter(None, (title, body)):
        beside = set(filter(pairs.__contains__, pairwise(part)))
        total += PAIR_WEIGHT * sum(sorted(pairs[pair] for pair in beside))
    return Ranked(candidate.id, round(total, 9), tuple(matched))

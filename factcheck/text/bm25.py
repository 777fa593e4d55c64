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
from typing import TYPE_CHECKING, NamedTuple

from factcheck.text.words import STOP_WORDS, key, keys

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
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


class Candidate(NamedTuple):
    """Hold one document that a database proposed; hundreds are made for each question, so a tuple."""

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
    question = _Question(query, statistics or Statistics.of(candidates, query))
    found = [(*scored, candidate.id) for candidate in candidates if (scored := question.score(candidate))]
    found.sort(key=lambda one: (-one[0], one[2]))
    return [Ranked(document, score, matched) for score, matched, document in found[:limit]]


def _document_keys(candidate: Candidate) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return _kept_keys(candidate.title) if candidate.title else (), _kept_keys(candidate.body)


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


class _Question:
    """Weigh a question's words once, then each candidate."""

    def __init__(self, query: str, counted: Statistics) -> None:
        asked = keys(query)
        self._mean_words = counted.mean_words
        self._pairs = {(a, b): (counted.idf(a) + counted.idf(b)) / 2.0 for a, b in _pairs(asked)}
        weights = {word: counted.idf(word) for word in asked if word not in STOP_KEYS}
        # The rarest first, so that the sum is the same to the last bit in every process.
        self._weights = {word: weights[word] for word in sorted(weights, key=lambda word: (-weights[word], word))}
        self._place = {word: at for at, word in enumerate(self._weights)}

    def score(self, candidate: Candidate) -> tuple[float, tuple[str, ...]] | None:
        """Return a candidate's score and the question's words that it holds; nothing where it holds none."""
        title, body = _document_keys(candidate)
        words = title + body
        held = list(filter(self._weights.__contains__, words))
        if not held:
            return None
        length = K1 * (1.0 - B + B * len(words) / self._mean_words)
        matched = sorted(set(held), key=self._place.__getitem__)
        total = 0.0
        for word in matched:
            count = held.count(word)
            total += self._weights[word] * count * (K1 + 1.0) / (count + length)
        for part in (title, body):
            beside = set(filter(self._pairs.__contains__, pairwise(part)))
            if beside:
                total += PAIR_WEIGHT * sum(sorted(map(self._pairs.__getitem__, beside)))
        return round(total, 9), tuple(matched)

"""Find earlier rulings on like claims and say in words what differs; never "the match"."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from factcheck.text import bm25, dates, figures
from factcheck.text.likeness import rank_like
from factcheck.text.line_words import HEDGES, NEGATIONS
from factcheck.text.proper_names import names
from factcheck.text.words import cut, keys, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from factcheck.text.dates import Dated
    from factcheck.text.figures import Figure, Mark

SHOWN = 5
NAMES_SHOWN = 3
# A few are shown, so that a few are looked at closely.
HELD_AGAINST = 30
# What two claims share by chance grows with the root of their length. A ruling is on another matter where it scores
# less than so many of the claim's words, times the root of the number of words of the shorter one.
LEAST_SHARED = 1.4

DifferenceKind = Literal["name", "number", "date", "negation", "hedge"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Hold one thing in which two claims differ, told in a sentence."""

    kind: DifferenceKind
    told: str


@dataclass(frozen=True, slots=True)
class Precedent:
    """Hold an earlier ruling's id, its score, whether its words are the same, what differs and the shared words."""

    id: str
    score: float
    same_words: bool
    differences: tuple[Difference, ...]
    shared: tuple[str, ...]


def precedents(
    claim: str, rulings: Sequence[bm25.Candidate], *, statistics: bm25.Statistics | None = None, limit: int = SHOWN
) -> list[Precedent]:
    """Return the likest earlier rulings, best first; a candidate's body is the claim that was ruled on."""
    counted = statistics or bm25.Statistics.of(rulings)
    by_id = {one.id: one for one in rulings}
    asked = _Weighed(claim, counted)
    said = keys(claim)
    likest = rank_like(claim, rulings, statistics=counted, held_against=HELD_AGAINST)
    same = {one.id for one in likest if keys(by_id[one.id].body) == said}
    found = [one for one in likest if one.id in same or asked.bears_on(one.score, by_id[one.id].body)]
    # The same words come first, however long the title that they stand under.
    found.sort(key=lambda one: one.id not in same)
    return [
        Precedent(one.id, one.score, one.id in same, tuple(differences(claim, by_id[one.id].body)), one.matched)
        for one in found[:limit]
    ]


class _Weighed:
    """Weigh a claim's words, of which the mean one is the unit."""

    def __init__(self, claim: str, counted: bm25.Statistics) -> None:
        self._weights = {word: counted.idf(word) for word in sorted(set(keys(claim)) - bm25.STOP_KEYS)}
        self._mean = sum(self._weights.values()) / len(self._weights) if self._weights else 1.0

    def bears_on(self, score: float, ruled: str) -> bool:
        """Tell whether a score is more than two claims of this length have by chance."""
        return score / self._mean >= LEAST_SHARED * math.sqrt(min(len(self._weights), self._words_of(ruled)))

    def _words_of(self, ruled: str) -> float:
        """Count the words of another claim; those that are not shared are taken for mean ones."""
        told = set(keys(ruled)) - bm25.STOP_KEYS
        shared = sorted(told & self._weights.keys())
        return sum(self._weights[word] for word in shared) / self._mean + len(told) - len(shared)


def differences(claim: str, ruled: str) -> list[Difference]:
    """Return in what a claim differs from one ruled on before: names, numbers, dates, negation, hedges."""
    if claim == ruled:
        return []
    found = [*_names(claim, ruled)]
    numbers, times = figures.compare(claim, ruled), dates.compare(claim, ruled)
    found += [Difference("number", _told(mark, claim, ruled)) for mark in _differing(numbers)]
    found += [Difference("date", _told(mark, claim, ruled)) for mark in _differing(times)]
    found += _alone("number", (claim, figures.figures(claim)), (ruled, figures.figures(ruled)), numbers)
    found += _undated(claim, ruled) or _alone("date", (claim, dates.dates(claim)), (ruled, dates.dates(ruled)), times)
    found += _words("negation", NEGATIONS, claim, ruled)
    found += _words("hedge", HEDGES - NEGATIONS, claim, ruled)
    return found


def _differing(marks: Iterable[Mark]) -> list[Mark]:
    return [mark for mark in marks if mark.verdict == "differs"]


def _told(mark: Mark, claim: str, ruled: str) -> str:
    here = claim[slice(*mark.claim)].strip()
    there = ruled[slice(*mark.passage)].strip()
    return f"this claim says {here}, the earlier one {there}"


def _names(claim: str, ruled: str) -> list[Difference]:
    """Return the names that one claim has and the other lacks; a last name alone stands for the whole."""
    told = []
    for own, other, said in ((claim, ruled, "only this claim names"), (ruled, claim, "only the earlier one names")):
        known = {word.key for word in cut(other)}
        lacking = [one.text for one in names(own) if keys(one.text)[-1:] and keys(one.text)[-1] not in known]
        if lacking:
            told.append(Difference("name", f"{said} {', '.join(list(dict.fromkeys(lacking))[:NAMES_SHOWN])}"))
    return told


def _alone(
    kind: DifferenceKind,
    here: tuple[str, Sequence[Figure | Dated]],
    there: tuple[str, Sequence[Figure | Dated]],
    marks: Sequence[Mark],
) -> list[Difference]:
    """Say which numbers or dates of one claim have nothing beside them in the other."""
    told = []
    spans = {mark.claim for mark in marks}, {mark.passage for mark in marks}
    said = [[text[one.start : one.end].strip() for one in found] for text, found in (here, there)]
    sides = (here, spans[0], said[0], said[1]), (there, spans[1], said[1], said[0])
    for who, ((_, found), held, own, other) in zip(("this claim", "the earlier one"), sides, strict=True):
        # What both say in the same words was read differently only for what stands around it.
        alone = [
            words
            for one, words in zip(found, own, strict=True)
            if (one.start, one.end) not in held and words not in other
        ]
        if alone:
            told.append(Difference(kind, f"only {who} says {', '.join(dict.fromkeys(alone[:NAMES_SHOWN]))}"))
    return told


def _undated(claim: str, ruled: str) -> list[Difference]:
    """Say where one claim is dated and the other is not."""
    here, there = dates.dates(claim), dates.dates(ruled)
    if bool(here) == bool(there):
        return []
    text, found, said = (
        (claim, here, "only this claim is dated") if here else (ruled, there, "only the earlier one is dated")
    )
    return [Difference("date", f"{said} ({text[found[0].start : found[0].end]})")]


def _words(kind: DifferenceKind, listed: frozenset[str], claim: str, ruled: str) -> list[Difference]:
    here, there = _held(listed, claim), _held(listed, ruled)
    told = []
    for own, other, said in ((here, there, "only this claim says"), (there, here, "only the earlier one says")):
        lacking = [word for word in own if word not in other]
        if lacking:
            told.append(Difference(kind, f"{said} \u201c{', '.join(lacking[:NAMES_SHOWN])}\u201d"))
    return told


def _held(listed: frozenset[str], text: str) -> list[str]:
    found = (plain(word.text) for word in cut(text))
    return list(
        dict.fromkeys("not" if low.endswith("n't") and "not" in listed else low for low in found if _is(low, listed))
    )


def _is(low: str, listed: frozenset[str]) -> bool:
    return low in listed or (low.endswith("n't") and "not" in listed)

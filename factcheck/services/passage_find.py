"""Find the passages of a kept text that bear on a claim, with why, and a stance only where there is a reason for it."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from factcheck.domain.evidence import Stance
from factcheck.services.suggestion_keep import PER_PAGE, FoundPassage
from factcheck.text.evidence import best
from factcheck.text.sentences import lines, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.text.evidence import Bearing

#: A page of more sentences is read in part; what was left out is never called "no corroboration".
MOST_SENTENCES = 20_000
#: One common word shared with the claim is no reason to show a passage.
LEAST_SHARED = 2


def find_passages(claim: str, text: str, *, language: str = "en") -> list[FoundPassage]:
    """Return the passages of `text` that bear on the claim, best first; offsets count characters of `text`."""
    spans = list(islice(_sentences(text, language or "en"), MOST_SENTENCES))
    found = best(claim, [text[start:end] for start, end in spans], limit=PER_PAGE)
    return [_passage(one, spans[one.index]) for one in found if len(_words(one, text, spans)) >= LEAST_SHARED]


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in lines(text):
        yield from sentences(text, start, end, language)


def _words(bearing: Bearing, text: str, spans: Sequence[tuple[int, int]]) -> set[str]:
    offset = spans[bearing.index][0]
    return {text[offset + start : offset + end].casefold() for start, end in bearing.matched}


def _passage(bearing: Bearing, span: tuple[int, int]) -> FoundPassage:
    stance, why = _stance(bearing)
    return FoundPassage(
        start=span[0],
        end=span[1],
        score=bearing.score,
        reasons=(*bearing.reasons, *why),
        marks=bearing.matched,
        stance=stance,
    )


def _stance(bearing: Bearing) -> tuple[Stance | None, tuple[str, ...]]:
    """Suggest a stance where a figure or date was compared, and say so; words alone tell nothing of it."""
    verdicts = {mark.verdict for mark in bearing.marks}
    if verdicts == {"differs"}:
        return Stance.REFUTES, ("may refute: what was compared differs",)
    if verdicts == {"agrees"}:
        return Stance.SUPPORTS, ("may support: what was compared agrees",)
    return None, ()

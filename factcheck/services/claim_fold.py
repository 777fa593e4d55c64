"""Fold what a text says more than once into one claim with several places."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.text.model import Analysis, Claim, Passage

CONTEXT = 32
_SPACE = re.compile(r"\s+")


@dataclass(slots=True)
class FoldedClaim:
    """Hold a claim and each place, as (start, end), where the text makes it; the first place comes first."""

    claim: Claim
    places: list[tuple[int, int]] = field(default_factory=list)


def fold_claims(text: str, analysis: Analysis) -> list[FoldedClaim]:
    """Return the claims in the order of the text, each once.

    Two are one where words, statement and sources are the same, or where a passage repeats another: then each claim of
    the first is looked for in the repeat.
    """
    kept: dict[tuple[str, str, tuple[str, ...]], FoldedClaim] = {}
    ordered = sorted(analysis.claims, key=lambda claim: (claim.start, claim.end))
    repeats: dict[int, list[Passage]] = {}
    for passage in analysis.passages:
        if passage.repeat_of is not None:
            repeats.setdefault(passage.repeat_of, []).append(passage)
    for claim in ordered:
        if not 0 <= claim.start < claim.end <= len(text):
            continue
        key = (_plain(text[claim.start : claim.end]), _plain(claim.statement), claim.chain)
        folded = kept.setdefault(key, FoldedClaim(claim))
        _add(folded, claim.start, claim.end)
        for passage in repeats.get(claim.passage, ()):
            found = _find_in(text, text[claim.start : claim.end], passage)
            if found is not None:
                _add(folded, *found)
    for folded in kept.values():
        folded.places.sort()
    return _without_doubles(sorted(kept.values(), key=lambda folded: folded.places[0]), analysis.passages)


def anchor(text: str, start: int, end: int) -> dict[str, object]:
    """Return the selectors of text[start:end]: position, exact words, and the words around them."""
    return {
        "start": start,
        "end": end,
        "exact": text[start:end],
        "prefix": text[max(0, start - CONTEXT) : start],
        "suffix": text[end : end + CONTEXT],
    }


def _plain(words: str) -> str:
    return _SPACE.sub(" ", words).strip().casefold()


def _add(folded: FoldedClaim, start: int, end: int) -> None:
    if (start, end) not in folded.places:
        folded.places.append((start, end))


def _find_in(text: str, words: str, passage: Passage) -> tuple[int, int] | None:
    """Find `words` in a passage, letting case and spacing differ."""
    pattern = r"\s+".join(re.escape(part) for part in words.split())
    match = re.compile(pattern, re.IGNORECASE).search(text, passage.start, passage.end)
    return match.span() if match else None


def _without_doubles(folded: list[FoldedClaim], passages: tuple[Passage, ...]) -> list[FoldedClaim]:
    """Drop a claim that was read out of a repeat when the claims of the first passage stand on its words already."""
    taken: set[tuple[int, int]] = set()
    out = []
    for one in folded:
        in_repeat = one.claim.passage < len(passages) and passages[one.claim.passage].repeat_of is not None
        if in_repeat and taken.issuperset(one.places):
            continue
        taken.update(one.places)
        out.append(one)
    return out

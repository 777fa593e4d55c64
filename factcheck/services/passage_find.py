"""Find the passages of a kept text that bear on a claim, with why, and a stance only where there is a reason for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from factcheck.domain.evidence import Stance
from factcheck.services.suggestion_keep import PER_PAGE, FoundPassage
from factcheck.text.evidence import best
from factcheck.text.quote_match import find
from factcheck.text.sentences import lines, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.services.lookup_target import ClaimWords
    from factcheck.text.diff import Op
    from factcheck.text.evidence import Bearing

#: A page of more sentences is read in part; what was left out is never called "no corroboration".
MOST_SENTENCES = 20_000
#: One common word shared with the claim is no reason to show a passage.
LEAST_SHARED = 2
_WHY = {
    "exact": "holds the quoted words as they stand",
    "normalised": "holds the quoted words, but for case, blanks or marks",
    "elided": "holds the quoted words with others left out",
    "words differ": "holds the quotation in other words",
}
_SIGNS = {"equal": "=", "delete": "-", "insert": "+"}


def find_passages(words: ClaimWords, text: str, *, language: str = "") -> list[FoundPassage]:
    """Return the passages of `text` that bear on the claim, best first; offsets count characters of `text`.

    Each carries what became of the claim's quotations in the whole text; where one is found, its passage comes first.
    """
    spans = list(islice(_sentences(text, language or words.language), MOST_SENTENCES))
    best_found = best(words.statement, [text[start:end] for start, end in spans], limit=PER_PAGE)
    told = [_passage(one, spans[one.index]) for one in best_found if len(_shared(one, text, spans)) >= LEAST_SHARED]
    top = told[0].score if told else 0.0
    found: dict[int, FoundPassage] = {passage.start: passage for passage in told}
    for quote in words.quotes:
        report, span = _seek(quote, text, spans)
        if span is not None:
            passage = found.get(span[0]) or FoundPassage(span[0], span[1], 0.0)
            why = _WHY[report["state"]]
            found[span[0]] = replace(
                passage, score=top + 1.0, end=max(span[1], passage.end), reasons=(why, *passage.reasons), quote=report
            )
        else:
            # Said only beside passages that bear on the claim: a page about something else proves no absence.
            found = {at: one if one.quote else replace(one, quote=report) for at, one in found.items()}
    return sorted(found.values(), key=lambda one: (-one.score, one.start))[:PER_PAGE]


def _seek(quote: str, text: str, spans: Sequence[tuple[int, int]]) -> tuple[dict[str, Any], tuple[int, int] | None]:
    """Say whether a quotation stands in the text, and within which sentences."""
    at = find(quote, text)
    if at.state == "absent":
        return {"state": at.state, "exact": quote}, None
    held = [span for span in spans if span[0] < at.end and at.start < span[1]]
    ops = [(_SIGNS[sign], words) for op in at.ops for sign, words in _sides(op, quote.strip(), text)]
    report = {"state": at.state, "exact": quote, "start": at.start, "end": at.end, "ops": ops}
    return report, (held[0][0], held[-1][1]) if held else (at.start, at.end)


def _sides(op: Op, quote: str, text: str) -> Iterator[tuple[str, str]]:
    """Yield what a step of the diff takes away and puts in."""
    old, new = quote[op.old_start : op.old_end], text[op.new_start : op.new_end]
    if op.kind == "equal":
        yield "equal", new
        return
    if old:
        yield "delete", old
    if new:
        yield "insert", new


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in lines(text):
        yield from sentences(text, start, end, language)


def _shared(bearing: Bearing, text: str, spans: Sequence[tuple[int, int]]) -> set[str]:
    offset = spans[bearing.index][0]
    return {text[offset + start : offset + end].casefold() for start, end in bearing.matched}


def _passage(bearing: Bearing, span: tuple[int, int]) -> FoundPassage:
    stance, why = _stance(bearing)
    return FoundPassage(
        start=span[0],
        end=span[1],
        score=bearing.score,
        reasons=(*bearing.reasons, *why),
        marks=_marks(bearing),
        stance=stance,
    )


def _marks(bearing: Bearing) -> tuple[tuple[int, int] | tuple[int, int, str], ...]:
    """Return the figures and dates that agree or differ, and the words shared beside them."""
    signed = {mark.passage: mark.verdict for mark in bearing.marks}
    beside = [
        (start, end) for start, end in bearing.matched if all(end <= held[0] or held[1] <= start for held in signed)
    ]
    return (*((*place, verdict) for place, verdict in signed.items()), *beside)


def _stance(bearing: Bearing) -> tuple[Stance | None, tuple[str, ...]]:
    """Suggest a stance where a figure or date was compared, and say so; words alone tell nothing of it."""
    verdicts = {mark.verdict for mark in bearing.marks}
    if "differs" in verdicts:
        return Stance.REFUTES, ("may refute: a figure or date differs",)
    if "agrees" in verdicts:
        return Stance.SUPPORTS, ("may support: figures and dates agree",)
    return None, ()

"""Find the passages of a kept text that bear on a claim, with why, and a stance only where there is a reason for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from factcheck.domain.evidence import Stance
from factcheck.services.quote_seek import ABSENT, seek_quote
from factcheck.services.suggestion_keep import PER_PAGE, FoundPassage
from factcheck.text.evidence import best
from factcheck.text.sentences import lines, sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from factcheck.services.lookup_target import ClaimWords
    from factcheck.text.evidence import Bearing

#: A page of more sentences is read in part; what was left out is never called "no corroboration".
MOST_SENTENCES = 20_000
#: One common word shared with the claim is no reason to show a passage.
LEAST_SHARED = 2
#: Shares of the claim's telling words from which a passage counts as one about the same matter, or the same event.
SAME_MATTER = 0.4
SAME_EVENT = 0.6
_WHY = {
    "exact": "holds the quoted words as they stand",
    "normalised": "holds the quoted words, but for case, blanks or marks",
    "elided": "holds the quoted words with others left out",
    "words differ": "holds the quotation in other words",
}


def find_passages(words: ClaimWords, text: str, *, language: str = "") -> list[FoundPassage]:
    """Return the passages of `text` that bear on the claim, best first; offsets count characters of `text`.

    Each carries what became of the claim's quotations in the whole text; where one is found, its passage comes first.
    """
    spans = list(islice(_sentences(text, language or words.language), MOST_SENTENCES))
    said = [text[start:end] for start, end in spans]
    best_found = best(words.statement, said, limit=PER_PAGE, language=words.language)
    told = [_passage(one, spans[one.index]) for one in best_found if one.shared >= LEAST_SHARED]
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
    report = seek_quote(quote, text)
    if report["state"] == ABSENT:
        return report, None
    start, end = report["start"], report["end"]
    held = [span for span in spans if span[0] < end and start < span[1]]
    return report, (held[0][0], held[-1][1]) if held else (start, end)


def _sentences(text: str, language: str) -> Iterator[tuple[int, int]]:
    for start, end in lines(text):
        yield from sentences(text, start, end, language)


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
    """Suggest a stance where a passage about the same thing has a figure or date of it, and say so.

    Of another time another figure may be true, so a figure is held against the claim only where no date differs.
    """
    figures = [mark.verdict for mark in bearing.marks if not mark.of_date]
    dates = [mark.verdict for mark in bearing.marks if mark.of_date]
    told, what, least = (figures, "figure", SAME_MATTER) if figures else (dates, "date", SAME_EVENT)
    if not told or bearing.covered < least or (figures and "differs" in dates):
        return None, ()
    if "differs" in told:
        return Stance.REFUTES, (f"may refute: a {what} differs",)
    return Stance.SUPPORTS, (f"may support: the {what}s agree",)

"""Let a desk bring its own splitter by the entry-point group `factcheck.splitters`; the built-in stands behind it."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import entry_points
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from factcheck.text.analysis import analyse
from factcheck.text.model import Span

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from factcheck.text.model import Analysis

GROUP = "factcheck.splitters"
BUILT_IN = "built-in"


class Splitter(Protocol):
    """What a splitter is: called with a text, it gives an analysis whose offsets hold in that text."""

    def __call__(self, text: str, *, published: date | None = None, language: str = "en") -> Analysis:
        """Take a text apart."""


class SplitterRefusedError(ValueError):
    """A splitter's answer does not hold in the text."""


@dataclass(frozen=True, slots=True)
class Split:
    """An analysis, whose it is, and why the splitter asked for was not used (empty where it was)."""

    analysis: Analysis
    splitter: str
    trouble: str = ""


def names() -> list[str]:
    """List the splitters that are installed, the built-in first."""
    return [BUILT_IN, *sorted({point.name for point in entry_points(group=GROUP)} - {BUILT_IN})]


def load(name: str) -> Splitter:
    """Give a splitter by name; raises LookupError where none has it."""
    if name == BUILT_IN:
        return analyse
    for point in entry_points(group=GROUP):
        if point.name == name:
            found: Splitter = point.load()
            return found
    raise LookupError(f"No splitter called “{name}” is installed. Choose one of: {', '.join(names())}.")


def verify(text: str, analysis: Analysis) -> None:
    """Refuse an analysis whose offsets do not hold: raises SplitterRefusedError with a sentence."""
    spans = [(p.start, p.end) for p in analysis.passages]
    if any(not 0 <= start < end <= len(text) for start, end in spans):
        raise SplitterRefusedError("A passage lies outside the text.")
    if any(after[0] < before[1] for before, after in pairwise(spans)):
        raise SplitterRefusedError("Two passages overlap or stand in the wrong order.")
    _no_gaps(text, spans)
    for passage in analysis.passages:
        if passage.repeat_of is not None and not 0 <= passage.repeat_of < len(spans):
            raise SplitterRefusedError("A passage repeats one that is not there.")
    _claims(text, analysis, spans)
    _inside(text, (s for f in analysis.findings for s in f.spans), "A finding")
    _inside(text, (s for a in analysis.attributions for s in (*a.source, *a.cue, *a.content)), "An attribution")


def _no_gaps(text: str, spans: list[tuple[int, int]]) -> None:
    at = 0
    for start, end in [*spans, (len(text), len(text))]:
        if text[at:start].strip():
            raise SplitterRefusedError(f"No passage covers “{text[at:start].strip()[:40]}”.")
        at = end


def _claims(text: str, analysis: Analysis, spans: list[tuple[int, int]]) -> None:
    for claim in analysis.claims:
        if not 0 <= claim.passage < len(spans):
            raise SplitterRefusedError("A claim belongs to a passage that is not there.")
        start, end = spans[claim.passage]
        if not start <= claim.start < claim.end <= end:
            raise SplitterRefusedError(f"A claim lies outside its passage: “{claim.statement[:60]}”.")
        if claim.quote and text[claim.quote.start : claim.quote.end] != claim.quote.exact:
            raise SplitterRefusedError(f"A quotation is not what stands there: “{claim.quote.exact[:60]}”.")
        if claim.when and text[claim.when.start : claim.when.end] != claim.when.exact:
            raise SplitterRefusedError(f"A time is not what stands there: “{claim.when.exact[:60]}”.")
        if claim.quantity:
            _inside(text, [Span(claim.quantity.start, claim.quantity.end)], "A quantity")


def _inside(text: str, spans: Iterable[Span], what: str) -> None:
    if any(not 0 <= s.start <= s.end <= len(text) for s in spans):
        raise SplitterRefusedError(f"{what} lies outside the text.")


def split_with(name: str, text: str, *, published: date | None = None, language: str = "en") -> Split:
    """Take a text apart with the splitter asked for; where it fails or its answer does not hold, with the built-in."""
    if name == BUILT_IN:
        return Split(analyse(text, published=published, language=language), BUILT_IN)
    try:
        analysis = load(name)(text, published=published, language=language)
        verify(text, analysis)
    except Exception as trouble:  # noqa: BLE001 - a desk's own program may raise anything, and the text must still be split
        why = f"The splitter “{name}” was not used: {trouble}"
        return Split(analyse(text, published=published, language=language), BUILT_IN, why)
    return Split(analysis, name)

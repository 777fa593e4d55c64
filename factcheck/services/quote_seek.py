"""Say whether quoted words stand in a text, and how: as they are, all but, with words left out, in other words, not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.text.quote_match import find

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.models import Capture, Claim, Evidence, Occurrence
    from factcheck.text.diff import Op

ABSENT = "absent"
_SIGNS = {"equal": "=", "delete": "-", "insert": "+"}


def seek_quote(quote: str, text: str) -> dict[str, Any]:
    """Return the state of a quotation with its words, and where it was found its place and what differs."""
    at = find(quote, text)
    if at.state == ABSENT:
        return {"state": at.state, "exact": quote}
    ops = [(_SIGNS[sign], words) for op in at.ops for sign, words in _sides(op, quote.strip(), text)]
    return {"state": at.state, "exact": quote, "start": at.start, "end": at.end, "ops": ops}


def note_quotes(row: Evidence, claim: Claim, capture: Capture | None) -> None:
    """Note on a piece of evidence what became of the claim's quotations in it, and of its excerpt in the kept copy.

    Without a copy the excerpt that a person typed is all there is to look in.
    """
    copy = capture.text if capture is not None else ""
    text = copy or row.excerpt
    reports = [seek_quote(quote, text) | {"of": "claim"} for quote in newest_quotes(claim)] if text else []
    if copy and row.excerpt and row.excerpt_start is None:
        reports.append(seek_quote(row.excerpt, copy) | {"of": "excerpt"})
    row.quotes = reports


def newest_quotes(claim: Claim) -> tuple[str, ...]:
    """Return the quotations of a claim as they stand in the newest draft that it is in."""
    newest = max((place.draft_id for place in claim.occurrences), default=0)
    return quotes_of(place for place in claim.occurrences if place.draft_id == newest)


def quotes_of(places: Iterable[Occurrence]) -> tuple[str, ...]:
    """Return the quotations that stand in a claim's places, each once."""
    return tuple(
        dict.fromkeys(
            place.draft.text[place.quote_start : place.quote_end]
            for place in places
            if place.quote_start is not None and place.quote_end is not None
        )
    )


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

"""Build the questions that are put to providers for a claim."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from factcheck.domain.claimants import names_of
from factcheck.services.outside import INSIDE
from factcheck.text.queries import Asked, SearchQuery, build

if TYPE_CHECKING:
    from factcheck.models import Claim

QUERY_CHARS = 1000
#: How many of a claim's questions one outside provider is asked.
PER_PROVIDER = 2


def asked_of(claim: Claim) -> Asked:
    """Return what queries are built from: the statement, with what the splitter found in it."""
    quotes = tuple(
        dict.fromkeys(
            place.draft.text[place.quote_start : place.quote_end]
            for place in claim.occurrences
            if place.quote_start is not None and place.quote_end is not None
        )
    )
    return Asked(
        statement=claim.statement,
        quotes=quotes,
        figures=_figures(claim),
        dates=(claim.when,) if claim.when else (),
        chain=names_of(claim.chain),
    )


def queries_for(claim: Claim) -> list[SearchQuery]:
    """Return the queries worth sending, the most telling first; always at least one."""
    return build(asked_of(claim)) or [SearchQuery(claim.statement[:QUERY_CHARS], "words", "the claim's own words")]


def questions(claim: Claim, provider: str, query: str | None) -> list[str]:
    """Return what one provider is asked: what a person typed; our own the whole statement; others the best queries."""
    if query:
        return [query]
    if provider in INSIDE:
        return [claim.statement[:QUERY_CHARS]]
    built = queries_for(claim)
    exact = [one for one in built[1:] if one.kind == "quotation"]
    return [one.text[:QUERY_CHARS] for one in (built[:1] + exact)[:PER_PROVIDER]]


def query_digest(query: str) -> str:
    """Return what makes two questions the same: their words, whatever the spaces and the case."""
    return hashlib.sha256(" ".join(query.split()).casefold().encode("utf-8", "surrogatepass")).hexdigest()


def _figures(claim: Claim) -> tuple[str, ...]:
    quantity = claim.quantity or {}
    unit = str(quantity.get("unit") or "")
    numbers = [quantity.get(name) for name in ("value", "low", "high")]
    told = dict.fromkeys(f"{number:g}" for number in numbers if isinstance(number, (int, float)))
    return tuple(f"{number} {unit}".strip() for number in told)[:1]

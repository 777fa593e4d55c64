"""Build the questions that are put to providers for a claim."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from factcheck.domain.claimants import names_of
from factcheck.services.outside import INSIDE
from factcheck.services.quote_seek import quotes_of
from factcheck.text.figures import SCALES
from factcheck.text.proper_names import names
from factcheck.text.queries import VAGUE, Asked, SearchQuery, build, terms

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.models import Claim, Occurrence

QUERY_CHARS = 1000
#: Providers that look for all words of a question at once.
ALL_WORDS = ("wikipedia", "wikidata")
#: How many of a claim's questions one outside provider is asked.
PER_PROVIDER = 2


def asked_of(claim: Claim, places: Sequence[Occurrence] | None = None) -> Asked:
    """Return what queries are built from: the statement, with what the splitter found in it.

    `places` are those of the claim where somebody read them already, with their drafts.
    """
    return Asked(
        statement=claim.statement,
        quotes=quotes_of(claim.occurrences if places is None else places),
        figures=_figures(claim),
        dates=(claim.when,) if claim.when else (),
        chain=names_of(claim.chain),
    )


def queries_for(claim: Claim, places: Sequence[Occurrence] | None = None) -> list[SearchQuery]:
    """Return the queries worth sending, the most telling first; always at least one."""
    return build(asked_of(claim, places)) or [
        SearchQuery(claim.statement[:QUERY_CHARS], "words", "the claim's own words")
    ]


def questions(claim: Claim, provider: str, query: str | None) -> list[str]:
    """Return what one provider is asked: what a person typed; our own the whole statement; others the best queries."""
    if query:
        return [query]
    if provider in INSIDE:
        return [claim.statement[:QUERY_CHARS]]
    if provider in ALL_WORDS:
        return _few_words(claim)
    built = queries_for(claim)
    exact = [one for one in built[1:] if one.kind == "quotation"]
    return [one.text[:QUERY_CHARS] for one in (built[:1] + exact)[:PER_PROVIDER]]


def _few_words(claim: Claim) -> list[str]:
    """Return questions of few words, the telling ones: a search for all words of a long one finds nothing."""
    known = [one.text for one in names(claim.statement)]
    held = {word for name in known for word in terms(name)}
    told = held | SCALES.keys() | VAGUE
    rest = [word for word in terms(claim.statement) if word not in told and not word[0].isdigit()]
    longest = sorted(rest, key=lambda word: -len(word))
    # Whoever is said to have said so has a page more often than what was said.
    origin = [name for name in names_of(claim.chain)[-1:] if name[:1].isupper() and name not in known]
    questions = [" ".join([*known[:2], *longest[: 2 if known else 4]]), " ".join([*origin, *known][:3])]
    return list(dict.fromkeys(one[:QUERY_CHARS] for one in questions if one)) or [claim.statement[:QUERY_CHARS]]


def query_digest(query: str) -> str:
    """Return what makes two questions the same: their words, whatever the spaces and the case."""
    return hashlib.sha256(" ".join(query.split()).casefold().encode("utf-8", "surrogatepass")).hexdigest()


def _figures(claim: Claim) -> tuple[str, ...]:
    quantity = claim.quantity or {}
    unit = str(quantity.get("unit") or "")
    if unit in {"share", "rank"}:  # no words that a page would have
        return ()
    numbers = [quantity.get(name) for name in ("value", "low", "high")]
    told = dict.fromkeys(f"{number:g}" for number in numbers if isinstance(number, (int, float)))
    return tuple(f"{number} {unit}".strip() for number in told)[:1]

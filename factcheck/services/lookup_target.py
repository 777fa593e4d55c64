"""Load what a worker needs to know of a claim before it goes looking."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models import Lookup
from factcheck.services.lookup_query import asked_of
from factcheck.services.outside import may_ask_outside
from factcheck.services.relations import get_claim

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Hold the words of a claim that a page is held against."""

    claim_id: int
    article_id: int
    statement: str
    quotes: tuple[str, ...]
    language: str
    outside: bool


@dataclass(frozen=True, slots=True)
class LookupTarget:
    """Hold one question to one provider."""

    lookup_id: int
    provider: str
    query: str
    words: ClaimWords


def claim_words(session: Session, claim_id: int) -> ClaimWords:
    """Return the words of a claim; raise NotFound where it is gone."""
    claim = get_claim(session, claim_id)
    return ClaimWords(
        claim_id=claim.id,
        article_id=claim.article_id,
        statement=claim.statement,
        quotes=tuple(asked_of(claim).quotes),
        language=claim.article.language,
        outside=may_ask_outside(claim.article),
    )


def lookup_target(session: Session, payload: Mapping[str, Any]) -> LookupTarget | None:
    """Return the lookup that a job's payload names, None where it is gone."""
    lookup = session.scalars(
        select(Lookup).where(
            Lookup.claim_id == payload["claim_id"],
            Lookup.provider == payload["provider"],
            Lookup.query_digest == payload["query_digest"],
        )
    ).one_or_none()
    if lookup is None:
        return None
    return LookupTarget(lookup.id, lookup.provider, lookup.query, claim_words(session, lookup.claim_id))

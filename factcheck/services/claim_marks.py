"""Say which mark each claim of an article has on paper and in the sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.desk_rules import QueryState
from factcheck.domain.marks import STANDS, Mark, Rated, mark_of
from factcheck.domain.verdicts import VerdictState
from factcheck.models import AuthorQuery, Claim, Rating, Verdict
from factcheck.services.blind import blind_claim_ids

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


def shown_verdicts(session: Session, article_id: int) -> dict[int, Verdict]:
    """Return the current verdict of each claim, but of those that wait for a blind second check."""
    rows = session.scalars(
        select(Verdict)
        .join(Claim)
        .where(Claim.article_id == article_id, Verdict.state != VerdictState.SUPERSEDED)
        .options(
            joinedload(Verdict.attribution).joinedload(Rating.scale),
            joinedload(Verdict.content).joinedload(Rating.scale),
            joinedload(Verdict.proposed_by),
            joinedload(Verdict.reviewed_by),
            joinedload(Verdict.ruled_by),
        )
    ).all()
    kept_back = blind_claim_ids(session)
    return {row.claim_id: row for row in rows if row.claim_id not in kept_back}


def open_questions(session: Session, article_id: int) -> set[int]:
    """Return the claims on which a question waits for its answer."""
    query = select(AuthorQuery.claim_id).where(
        AuthorQuery.article_id == article_id, AuthorQuery.state == QueryState.OPEN
    )
    return set(session.scalars(query))


def marks_of(claims: Iterable[Claim], verdicts: dict[int, Verdict], asked: set[int]) -> dict[int, Mark]:
    """Return the mark of each claim by id."""
    return {claim.id: _mark(claim, verdicts.get(claim.id), asked=claim.id in asked) for claim in claims}


def _mark(claim: Claim, verdict: Verdict | None, *, asked: bool) -> Mark:
    if verdict is None:
        return mark_of(claim.state, None, None, None, asked=asked)
    held = verdict.disposition if claim.state in STANDS else None
    return mark_of(claim.state, rated(verdict.attribution), rated(verdict.content), held, asked=asked)


def rated(rating: Rating) -> Rated:
    """Return what of a rating decides its mark."""
    return Rated(rating.key, rating.value, rating.colour)

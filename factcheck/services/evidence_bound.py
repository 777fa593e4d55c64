"""Keep evidence as it was when somebody found a verdict on it, until that verdict is taken back or opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager

from factcheck.domain.claims import JUDGED_STATES, WAITING_STATES, ClaimState
from factcheck.domain.errors import WrongState
from factcheck.models import Claim, Evidence
from factcheck.services.blind import is_kept_from
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def bound_evidence(session: Session, person: Person, claim: Claim, rows: Iterable[Evidence]) -> frozenset[int]:
    """Return the ids of those rows that the verdict before somebody rests on; of a claim that is worked on, none."""
    if claim.state not in JUDGED_STATES:
        return frozenset()
    verdict = current_verdict(session, claim.id)
    if verdict is None:
        return frozenset()
    if is_kept_from(session, person, claim):
        # Which of them it cites would tell of a verdict that she may not see yet; what came after, it cannot cite.
        return frozenset(row.id for row in rows if row.created_at <= verdict.created_at)
    return frozenset(citation.evidence_id for citation in verdict.citations)


def why_bound(claim: Claim) -> str:
    """Say why evidence of a claim stays as it is, and what to do first."""
    if claim.state in WAITING_STATES:
        return (
            "The verdict that waits for its second check rests on this evidence, so it stays as it was when that was "
            "proposed. Whoever proposed it takes the proposal back, or an editor opens the claim again; then change it."
        )
    return (
        "The verdict of this claim rests on this evidence, so it stays as it is. Open the claim again, then change it."
    )


def require_origin_unbound(session: Session, person: Person, origin_id: int) -> None:
    """Raise WrongState where a verdict that still waits for somebody rests on evidence of this origin.

    After the ruling the page says by a correction what was found of its origins later.
    """
    query = (
        select(Evidence)
        .join(Claim, Claim.id == Evidence.claim_id)
        .where(Evidence.origin_id == origin_id, Evidence.withdrawn_at.is_(None))
        .where(Claim.state.in_(JUDGED_STATES - {ClaimState.RULED}))
        .options(contains_eager(Evidence.claim))
        .order_by(Claim.number)
    )
    for row in session.scalars(query).all():
        if row.id in bound_evidence(session, person, row.claim, (row,)):
            raise WrongState(
                f"The verdict of claim {row.claim.number} waits for somebody and rests on this origin, so it stays as "
                "it was when that was proposed: sources are counted by origin. Whoever proposed it takes the proposal "
                "back, or an editor opens the claim again; then change it."
            )


def require_unbound(session: Session, person: Person, claim: Claim, row: Evidence) -> None:
    """Raise WrongState where the verdict before somebody rests on this evidence."""
    if row.id in bound_evidence(session, person, claim, (row,)):
        raise WrongState(why_bound(claim))

"""Open a claim again, with a reason; what was found so far is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimAct
from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.models import Assignment
from factcheck.models.base import utc_now
from factcheck.services.claim_move import move_claim
from factcheck.services.precedent_keep import withdraw_precedent
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

LONGEST_REASON = 1_000


def reopen_claim(session: Session, actor: Person, claim_id: int, reason: str) -> Claim:
    """Put a claim back among those to be given out; its verdict stays until a new one takes its place."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.REOPEN_CLAIM, actor, claim)
    reason = reason.strip()
    if not reason:
        raise InvalidInput("Say why the claim is opened again.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(f"At most {LONGEST_REASON:,} characters fit here.", field="reason")
    move_claim(session, actor, claim, ClaimAct.REOPEN, reason=reason)
    for assignment in session.scalars(
        select(Assignment).where(Assignment.claim_id == claim.id, Assignment.ended_at.is_(None))
    ):
        assignment.ended_at, assignment.end_reason = utc_now(), "The claim was opened again."
    claim.assignee_id = None
    claim.due_at = None
    withdraw_precedent(session, claim.id)
    session.flush()
    return claim

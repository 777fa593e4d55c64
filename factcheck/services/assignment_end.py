"""Read and end the assignment that is open for a claim; the ended ones are its history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.models import Assignment
from factcheck.models.base import utc_now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim

_LONGEST_REASON = 1000


def open_assignment(session: Session, claim: Claim) -> Assignment | None:
    """Return the assignment that a claim's holder works by, with who gave it; None where nobody holds it."""
    if claim.assignee_id is None:
        return None
    query = select(Assignment).where(Assignment.claim_id == claim.id, Assignment.ended_at.is_(None))
    return session.scalars(query.options(joinedload(Assignment.assigned_by))).one_or_none()


def end_assignment(session: Session, claim: Claim, *, reason: str) -> Assignment | None:
    """End the open assignment and return it; the claim's own fields follow with the move that comes next."""
    query = select(Assignment).where(Assignment.claim_id == claim.id, Assignment.ended_at.is_(None))
    held = session.scalars(query.with_for_update(of=Assignment, key_share=True)).one_or_none()
    if held is not None:
        held.ended_at = utc_now()
        held.end_reason = reason[:_LONGEST_REASON]
        # Written before the next one is: the mapper would insert first, and two open at once are refused.
        session.flush()
    # Not flushed: a claim in hand without a holder is what the database refuses until the state has moved, too.
    claim.assignee_id = None
    claim.due_at = None
    return held

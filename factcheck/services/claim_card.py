"""Read what the card of one claim shows: places, holder, evidence by stance and origin, verdict, the search."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.domain.errors import NotFound
from factcheck.domain.evidence import Stance
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Assignment, Claim, Evidence, Verdict
from factcheck.services.blind import waits_blind
from factcheck.services.lookup_progress import LookupProgress, lookup_progress

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """Hold one claim with what was found of it; `origins` counts independent sources, not pages."""

    claim: Claim
    verdict: Verdict | None
    stances: dict[Stance, int]
    origins: int
    search: LookupProgress
    assignment: Assignment | None


def view_claim_card(session: Session, article_id: int, number: int) -> ClaimCard:
    """Return the card of claim `number`, or raise NotFound."""
    claim = session.scalars(
        select(Claim)
        .where(Claim.article_id == article_id, Claim.number == number)
        .options(joinedload(Claim.assignee), selectinload(Claim.occurrences), joinedload(Claim.article))
    ).one_or_none()
    if claim is None:
        raise NotFound(f"There is no claim {number} in this article.")
    verdict = session.scalars(
        select(Verdict)
        .where(Verdict.claim_id == claim.id, Verdict.state != VerdictState.SUPERSEDED)
        .options(joinedload(Verdict.attribution), joinedload(Verdict.content))
    ).one_or_none()
    if waits_blind(session, claim):
        verdict = None
    live = (Evidence.claim_id == claim.id, Evidence.withdrawn_at.is_(None))
    stances = session.execute(select(Evidence.stance, func.count()).where(*live).group_by(Evidence.stance))
    origins = session.scalar(select(func.count(Evidence.origin_id.distinct())).where(*live)) or 0
    assignment = session.scalars(
        select(Assignment)
        .where(Assignment.claim_id == claim.id, Assignment.ended_at.is_(None))
        .options(joinedload(Assignment.assigned_by))
    ).one_or_none()
    counts = dict.fromkeys(Stance, 0) | dict(stances.all())
    return ClaimCard(claim, verdict, counts, origins, lookup_progress(session, claim.id), assignment)

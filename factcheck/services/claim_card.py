"""Read what the card of one claim shows: places, holder, evidence by stance and origin, verdict, the search."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from factcheck.domain.errors import NotFound
from factcheck.domain.evidence import Stance
from factcheck.models import Assignment, Claim, Evidence
from factcheck.services.blind import waits_blind
from factcheck.services.lookup_progress import LookupProgress, lookup_progress
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Verdict


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
    found = session.execute(
        select(Claim, Assignment)
        .outerjoin(Assignment, and_(Assignment.claim_id == Claim.id, Assignment.ended_at.is_(None)))
        .where(Claim.article_id == article_id, Claim.number == number)
        .options(
            joinedload(Claim.assignee),
            joinedload(Claim.article),
            joinedload(Claim.occurrences),
            joinedload(Assignment.assigned_by),
        )
    )
    row = found.unique().one_or_none()
    if row is None:
        raise NotFound(f"There is no claim {number} in this article.")
    claim, assignment = row
    verdict = current_verdict(session, claim.id)
    if waits_blind(session, claim):
        verdict = None
    live = (Evidence.claim_id == claim.id, Evidence.withdrawn_at.is_(None))
    logged = session.execute(select(Evidence.stance, Evidence.origin_id).where(*live)).all()
    stances = dict.fromkeys(Stance, 0) | Counter(stance for stance, _ in logged)
    origins = len({origin_id for _, origin_id in logged})
    return ClaimCard(claim, verdict, stances, origins, lookup_progress(session, claim.id), assignment)

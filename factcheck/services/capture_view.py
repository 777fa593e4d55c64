"""Show a capture to somebody who may see it, with the claims that rest on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.errors import NotFound
from factcheck.models import Capture, Claim, Draft, Evidence, LookupPage, Suggestion
from factcheck.services.evidence_get import sees_confidential_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

_MOST_CLAIMS = 50


@dataclass(frozen=True, slots=True)
class CaptureUse:
    """Hold a piece of evidence that rests on a capture."""

    evidence: Evidence
    claim: Claim


def get_capture(session: Session, person: Person, capture_id: int) -> Capture:
    """Return the capture; raise NotFound where it is not there, or reached through confidential evidence only."""
    row = session.get(Capture, capture_id)
    if row is not None and (row.in_corpus or is_open(session, row.id) or capture_uses(session, person, row.id)):
        return row
    # The same words for both: whether something confidential is there is not told.
    raise NotFound("There is no such document. It may be confidential, or the address is mistyped.")


def capture_uses(session: Session, person: Person, capture_id: int) -> list[CaptureUse]:
    """Return the evidence that rests on a capture, as far as the person may see it."""
    rows = session.scalars(
        select(Evidence)
        .where(Evidence.capture_id == capture_id)
        .options(joinedload(Evidence.claim).joinedload(Claim.article))
        .order_by(Evidence.id)
        .limit(_MOST_CLAIMS)
    ).all()
    sees = sees_confidential_on(session, person, (row.claim for row in rows if row.confidential))
    return [CaptureUse(row, row.claim) for row in rows if not row.confidential or sees[row.claim_id]]


def is_open(session: Session, capture_id: int) -> bool:
    """Say whether searching or an article brought the capture: then all of the desk may read it."""
    return any(
        session.scalar(select(table.id).where(table.capture_id == capture_id).limit(1)) is not None
        for table in (Suggestion, LookupPage, Draft)
    )

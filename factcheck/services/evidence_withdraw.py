"""Take a piece of evidence back with a reason, or restore it; nothing is deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Citation, Verdict
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event, sealed
from factcheck.services.evidence_bound import require_unbound
from factcheck.services.evidence_get import get_evidence
from factcheck.services.relations import require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Evidence, Person

_REASON_CHARS = 1000


def withdraw_evidence(session: Session, actor: Person, evidence_id: int, *, reason: str) -> Evidence:
    """Withdraw evidence with a reason; refuse while a verdict that rests on it stands before somebody."""
    row, claim = get_evidence(session, actor, evidence_id, lock=True)
    require_on(session, Action.LOG_EVIDENCE, actor, claim)
    why = reason.strip()
    if not why:
        raise InvalidInput("Say why it is withdrawn; it stays in the history with your reason.", field="reason")
    if len(why) > _REASON_CHARS:
        raise InvalidInput(f"Shorten the reason to {_REASON_CHARS} characters.", field="reason")
    if row.withdrawn_at is not None:
        return row
    require_unbound(session, actor, claim, row)
    row.withdrawn_at, row.withdrawn_why = utc_now(), why
    session.flush()
    log_event(
        session,
        actor,
        "evidence.withdrawn",
        ("evidence", row.id),
        after={"reason": sealed(why, row.seal) if row.confidential else why, "version": row.version},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return row


def restore_evidence(session: Session, actor: Person, evidence_id: int) -> Evidence:
    """Let withdrawn evidence count again."""
    row, claim = get_evidence(session, actor, evidence_id, lock=True)
    require_on(session, Action.LOG_EVIDENCE, actor, claim)
    if row.withdrawn_at is None:
        return row
    row.withdrawn_at, row.withdrawn_why = None, ""
    session.flush()
    log_event(
        session,
        actor,
        "evidence.restored",
        ("evidence", row.id),
        after={"version": row.version},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return row


def is_cited(session: Session, evidence_id: int) -> bool:
    """Say whether a verdict that was not superseded rests on this evidence."""
    found = session.scalar(
        select(Citation.id)
        .join(Verdict)
        .where(Citation.evidence_id == evidence_id, Verdict.state != VerdictState.SUPERSEDED)
        .limit(1)
    )
    return found is not None

"""Void the sign-off of an article where what was signed holds no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Clearance
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def void_clearance(session: Session, actor: Person | None, article_id: int, why: str) -> bool:
    """Void the sign-off of an article; say whether it had one."""
    query = select(Clearance).where(Clearance.article_id == article_id, Clearance.voided_at.is_(None))
    voided = session.scalars(query).all()
    for clearance in voided:
        clearance.voided_at, clearance.voided_why = utc_now(), why[:300]
        log_event(
            session,
            actor,
            "clearance.voided",
            ("clearance", clearance.id),
            after={"why": why, "sha256": clearance.sha256},
            article_id=article_id,
        )
    return bool(voided)

"""Note in the log who read a file that only confidential evidence leads to."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Event
from factcheck.models.base import utc_now
from factcheck.services.capture_view import capture_uses, is_open
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Person
    from factcheck.services.capture_view import CaptureUse

READ = "evidence.file_read"
#: Turning the pages of a text is one reading.
ONE_READING = timedelta(hours=1)


def confidential_use(session: Session, person: Person, capture: Capture) -> CaptureUse | None:
    """Return the confidential evidence through which alone a person reaches a capture, None where it is open."""
    if capture.in_corpus or is_open(session, capture.id):
        return None
    uses = capture_uses(session, person, capture.id)
    return uses[0] if uses and all(use.evidence.confidential for use in uses) else None


def was_noted(session: Session, person: Person, use: CaptureUse) -> bool:
    """Say whether this reading is in the log already."""
    query = select(Event.seq).where(
        Event.claim_id == use.claim.id,
        Event.action == READ,
        Event.object_id == use.evidence.id,
        Event.actor_id == person.id,
        Event.at > utc_now() - ONE_READING,
    )
    return session.scalars(query.limit(1)).first() is not None


def note_read(session: Session, actor: Person, use: CaptureUse) -> None:
    """Log that somebody read what is confidential; what it says is not told."""
    log_event(
        session,
        actor,
        READ,
        ("evidence", use.evidence.id),
        article_id=use.claim.article_id,
        claim_id=use.claim.id,
    )

"""Take a document out of the corpus, or put it back; its capture is kept either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.permissions import Action, require
from factcheck.services.capture_view import get_capture
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Person


def set_in_corpus(session: Session, actor: Person, capture_id: int, *, wanted: bool) -> Capture:
    """Let searches of the corpus find a capture, or not."""
    require(Action.MANAGE_DOCUMENTS, actor.role)
    row = get_capture(session, actor, capture_id)
    if row.in_corpus != wanted:
        row.in_corpus = wanted
        session.flush()
        action = "document.added" if wanted else "document.dropped"
        log_event(session, actor, action, ("capture", row.id), after={"in_corpus": wanted})
    return row

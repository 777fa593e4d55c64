"""Take a document out of the corpus, or put it back; its capture is kept either way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import WrongState
from factcheck.domain.permissions import Action, require
from factcheck.services.capture_view import capture_uses, get_capture
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Person


def set_in_corpus(session: Session, actor: Person, capture_id: int, *, wanted: bool) -> Capture:
    """Let searches of the corpus find a capture, or not."""
    require(Action.MANAGE_DOCUMENTS, actor.role)
    row = get_capture(session, actor, capture_id)
    if wanted and any(use.evidence.confidential for use in capture_uses(session, actor, row.id)):
        raise WrongState("Confidential evidence rests on this copy, so it cannot be shown to the whole desk.")
    if row.in_corpus != wanted:
        row.in_corpus = wanted
        session.flush()
        action = "document.added" if wanted else "document.dropped"
        log_event(session, actor, action, ("capture", row.id), after={"in_corpus": wanted})
    return row

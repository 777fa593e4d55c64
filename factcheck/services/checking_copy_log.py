"""Note in the log that a checking copy was handed out as a file."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.services.checking_copy_parts import CheckingCopy


def log_copy(session: Session, actor: Person, copy: CheckingCopy, data: bytes, form: str) -> None:
    """Write for whom it was, of which draft, and the digests of its content and of the file."""
    after = {
        "form": form,
        "for": copy.variant,
        "draft": copy.draft,
        "manifest": copy.manifest,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    log_event(session, actor, "copy.handed_out", ("article", copy.article_id), after=after, article_id=copy.article_id)

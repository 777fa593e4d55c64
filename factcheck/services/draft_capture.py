"""Keep the text of a draft as a capture too, so that other articles' searches find it as they find other kept texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.captures import CaptureState
from factcheck.models import Via
from factcheck.services.capture_keep import NewCapture, keep_capture

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article, Draft


def capture_pasted(session: Session, article: Article, draft: Draft) -> int:
    """Return the id of the capture of a pasted draft; its bytes, the text in UTF-8, are in the blob store."""
    new = NewCapture(
        via=Via.PASTE,
        sha256=draft.sha256,
        state=CaptureState.CAPTURED,
        media_type="text/plain",
        size=len(draft.text.encode()),
        text=draft.text,
        title=article.title,
        byline=article.byline,
        outlet=article.outlet,
        language=article.language,
        published_on=article.published_on,
        added_by_id=draft.created_by_id,
    )
    return keep_capture(session, new).id

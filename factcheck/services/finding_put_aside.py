"""Put aside what the machine found in a text, or take it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import NotFound
from factcheck.domain.gates import DISPLAY_FINDINGS
from factcheck.domain.permissions import Action, require
from factcheck.models import Draft, Finding
from factcheck.models.base import utc_now
from factcheck.services.claim_move import unsign
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD, hold_articles

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def put_finding_aside(session: Session, actor: Person, article_id: int, finding_id: int, *, aside: bool) -> Finding:
    """Put a finding of the article aside (or back); doing so twice changes nothing."""
    require(Action.MARK_COVERAGE, actor.role)
    hold_articles(session, [article_id])
    finding = session.get(Finding, finding_id, with_for_update=HOLD)
    draft = session.get(Draft, finding.draft_id) if finding is not None else None
    if finding is None or draft is None or draft.article_id != article_id:
        raise NotFound("There is no such finding in this article.")
    if (finding.dismissed_at is not None) == aside:
        return finding
    finding.dismissed_at = utc_now() if aside else None
    finding.dismissed_by_id = actor.id if aside else None
    session.flush()
    if not aside and finding.kind in DISPLAY_FINDINGS:
        unsign(session, actor, article_id, "a remark on the text was taken up again")
    log_event(
        session,
        actor,
        "finding.put_aside" if aside else "finding.taken_up",
        ("finding", finding.id),
        after={"kind": finding.kind, "why": finding.why},
        article_id=article_id,
    )
    return finding

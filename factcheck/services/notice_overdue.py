"""Tell the holder of a claim, and the article's editor, that it is overdue; once for each due date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factcheck.domain.claims import HELD_STATES
from factcheck.domain.desk_rules import NoticeKind
from factcheck.models import Claim, Notice
from factcheck.models.base import utc_now
from factcheck.services.event_log import hold_head
from factcheck.services.notice_raise import raise_notice

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

_MOST = 200


def overdue_claims(session: Session) -> Sequence[Claim]:
    """Return claims past their due date whose holder was not told since."""
    told = (
        select(func.max(Notice.created_at))
        .where(Notice.claim_id == Claim.id, Notice.kind == NoticeKind.OVERDUE, Notice.person_id == Claim.assignee_id)
        .correlate(Claim)
        .scalar_subquery()
    )
    query = select(Claim).where(Claim.state.in_(HELD_STATES), Claim.due_at < utc_now())
    query = query.where((told.is_(None)) | (told < Claim.due_at))
    return session.scalars(query.order_by(Claim.id).limit(_MOST).options(joinedload(Claim.article))).all()


def tell_overdue(session: Session) -> int:
    """Raise the notices that are owed and return how many were new."""
    # As every other act that tells several people: one at a time.
    hold_head(session)
    return sum(
        raise_notice(
            session,
            [claim.assignee_id, claim.article.owner_id],
            NoticeKind.OVERDUE,
            f"Claim {claim.number} is overdue",
            key=f"overdue:{claim.id}:{claim.due_at:%Y%m%d%H%M%S}:{claim.assignee_id}",
            path=f"/claims/{claim.id}",
            claim=claim,
        )
        for claim in overdue_claims(session)
    )

"""Confirm that lines which differ by a typo only say what they said: one line, or all at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import LineState
from factcheck.domain.permissions import Action, require
from factcheck.models import Draft, DraftLine
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import hold_articles_of

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def open_typos(session: Session, draft_id: int) -> list[DraftLine]:
    """Return the lines of a draft that were carried over a typo and not confirmed yet."""
    query = select(DraftLine).where(
        DraftLine.draft_id == draft_id, DraftLine.state == LineState.TYPO, DraftLine.confirmed_at.is_(None)
    )
    return list(session.scalars(query.order_by(DraftLine.position)))


def confirm_typos(session: Session, actor: Person, draft_id: int, line_ids: Collection[int] | None = None) -> int:
    """Confirm lines, or all that wait with `line_ids` None; return how many."""
    require(Action.EDIT_ARTICLE, actor.role)
    hold_articles_of(session, select(Draft.article_id).where(Draft.id == draft_id))
    draft = session.get_one(Draft, draft_id)
    lines = [line for line in open_typos(session, draft_id) if line_ids is None or line.id in line_ids]
    for line in lines:
        line.confirmed_at, line.confirmed_by_id = utc_now(), actor.id
    if lines:
        log_event(
            session,
            actor,
            "draft.typos_confirmed",
            ("draft", draft.id),
            after={"lines": [line.position for line in lines]},
            article_id=draft.article_id,
        )
    return len(lines)

"""Read a person's notices and mark them as read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from factcheck.models import Article, Notice
from factcheck.models.base import utc_now
from factcheck.models.event import EventHead

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

MOST = 100


def unread_and_head(session: Session, person_id: int) -> tuple[int, str | None]:
    """Return what every page says: how much a person has not read, and the hash at the end of the log."""
    unread = select(func.count()).select_from(Notice).where(Notice.person_id == person_id, Notice.read_at.is_(None))
    head = select(EventHead.hash)
    count, last = session.execute(select(unread.scalar_subquery(), head.scalar_subquery())).one()
    return count, last


def list_notices(session: Session, person_id: int) -> Sequence[tuple[Notice, str]]:
    """Return a person's newest notices, the unread first, each with the title of its article, "" without one."""
    query = (
        select(Notice, func.coalesce(Article.title, ""))
        .outerjoin(Article, Article.id == Notice.article_id)
        .where(Notice.person_id == person_id)
    )
    rows = session.execute(query.order_by(Notice.read_at.is_not(None), Notice.id.desc()).limit(MOST))
    return [(notice, title) for notice, title in rows]


def mark_read(session: Session, person: Person, *, up_to: int, notice_id: int | None = None) -> None:
    """Mark one's notices as read: one of them, or all up to the newest that the page showed."""
    query = update(Notice).where(Notice.person_id == person.id, Notice.read_at.is_(None), Notice.id <= up_to)
    if notice_id is not None:
        query = query.where(Notice.id == notice_id)
    session.execute(query.values(read_at=utc_now()))

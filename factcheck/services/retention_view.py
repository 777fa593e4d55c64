"""Say how long an article is kept: what an editor set, else the desk's default from its last activity."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import and_, or_, select

from factcheck.domain.retention import NOTICE, Keeping, add_months
from factcheck.models import Article, Event

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

ANNOUNCED = "retention.announced"
#: Talk about keeping, and about bundles, is no work on the article.
_IDLE = ("retention.%", "bundle.%")


def keeping_of(session: Session, article: Article, *, months: int) -> Keeping:
    """Return how long an article is kept; `months` is the desk's default, 0 for none."""
    until, by_default = article.retain_until, False
    if until is None and months > 0:
        until, by_default = add_months(_last_worked_on(session, article), months), True
    announced = _announced(session, article.id)
    return Keeping(
        until=until,
        by_default=by_default,
        hold=article.legal_hold,
        announced_for=date.fromisoformat(str((announced.after or {}).get("until"))) if announced else None,
        announced_at=announced.at if announced else None,
        erased_at=article.erased_at,
    )


def candidates(session: Session, *, months: int, now: datetime) -> Sequence[int]:
    """Return the articles whose day may be near: more than are due, never fewer."""
    soon = (now + NOTICE).date()
    near = Article.retain_until <= soon
    if months > 0:
        old = and_(Article.retain_until.is_(None), Article.created_at <= _months_before(now, months))
        near = or_(near, old)
    query = select(Article.id).where(Article.erased_at.is_(None), Article.legal_hold.is_(False), near)
    return session.scalars(query.order_by(Article.id)).all()


def _months_before(now: datetime, months: int) -> datetime:
    soon = now + NOTICE
    day = add_months(soon.date(), -months)
    return soon.replace(year=max(1, day.year), month=day.month, day=day.day)


def _last_worked_on(session: Session, article: Article) -> date:
    idle = or_(*(Event.action.like(pattern) for pattern in _IDLE))
    query = select(Event.at).where(Event.article_id == article.id, ~idle).order_by(Event.seq.desc()).limit(1)
    last = session.scalars(query).first()
    return (last or article.created_at).date()


def _announced(session: Session, article_id: int) -> Event | None:
    query = select(Event).where(Event.article_id == article_id, Event.action == ANNOUNCED)
    return session.scalars(query.order_by(Event.seq.desc()).limit(1)).first()

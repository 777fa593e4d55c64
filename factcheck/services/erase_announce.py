"""Tell an article's editor, 30 days ahead, that parts of it will be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.retention import NOTICE, Step
from factcheck.domain.roles import EDITORS
from factcheck.models import Person
from factcheck.models.base import utc_now
from factcheck.services.article_edit import get_article
from factcheck.services.event_log import log_event
from factcheck.services.notice_raise import raise_notice
from factcheck.services.retention_view import ANNOUNCED, keeping_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article


def announce_erasure(session: Session, article_id: int, *, months: int) -> bool:
    """Log and tell what is due to be told and return whether it was; nothing is erased sooner than 30 days after."""
    article = get_article(session, article_id, lock=True)
    now = utc_now()
    keeping = keeping_of(session, article, months=months)
    if keeping.step(now) is not Step.ANNOUNCE or keeping.until is None:
        return False
    erases_on = max(keeping.until, (now + NOTICE).date())
    log_event(
        session,
        None,
        ANNOUNCED,
        ("article", article.id),
        after={"until": keeping.until, "erases_on": erases_on},
        article_id=article.id,
    )
    raise_notice(
        session,
        _told(session, article),
        NoticeKind.ERASURE,
        f"Copies and confidential parts of an article will be erased on {erases_on}",
        key=f"erasure:{article.id}:{keeping.until}:{now:%Y%m%d}",
        path=f"/articles/{article.id}/keeping",
        article=article,
    )
    return True


def _told(session: Session, article: Article) -> list[int]:
    """Return the article's editor, or all editors where she is gone."""
    owner = session.get(Person, article.owner_id)
    if owner is not None and owner.disabled_at is None:
        return [owner.id]
    editors = select(Person.id).where(Person.role.in_(EDITORS), Person.disabled_at.is_(None))
    return list(session.scalars(editors.order_by(Person.id)))

"""Edit what is known of an article beside its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import Action, require
from factcheck.models import Article
from factcheck.services.article_create import ArticleBrief, article_fields, checked_fields
from factcheck.services.claim_facts import check_fresh
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def edit_article(
    session: Session,
    actor: Person,
    article_id: int,
    *,
    version: int,
    brief: ArticleBrief,
    outside_allowed: bool,
) -> Article:
    """Save title, by-line, dates and confidentiality; raise StaleWrite where somebody changed the same fields.

    What is not confidential may be looked up outside; a confidential article only where an editor allows it here.
    """
    require(Action.EDIT_ARTICLE, actor.role)
    article = get_article(session, article_id, lock=True)
    before = article_fields(article)
    mine = {
        **checked_fields(brief, provisional_title=article.title),
        "confidential": brief.confidential,
        "outside_allowed": outside_allowed or not brief.confidential,
    }
    fields = {name: (before[name], value) for name, value in mine.items()}
    check_fresh(session, ("article", article.id), current=article.version, given=version, fields=fields)
    changed = {name: value for name, value in mine.items() if before[name] != value}
    if not changed:
        return article
    for name, value in changed.items():
        setattr(article, name, value)
    session.flush()
    log_event(
        session,
        actor,
        "article.edited",
        ("article", article.id),
        before=before,
        after=article_fields(article),
        article_id=article.id,
    )
    return article


def get_article(session: Session, article_id: int, *, lock: bool = False) -> Article:
    """Return an article or raise NotFound."""
    article = lock_article(session, article_id) if lock else session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article. Look for it in the list of articles.")
    return article

"""Put an article away that was brought in by mistake, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import WrongState
from factcheck.domain.permissions import Action, require
from factcheck.services.article_edit import get_article
from factcheck.services.article_list import NOT_BEGUN
from factcheck.services.claim_facts import clean_reason
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article, Person


def put_away(session: Session, actor: Person, article_id: int, reason: str) -> Article:
    """Take an article of which nothing was begun out of the lists of work and their counts; its text stays."""
    require(Action.EDIT_ARTICLE, actor.role)
    article = get_article(session, article_id, lock=True)
    why = clean_reason(reason, what="it is put away")
    if article.state not in NOT_BEGUN:
        raise WrongState("Its claims are being checked, so it is not put away. Put aside what is not to be checked.")
    if article.put_away_why is None:
        _write(session, actor, article, why)
    return article


def take_back(session: Session, actor: Person, article_id: int) -> Article:
    """Put an article that was put away back where it stood; doing so twice changes nothing."""
    require(Action.EDIT_ARTICLE, actor.role)
    article = get_article(session, article_id, lock=True)
    if article.put_away_why is not None:
        _write(session, actor, article, None)
    return article


def _write(session: Session, actor: Person, article: Article, why: str | None) -> None:
    before = article.put_away_why
    article.put_away_why = why
    session.flush()
    log_event(
        session,
        actor,
        "article.put_away" if why is not None else "article.taken_back",
        ("article", article.id),
        before={"put_away_why": before},
        after={"put_away_why": why, "version": article.version},
        article_id=article.id,
    )

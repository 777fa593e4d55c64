"""Hold rows in one order, so that no two acts wait for each other: article, claims, other rows, last the log's head.

Whoever holds an article's row is alone with its claims and all that hangs on them, and asks for it first of all.
Rows are held `FOR NO KEY UPDATE`: a row that only refers to one, as each line of the log does, need not wait for it.
A writer on SQLite has the whole file to itself from its first moment, so nothing is asked there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select

from factcheck.models import Article, Claim, Job

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

#: How `session.get` holds a row; a query says `.with_for_update(key_share=True)`.
HOLD: Final[dict[str, Any]] = {"key_share": True}
#: In `session.info`: the ids of the articles that this transaction holds.
HELD = "held_articles"


def lock_article(session: Session, article_id: int) -> Article | None:
    """Return the article, its row held until the transaction ends; None where there is none."""
    article = session.get(Article, article_id, with_for_update=HOLD)
    if article is not None:
        _held(session).add(article.id)
    return article


def hold_articles(session: Session, article_ids: Iterable[int]) -> None:
    """Hold the rows of articles in the order of their ids; those held already are not asked for again."""
    wanted = set(article_ids) - _held(session)
    if wanted:
        _hold(session, Article.id.in_(wanted))


def hold_articles_of(session: Session, article_ids: Select[int]) -> None:
    """Hold the articles whose ids a query finds: those of a claim, of a source, of a question."""
    _hold(session, Article.id.in_(article_ids))


def hold_article_of_claim(session: Session, claim_id: int) -> None:
    """Hold the article of a claim."""
    hold_articles_of(session, select(Claim.article_id).where(Claim.id == claim_id))


def hold_article_of_job(session: Session, job_id: int) -> None:
    """Hold the article that a piece of work is for, if it is for one; its own row comes after that."""
    own = select(func.coalesce(Job.article_id, Claim.article_id)).outerjoin(Claim, Claim.id == Job.claim_id)
    hold_articles_of(session, own.where(Job.id == job_id))


def let_go(session: Session) -> None:
    """Forget what was held: the savepoint in which it was asked for is rolled back."""
    _held(session).clear()


def _hold(session: Session, which: ColumnElement[bool]) -> None:
    if session.get_bind().dialect.name != "postgresql":
        return
    query = select(Article.id).where(which).order_by(Article.id).with_for_update(key_share=True)
    _held(session).update(session.scalars(query))


def _held(session: Session) -> set[int]:
    held: set[int] = session.info.setdefault(HELD, set())
    return held

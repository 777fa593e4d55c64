"""Read the dashboard: what is late, what waits, who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, select

from factcheck.domain.claims import HELD_STATES, OPEN_STATES, WAITING_STATES, ClaimState
from factcheck.models import Article, Claim
from factcheck.models.base import utc_now
from factcheck.services.article_list import ArticleFilter, ArticlePage, is_work, list_articles
from factcheck.services.citation_watch import count_changed
from factcheck.services.claim_history import Told, recent_history
from factcheck.services.claim_take import FREE_STATES
from factcheck.services.desk_load import Load, workload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

ARTICLES = 15
_IN_REVIEW = WAITING_STATES | {ClaimState.AGREED, ClaimState.DISPUTED}


@dataclass(frozen=True, slots=True)
class Tiles:
    """Count claims by what they wait for; those of articles that are worked on."""

    unconfirmed: int
    unassigned: int
    in_check: int
    in_review: int
    overdue: int
    citations: int


@dataclass(frozen=True, slots=True)
class Dashboard:
    """Hold everything the dashboard shows."""

    tiles: Tiles
    articles: ArticlePage
    workload: Sequence[Load]
    recent: Sequence[Told]
    any_article: bool


def overdue(now: datetime) -> ColumnElement[bool]:
    """Ask that an open claim's due date, or its article's where it has none, has passed."""
    return and_(Claim.state.in_(OPEN_STATES), func.coalesce(Claim.due_at, Article.deadline_at) < now)


def view_desk(session: Session, *, person_id: int, day_ends_at: datetime | None = None) -> Dashboard:
    """Return the dashboard in a fixed number of queries."""
    now = utc_now()
    articles = list_articles(session, ArticleFilter(state="open"), person_id=person_id, per_page=ARTICLES)
    any_article = articles.total > 0 or session.scalar(select(Article.id).limit(1)) is not None
    return Dashboard(
        _tiles(session, now),
        articles,
        workload(session, day_ends_at or now + timedelta(days=1), with_gone=True),
        recent_history(session),
        any_article,
    )


def _tiles(session: Session, now: datetime) -> Tiles:
    def count(condition: ColumnElement[bool]) -> ColumnElement[int]:
        return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

    row = session.execute(
        select(
            count(and_(Claim.state == ClaimState.UNCONFIRMED, is_work())),
            count(and_(Claim.state.in_(FREE_STATES), Claim.assignee_id.is_(None))),
            count(Claim.state.in_(HELD_STATES)),
            count(Claim.state.in_(_IN_REVIEW)),
            count(overdue(now)),
            count_changed().scalar_subquery(),
        ).join(Article, Article.id == Claim.article_id)
    ).one()
    return Tiles(*(int(value) for value in row))

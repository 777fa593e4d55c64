"""List articles with their deadlines, how much is done and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, select
from sqlalchemy.orm import joinedload

from factcheck.domain.articles import ArticleState
from factcheck.domain.claims import DONE_STATES, HELD_STATES, WAITING_STATES, ClaimState
from factcheck.domain.jobs import JobState
from factcheck.domain.verdicts import Disposition, VerdictState
from factcheck.models import Article, Claim, Job, Verdict
from factcheck.models.base import utc_now
from factcheck.services.draft_ask import INTAKE_JOBS
from factcheck.services.search_words import holds_words

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import Session

PER_PAGE = 25
LATE, MINE, OPEN = "late", "mine", "open"
#: Articles with work left to do.
WORKED_ON = (ArticleState.INTAKE, ArticleState.TRIAGE, ArticleState.CHECKING, ArticleState.REVIEW)
#: Of those, the ones that may be put away: of none of their claims has anybody said that it is work.
NOT_BEGUN = (ArticleState.INTAKE, ArticleState.TRIAGE)
_NOT_WORK = (ClaimState.MERGED, ClaimState.CUT)


def is_work() -> ColumnElement[bool]:
    """Select the articles with work left to do, without those that were put away."""
    return and_(Article.state.in_(WORKED_ON), Article.put_away_why.is_(None))


def has_work(article: Article) -> bool:
    """Say the same of one article."""
    return article.state in WORKED_ON and article.put_away_why is None


@dataclass(frozen=True, slots=True)
class ArticleFilter:
    """Hold what a list of articles is narrowed to; empty values leave everything in."""

    state: str = ""
    due: str = ""
    owner: str = ""
    words: str = ""
    sort: str = "deadline"
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.state or self.due or self.owner or self.words)


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """Hold one article with the numbers of its claims."""

    article: Article
    counts: dict[ClaimState, int]
    must_fix: int
    failed: bool = False

    @property
    def total(self) -> int:
        """Count the claims that are work."""
        return sum(count for state, count in self.counts.items() if state not in _NOT_WORK)

    @property
    def done(self) -> int:
        """Count the claims that nobody need do anything about."""
        return sum(self.counts.get(state, 0) for state in DONE_STATES)

    @property
    def begun(self) -> int:
        """Count the claims in somebody's hands."""
        return sum(self.counts.get(state, 0) for state in HELD_STATES | WAITING_STATES | {ClaimState.AGREED})

    @property
    def next_step(self) -> str:
        """Say what comes next, and for whom."""
        if self.failed:
            return "Text could not be read"
        return next_step(self.article, self.counts)


@dataclass(frozen=True, slots=True)
class ArticlePage:
    """Hold one page of a list of articles."""

    rows: Sequence[ArticleRow]
    page: int
    pages: int
    total: int


def list_articles(
    session: Session, wanted: ArticleFilter, *, person_id: int = 0, per_page: int = PER_PAGE
) -> ArticlePage:
    """Return one page of articles in four queries, whatever its length."""
    query = _narrow(select(Article), wanted, person_id)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, wanted.page), pages)
    order = (
        [Article.id.desc()]
        if wanted.sort == "newest"
        else [case((Article.deadline_at.is_(None), 1), else_=0), Article.deadline_at, Article.id.desc()]
    )
    articles = session.scalars(
        query.options(joinedload(Article.owner)).order_by(*order).limit(per_page).offset((page - 1) * per_page)
    ).all()
    return ArticlePage(_rows(session, articles), page, pages, total)


def _narrow(query: Select[Article], wanted: ArticleFilter, person_id: int) -> Select[Article]:
    if wanted.state == OPEN:
        query = query.where(is_work())
    elif wanted.state in set(ArticleState):
        query = query.where(Article.state == ArticleState(wanted.state))
    if wanted.due == LATE:
        query = query.where(Article.deadline_at < utc_now(), is_work())
    if wanted.owner == MINE:
        query = query.where(Article.owner_id == person_id)
    if wanted.words.strip():
        query = query.where(holds_words(wanted.words, Article.title, Article.byline, Article.outlet))
    return query


def _rows(session: Session, articles: Sequence[Article]) -> list[ArticleRow]:
    ids = [article.id for article in articles]
    counts: dict[int, dict[ClaimState, int]] = {article_id: {} for article_id in ids}
    must = dict.fromkeys(ids, 0)
    for article_id, state, count, to_fix in session.execute(_counted(ids)) if ids else ():
        counts[article_id][state] = count
        if state not in _NOT_WORK:
            must[article_id] += to_fix
    failed = _unread(session, ids)
    return [ArticleRow(article, counts[article.id], must[article.id], article.id in failed) for article in articles]


def _counted(ids: Collection[int]) -> Select[int, ClaimState, int, Any]:
    """Select how many claims of each article are in each state, and how many of them must be fixed in the copy."""
    current = and_(Verdict.claim_id == Claim.id, Verdict.state != VerdictState.SUPERSEDED)
    must_fix = func.sum(case((Verdict.disposition == Disposition.MUST_FIX, 1), else_=0))
    return (
        select(Claim.article_id, Claim.state, func.count(), must_fix)
        .outerjoin(Verdict, current)
        .where(Claim.article_id.in_(ids))
        .group_by(Claim.article_id, Claim.state)
    )


def _unread(session: Session, ids: Collection[int]) -> set[int]:
    """Return the articles without a text whose last reading failed."""
    if not ids:
        return set()
    last = (
        select(func.max(Job.id))
        .where(Job.article_id.in_(ids), Job.kind.in_(INTAKE_JOBS))
        .group_by(Job.article_id)
        .scalar_subquery()
    )
    query = (
        select(Job.article_id)
        .join(Article, Article.id == Job.article_id)
        .where(
            Job.id.in_(last),
            Job.state.in_((JobState.FAILED, JobState.CANCELLED)),
            Article.state == ArticleState.INTAKE,
            Article.put_away_why.is_(None),
        )
    )
    return {article_id for article_id in session.scalars(query) if article_id is not None}


def next_step(article: Article, counts: dict[ClaimState, int]) -> str:
    """Say what an article waits for."""

    def some(*states: ClaimState) -> int:
        return sum(counts.get(state, 0) for state in states)

    if article.put_away_why is not None or article.state is ArticleState.INTAKE:
        return "Being read" if article.put_away_why is None else "Put away"
    if article.state in {ArticleState.PUBLISHED, ArticleState.CORRECTED} and not some(*WAITING_STATES):
        return "Published"
    if article.state is ArticleState.WITHDRAWN:
        return "Withdrawn"
    steps = (
        (some(ClaimState.UNCONFIRMED), "confirm {n}"),
        (some(ClaimState.TO_CHECK, ClaimState.REOPENED), "assign {n}"),
        (some(ClaimState.DISPUTED), "settle {n} disputed"),
        (some(*WAITING_STATES), "second-check {n}"),
        (some(ClaimState.AGREED), "rule on {n}"),
        (some(*HELD_STATES), "check {n}"),
    )
    for count, words in steps:
        if count:
            return words.format(n=count).capitalize()
    if not counts:
        return "No claims: add some by hand"
    return "Publish"

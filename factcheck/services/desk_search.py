"""Search claims and articles for words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, exists, func, select
from sqlalchemy.orm import joinedload

from factcheck.domain.claims import HELD_STATES, OPEN_STATES, WAITING_STATES, ClaimState
from factcheck.models import Article, CitationCheck, Claim
from factcheck.models.base import utc_now
from factcheck.services.claim_search import holds_typed, newest_holding
from factcheck.services.claim_take import FREE_STATES
from factcheck.services.desk_view import overdue
from factcheck.services.search_words import holds_words, search_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

PER_PAGE = 50
#: Where more claims than these hold the words, the newest of them are put in order and counted: nobody leafs further,
#: and to order 40,000 by their due date took 40 ms on one database and half a second on the other.
MOST_ORDERED = 1000
#: Ready-made filters over all articles; the dashboard's tiles lead here.
STATES = {
    "unconfirmed": (ClaimState.UNCONFIRMED,),
    "unassigned": FREE_STATES,
    "in_check": tuple(HELD_STATES),
    "in_review": (*WAITING_STATES, ClaimState.AGREED, ClaimState.DISPUTED),
    "open": tuple(OPEN_STATES),
    "ruled": (ClaimState.RULED,),
}
OVERDUE = "overdue"
#: Ruled claims whose published verdict cites a page that changed.
CITATIONS = "citations"


@dataclass(frozen=True, slots=True)
class Found:
    """Hold articles whose title, by-line or outlet holds the words, and one page of claims that do.

    `more` says that only the newest claims that hold them are counted and listed.
    """

    articles: Sequence[Article]
    claims: Sequence[Claim]
    page: int
    pages: int
    total: int
    more: bool = False


def search_desk(
    session: Session,
    typed: str,
    *,
    state: str = "",
    assignee_id: int | None = None,
    page: int = 1,
    inside: bool = False,
) -> Found:
    """Return what holds all the words typed; no words ask for everything in `state`.

    Claims are asked of the database's index of words; `inside` reads each claim instead, for letters within a word.
    """
    asked = bool(search_words(typed)) or bool(state) or assignee_id is not None
    if not asked:
        return Found((), (), 1, 1, 0)
    articles: Sequence[Article] = ()
    if search_words(typed):
        articles = session.scalars(
            select(Article)
            .where(holds_words(typed, Article.title, Article.byline, Article.outlet))
            .order_by(Article.id.desc())
            .limit(20)
        ).all()
    query = select(Claim).join(Claim.article)
    newest: list[int] = []
    if search_words(typed) and not inside and not state and assignee_id is None:
        # A filter may leave few of many, so with one all are looked through.
        newest = newest_holding(session, typed, most=MOST_ORDERED + 1)
    more = len(newest) > MOST_ORDERED
    if more:
        query = query.where(Claim.id.in_(newest[:MOST_ORDERED]))
    elif search_words(typed):
        query = query.where(holds_words(typed, Claim.statement) if inside else holds_typed(session, typed))
    if state == OVERDUE:
        query = query.where(overdue(utc_now()))
    elif state == CITATIONS:
        query = query.where(exists().where(CitationCheck.claim_id == Claim.id, CitationCheck.open))
    elif state in STATES:
        query = query.where(Claim.state.in_(STATES[state]))
    if state == "unassigned":
        query = query.where(Claim.assignee_id.is_(None))
    if assignee_id is not None:
        query = query.where(Claim.assignee_id == assignee_id, Claim.state.in_(HELD_STATES | {ClaimState.REOPENED}))
    query = query.where(and_(Claim.state != ClaimState.MERGED))
    ids, page, total = _page_of(session, query, max(1, page))
    rows = session.scalars(
        select(Claim).where(Claim.id.in_(ids)).options(joinedload(Claim.article), joinedload(Claim.assignee))
    )
    claims = sorted(rows, key=lambda claim: ids.index(claim.id))
    return Found(articles, claims, page, max(1, -(-total // PER_PAGE)), total, more)


def _page_of(session: Session, query: Select[Claim], page: int) -> tuple[list[int], int, int]:
    """Return the ids of a page of what a query finds, by due date, the page that it is, and how many there are."""
    due = func.coalesce(Claim.due_at, Article.deadline_at)
    # Put in order by number and counted beside: only the rows of the page are read as a whole.
    listed = (
        query.with_only_columns(Claim.id, func.count().over())
        .order_by(case((due.is_(None), 1), else_=0), due, Claim.article_id.desc(), Claim.number)
        .limit(PER_PAGE)
    )
    rows = session.execute(listed.offset((page - 1) * PER_PAGE)).all()
    if not rows and page > 1:
        total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
        page = max(1, -(-total // PER_PAGE))
        rows = session.execute(listed.offset((page - 1) * PER_PAGE)).all()
    return [row[0] for row in rows], page, rows[0][1] if rows else 0

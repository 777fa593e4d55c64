"""Say in a few figures what stands on top of every page of an article: what is open where, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select, true

from factcheck.domain.articles import ArticleState
from factcheck.domain.claims import DONE_STATES, HELD_STATES, WAITING_STATES, ClaimState
from factcheck.domain.permissions import Action, allowed
from factcheck.models import Article, Claim, ReplyRequest
from factcheck.services.article_list import is_work
from factcheck.services.copy_state import CopyState, copy_state
from factcheck.services.draft_parts import claims_by_state, last_draft
from factcheck.services.query_list import open_queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from factcheck.models import Person

_PUBLIC = frozenset({ArticleState.PUBLISHED, ArticleState.CORRECTED})


@dataclass(frozen=True, slots=True)
class Step:
    """Hold what comes next: words, the page it is done on, and the claim or the state of claims it is about."""

    words: str
    page: str
    claim_id: int = 0
    state: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold the articles in work before and after this one, by deadline."""

    before: int | None = None
    after: int | None = None


@dataclass(frozen=True, slots=True)
class ArticleHead:
    """Hold the figures on top of an article's pages; copy None: no text was read yet."""

    article: Article
    copy: CopyState | None
    counts: dict[ClaimState, int]
    #: One claim of each state: where there is one alone, the next step goes straight to it.
    first: dict[ClaimState, int]
    queries: int
    replies: int
    own: tuple[int, int] | None
    beside: Beside = field(default_factory=Beside)

    @property
    def total(self) -> int:
        """Count the claims that are work."""
        return sum(n for state, n in self.counts.items() if state not in {ClaimState.MERGED, ClaimState.CUT})

    @property
    def done(self) -> int:
        """Count the claims that nobody need do anything about."""
        return self.some(*DONE_STATES)

    @property
    def begun(self) -> int:
        """Count the claims in somebody's hands."""
        return self.some(*HELD_STATES, *WAITING_STATES, ClaimState.AGREED, ClaimState.DISPUTED)

    def some(self, *states: ClaimState) -> int:
        """Count the claims in any of these states."""
        return sum(self.counts.get(state, 0) for state in states)


def view_head(session: Session, person: Person, article_id: int) -> ArticleHead | None:
    """Return the head of an article's pages in a bounded number of queries; None where there is no such article."""
    article = session.get(Article, article_id)
    if article is None:
        return None
    draft = last_draft(session, article_id)
    counted = claims_by_state(session, article_id)
    before, after, own_id, own_number, queries, replies = session.execute(_waiting(person, article_id)).one()
    return ArticleHead(
        article,
        copy_state(session, draft) if draft is not None else None,
        {state: one.claims for state, one in counted.items()},
        {state: one.first for state, one in counted.items()},
        queries,
        replies,
        (own_id, own_number) if own_id is not None else None,
        Beside(before, after),
    )


def _waiting(person: Person, article_id: int) -> Select[Any]:
    """Select the articles beside this one, the person's own next claim, and how many questions and replies wait."""
    # Nothing came, nobody declined, and a reply is needed.
    replies = select(func.count()).where(
        ReplyRequest.article_id == article_id,
        ReplyRequest.not_needed_why == "",
        ReplyRequest.declined.is_(False),
        ReplyRequest.answer == "",
    )
    own = (
        select(Claim.id, Claim.number)
        .where(Claim.article_id == article_id, Claim.assignee_id == person.id, Claim.state.in_(HELD_STATES))
        .order_by(case((Claim.due_at.is_(None), 1), else_=0), Claim.due_at, Claim.number)
        .limit(1)
        .subquery()
    )
    order = (case((Article.deadline_at.is_(None), 1), else_=0), Article.deadline_at, Article.id.desc())
    beside = (
        select(
            Article.id.label("id"),
            func.lag(Article.id).over(order_by=order).label("before"),
            func.lead(Article.id).over(order_by=order).label("after"),
        )
        .where(is_work() | (Article.id == article_id))
        .subquery()
    )
    waiting = (open_queries(article_id).scalar_subquery(), replies.scalar_subquery())
    query = select(beside.c.before, beside.c.after, own.c.id, own.c.number, *waiting)
    return query.select_from(beside).outerjoin(own, true()).where(beside.c.id == article_id)


def next_for(person: Person, head: ArticleHead) -> Step | None:
    """Return the one thing that `person` does next with the article, or None where it waits for others."""
    if head.copy is None:
        return None

    def may(action: Action) -> bool:
        return allowed(action, person.role)

    mine = Step(f"Check claim {head.own[1]}", "claim", head.own[0]) if head.own else None
    if not may(Action.EDIT_ARTICLE):
        return mine or _one(head, "Second-check {n}", ClaimState.PROPOSED) or _one(head, "Take one of {n}", *_FREE)
    return (
        _one(head, "Confirm {n}", ClaimState.UNCONFIRMED)
        or _one(head, "Assign {n}", *_FREE)
        or _one(head, "Settle {n} disputed", ClaimState.DISPUTED)
        or _one(head, "Rule on {n}", ClaimState.AGREED)
        or mine
        or _one(head, "Second-check {n}", ClaimState.PROPOSED)
        or (None if head.begun else _ending(head, head.copy, may))
    )


_FREE = (ClaimState.TO_CHECK, ClaimState.REOPENED)


def _one(head: ArticleHead, words: str, *states: ClaimState) -> Step | None:
    """Go to the claim where there is one alone, else to the list of those of the first state that has some."""
    count = head.some(*states)
    if not count:
        return None
    state = next(state for state in states if head.counts.get(state))
    alone = head.first[state] if count == 1 and state is not ClaimState.UNCONFIRMED else 0
    return Step(words.format(n=count), "claim" if alone else "claims", alone, state.value)


def _ending(head: ArticleHead, copy: CopyState, may: Callable[[Action], bool]) -> Step | None:
    """Say what is left once every claim is ruled."""
    if head.article.state in _PUBLIC or not may(Action.CLEAR_DRAFT):
        return None
    if copy.clearance is not None:
        return Step("Publish", "publish")
    steps = (
        (copy.typos_waiting, Step(f"Confirm {copy.typos_waiting} lines", "drafts")),
        (head.queries, Step(f"Answer {head.queries} open", "questions")),
        (copy.coverage.stretches, Step("Cover the rest", "coverage")),
        (copy.changes_waiting, Step(f"See {copy.changes_waiting} changes", "changes")),
    )
    return next((step for owed, step in steps if owed), Step(f"Clear draft {copy.draft.number}", "clearance"))

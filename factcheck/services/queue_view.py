"""Read what waits for one person: claims to check, verdicts to second-check or rule; by due date, with why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import contains_eager

from factcheck.domain.claims import HELD_STATES, ClaimState
from factcheck.domain.permissions import Action, allowed
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Article, Claim, Verdict
from factcheck.services.claim_take import FREE_STATES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from factcheck.models import Person

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class QueueRow:
    """Hold one claim that waits, and why it waits here."""

    claim: Claim
    why: str

    @property
    def due_at(self) -> datetime | None:
        """Return when it is due: its own date, or that of its article."""
        return self.claim.due_at or self.claim.article.deadline_at


@dataclass(frozen=True, slots=True)
class Queue:
    """Hold one page of what waits for a person, and how many claims nobody holds."""

    rows: Sequence[QueueRow]
    page: int
    pages: int
    total: int
    free: int


def view_queue(session: Session, person: Person, *, page: int = 1, per_page: int = PER_PAGE) -> Queue:
    """Return what waits for `person`, the first due first, in four queries."""
    waits = _waits_for(person)
    joined = (
        select(Claim)
        .join(Claim.article)
        .outerjoin(Verdict, and_(Verdict.claim_id == Claim.id, Verdict.state != VerdictState.SUPERSEDED))
        .where(waits)
    )
    total = session.scalar(select(func.count()).select_from(joined.subquery())) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    due = func.coalesce(Claim.due_at, Article.deadline_at)
    claims = session.scalars(
        joined.options(contains_eager(Claim.article))
        .order_by(case((due.is_(None), 1), else_=0), due, Claim.score.desc(), Claim.article_id, Claim.number)
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()
    free = session.scalar(
        select(func.count()).select_from(Claim).where(Claim.state.in_(FREE_STATES), Claim.assignee_id.is_(None))
    )
    return Queue([QueueRow(claim, _why(claim, person)) for claim in claims], page, pages, total, free or 0)


def _waits_for(person: Person) -> ColumnElement[bool]:
    mine = and_(Claim.assignee_id == person.id, Claim.state.in_(HELD_STATES | {ClaimState.REOPENED}))
    # Nobody second-checks their own, and one that somebody else has taken is theirs.
    second = or_(
        and_(Claim.state == ClaimState.SECOND_CHECK, Claim.second_checker_id == person.id),
        and_(
            Claim.state == ClaimState.PROPOSED,
            Verdict.proposed_by_id != person.id,
            or_(Claim.second_checker_id.is_(None), Claim.second_checker_id == person.id),
        ),
    )
    found = [mine, second]
    if allowed(Action.RULE_VERDICT, person.role):
        found.append(Claim.state == ClaimState.AGREED)
        found.append(
            and_(
                Claim.state == ClaimState.DISPUTED,
                Verdict.proposed_by_id != person.id,
                or_(Verdict.reviewed_by_id.is_(None), Verdict.reviewed_by_id != person.id),
            )
        )
    return or_(*found)


_WHY = {
    ClaimState.ASSIGNED: "To check",
    ClaimState.CHECKING: "You began this",
    ClaimState.SECOND_CHECK: "Your second check",
    ClaimState.DISPUTED: "Disputed: an editor decides",
    ClaimState.AGREED: "Agreed: waits for a ruling",
}


def _why(claim: Claim, person: Person) -> str:
    if claim.state is ClaimState.REOPENED:
        return f"Came back: {claim.state_reason}" if claim.state_reason else "Came back to you"
    if claim.state is ClaimState.PROPOSED:
        return "Your second check" if claim.second_checker_id == person.id else "Second check waiting"
    return _WHY[claim.state]

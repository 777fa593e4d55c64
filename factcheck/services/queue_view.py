"""Read what waits for one person: claims to check, verdicts to second-check or rule; by due date, with why."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import contains_eager

from factcheck.domain.claims import HELD_STATES, ClaimState
from factcheck.domain.desk_rules import Seat
from factcheck.domain.panel import PanelState
from factcheck.domain.permissions import Action, allowed
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Article, Claim, Opinion, Panel, PanelSeat, Verdict
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
    """Return what waits for `person`, the first due first, in five queries."""
    waits = _waits_for(person)
    joined = (
        select(Claim)
        .join(Claim.article)
        .outerjoin(Verdict, and_(Verdict.claim_id == Claim.id, Verdict.state != VerdictState.SUPERSEDED))
        .outerjoin(Panel, Panel.verdict_id == Verdict.id)
        .where(waits)
    )
    total = session.scalar(select(func.count()).select_from(joined.subquery())) or 0
    pages = max(1, -(-total // per_page))
    page = min(max(1, page), pages)
    due = func.coalesce(Claim.due_at, Article.deadline_at)
    found = session.execute(
        joined.add_columns(Panel.state, Panel.id)
        .options(contains_eager(Claim.article))
        .order_by(case((due.is_(None), 1), else_=0), due, Claim.score.desc(), Claim.article_id, Claim.number)
        .limit(per_page)
        .offset((page - 1) * per_page)
    ).all()
    seats = select(PanelSeat.panel_id).where(
        PanelSeat.person_id == person.id, PanelSeat.panel_id.in_([panel for _, _, panel in found if panel])
    )
    sits = set(session.scalars(seats))
    free = session.scalar(
        select(func.count()).select_from(Claim).where(Claim.state.in_(FREE_STATES), Claim.assignee_id.is_(None))
    )
    rows = []
    for claim, state, panel in found:
        votes = claim.state is ClaimState.DISPUTED and state is PanelState.OPEN
        rows.append(QueueRow(claim, _VOTE[panel in sits] if votes else _why(claim, person)))
    return Queue(rows, page, pages, total, free or 0)


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
                # While a panel votes, nobody rules.
                or_(Panel.state.is_(None), Panel.state != PanelState.OPEN),
                Verdict.proposed_by_id != person.id,
                or_(Verdict.reviewed_by_id.is_(None), Verdict.reviewed_by_id != person.id),
            )
        )
    found.append(_votes_of(person))
    return or_(*found)


def _votes_of(person: Person) -> ColumnElement[bool]:
    """Match votes that `person` owes, and those with a free seat that she may take."""
    voted = exists().where(Opinion.verdict_id == Verdict.id, Opinion.by_id == person.id, Opinion.seat == Seat.PANEL)
    sits = exists().where(PanelSeat.panel_id == Panel.id, PanelSeat.person_id == person.id)
    taken = select(func.count(PanelSeat.id)).where(PanelSeat.panel_id == Panel.id).scalar_subquery()
    return and_(
        Claim.state == ClaimState.DISPUTED,
        Panel.state == PanelState.OPEN,
        Verdict.proposed_by_id != person.id,
        or_(Verdict.reviewed_by_id.is_(None), Verdict.reviewed_by_id != person.id),
        ~voted,
        or_(sits, taken < Panel.size),
    )


_VOTE = {True: "Panel vote waits", False: "A seat in a vote is free"}
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

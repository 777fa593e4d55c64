"""Say who holds how much, and to whom the next claim had best go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from factcheck.domain.claims import HELD_STATES, ClaimState
from factcheck.domain.roles import Role
from factcheck.models import Article, Claim, Person

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Load:
    """Hold what one person has: open claims, of them due today or late, and second checks taken.

    `gone`: she can sign in no longer, and somebody must take over what she has.
    """

    person_id: int
    name: str
    role: Role
    open: int
    due_today: int
    waiting: int
    gone: bool = False

    @property
    def weight(self) -> int:
        """Return how much that is: what is due today or late counts twice."""
        return self.open + self.due_today + self.waiting

    @property
    def words(self) -> str:
        """Say it in a few words: "3 open, 1 due today"."""
        if not self.weight:
            return "nothing open"
        told = ((self.open, "open"), (self.due_today, "due today"), (self.waiting, "to second-check"))
        return ", ".join(f"{count} {what}" for count, what in told if count)


def workload(session: Session, day_ends_at: datetime, *, with_gone: bool = False) -> list[Load]:
    """Return the load of everybody who can sign in, by name, in one query; `with_gone`: and of whoever left claims."""
    due = func.coalesce(Claim.due_at, Article.deadline_at)
    holds = and_(Claim.assignee_id == Person.id, Claim.state.in_(HELD_STATES | {ClaimState.REOPENED}))
    seconds = and_(Claim.second_checker_id == Person.id, Claim.state == ClaimState.SECOND_CHECK)
    rows = session.execute(
        select(
            Person.id,
            Person.name,
            Person.role,
            Person.disabled_at,
            func.coalesce(func.sum(case((holds, 1), else_=0)), 0),
            func.coalesce(func.sum(case((and_(holds, due < day_ends_at), 1), else_=0)), 0),
            func.coalesce(func.sum(case((seconds, 1), else_=0)), 0),
        )
        .outerjoin(Claim, or_(holds, seconds))
        .outerjoin(Article, Article.id == Claim.article_id)
        .where(or_(Person.disabled_at.is_(None), Claim.id.is_not(None)) if with_gone else Person.disabled_at.is_(None))
        .group_by(Person.id, Person.name, Person.role, Person.disabled_at)
        .order_by(func.lower(Person.name), Person.id)
    )
    return [
        Load(row[0], row[1], row[2], int(row[4]), int(row[5]), int(row[6]), gone=row[3] is not None) for row in rows
    ]


def suggest_checker(loads: Sequence[Load]) -> Load | None:
    """Return the checker with the least to do, an editor only where there is no checker; the editor decides."""
    checkers = [load for load in loads if load.role is Role.CHECKER] or list(loads)
    return min(checkers, key=lambda load: (load.weight, load.name.casefold(), load.person_id), default=None)

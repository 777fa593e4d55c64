"""Read the board: open claims by who holds them, or by where they stand."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from factcheck.domain.claims import EDITABLE_STATES, OPEN_STATES, ClaimState
from factcheck.models import Article, Claim
from factcheck.models.base import utc_now
from factcheck.services.desk_load import workload

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from factcheck.services.desk_load import Load

#: Claims shown of one person or state; the rest is counted, with a link to all.
SHOWN = 12
#: The order of work.
ORDER = (
    ClaimState.TO_CHECK,
    ClaimState.REOPENED,
    ClaimState.ASSIGNED,
    ClaimState.CHECKING,
    ClaimState.PROPOSED,
    ClaimState.SECOND_CHECK,
    ClaimState.DISPUTED,
    ClaimState.AGREED,
)


class Grouped(StrEnum):
    """Say by what the board is grouped."""

    PERSON = "person"
    STATE = "state"


class DueBy(StrEnum):
    """Say which due dates are shown."""

    TODAY = "today"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Group:
    """Hold one column of the board: a person with her load, or a state; the first claims due, and how many in all."""

    load: Load | None
    state: ClaimState | None
    claims: Sequence[Claim]
    total: int

    @property
    def givable(self) -> list[Claim]:
        """Return those of the claims shown that may be given to somebody else as they stand."""
        return [claim for claim in self.claims if claim.state in EDITABLE_STATES]


def view_board(
    session: Session,
    *,
    by: Grouped,
    day_ends_at: datetime,
    due_by: DueBy | None = None,
    article_id: int | None = None,
) -> list[Group]:
    """Return the groups of the board in three queries; by person, those whom nobody holds come first.

    Then what is with people who are no longer here, for nobody works on it either.
    """
    due = func.coalesce(Claim.due_at, Article.deadline_at)
    where: list[ColumnElement[bool]] = [Claim.state.in_(OPEN_STATES)]
    if article_id is not None:
        where.append(Claim.article_id == article_id)
    if due_by is not None:
        where.append(due < (utc_now() if due_by is DueBy.OVERDUE else day_ends_at))
    # Whoever must act next holds it: the second checker once there is one, else the checker.
    second = Claim.state == ClaimState.SECOND_CHECK
    holder = case((second, Claim.second_checker_id), (Claim.state.in_(_WITH_A_CHECKER), Claim.assignee_id), else_=None)
    key = holder if by is Grouped.PERSON else Claim.state
    place = func.row_number().over(
        partition_by=key, order_by=(case((due.is_(None), 1), else_=0), due, Claim.article_id, Claim.number)
    )
    ranked = (
        select(Claim.id, key.label("key"), place.label("place"), func.count().over(partition_by=key).label("total"))
        .join(Article, Article.id == Claim.article_id)
        .where(*where)
        .subquery()
    )
    rows = session.execute(
        select(Claim, ranked.c.key, ranked.c.total)
        .join(ranked, ranked.c.id == Claim.id)
        .join(Claim.article)
        .options(contains_eager(Claim.article), joinedload(Claim.assignee))
        .where(ranked.c.place <= SHOWN)
        .order_by(ranked.c.place)
    )
    claims: dict[object, list[Claim]] = {}
    totals: dict[object, int] = {}
    for claim, found, total in rows:
        claims.setdefault(found, []).append(claim)
        totals[found] = total
    if by is Grouped.STATE:
        return [Group(None, state, claims[state], totals[state]) for state in ORDER if state in claims]
    free = [Group(None, None, claims[None], totals[None])] if None in claims else []
    return free + [
        Group(load, None, claims.get(load.person_id, ()), totals.get(load.person_id, 0))
        for load in sorted(workload(session, day_ends_at, with_gone=True), key=lambda load: not load.gone)
        if load.person_id in claims or (load.weight and not load.gone)
    ]


_WITH_A_CHECKER = (ClaimState.ASSIGNED, ClaimState.CHECKING, ClaimState.REOPENED)

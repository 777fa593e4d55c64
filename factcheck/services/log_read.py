"""Read the log a page at a time, and say whether its chain holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.models import Event, EventHead, Person

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class LogFilters:
    """Say which rows are wanted; 0 and "" leave a condition out."""

    actor_id: int = 0
    machine: bool = False
    action: str = ""
    article_id: int = 0
    claim_id: int = 0
    since: datetime | None = None
    until: datetime | None = None


def log_page(session: Session, filters: LogFilters, *, page: int = 1) -> tuple[list[Event], int]:
    """Return one page of the log, newest first, and how many rows match."""
    query = _filtered(filters)
    total = session.scalar(select(func.count()).select_from(query.with_only_columns(Event.seq).subquery())) or 0
    rows = session.scalars(query.order_by(Event.seq.desc()).offset((max(1, page) - 1) * PER_PAGE).limit(PER_PAGE))
    return list(rows), total


def _filtered(filters: LogFilters) -> Select[Event]:
    query = select(Event)
    if filters.actor_id:
        query = query.where(Event.actor_id == filters.actor_id)
    if filters.machine:
        query = query.where(Event.actor_id.is_(None))
    if filters.action:
        query = query.where(Event.action == filters.action)
    if filters.article_id:
        query = query.where(Event.article_id == filters.article_id)
    if filters.claim_id:
        query = query.where(Event.claim_id == filters.claim_id)
    if filters.since:
        query = query.where(Event.at >= filters.since)
    if filters.until:
        query = query.where(Event.at < filters.until)
    return query


def log_actions(session: Session) -> list[str]:
    """Return the kinds of act that the log holds."""
    return sorted(session.scalars(select(Event.action).distinct()))


def log_people(session: Session) -> list[Person]:
    """Return the people of the desk by name, for filters."""
    return list(session.scalars(select(Person).order_by(Person.name, Person.id)))


def log_row_hash(session: Session, seq: int) -> str | None:
    """Return the hash of one row, None where the log does not reach so far."""
    return session.scalar(select(Event.hash).where(Event.seq == seq))


def log_head(session: Session) -> EventHead:
    """Return the end of the chain."""
    return session.scalars(select(EventHead)).one()

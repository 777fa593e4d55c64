"""Sweep: send again what was queued but not taken, what is due, and what lost its worker."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, and_, func, or_, select, update

from factcheck.db import OWED
from factcheck.domain.jobs import SWEEP_LIMIT, UNHEARD, JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job
from factcheck.services.job_bury import bury_jobs

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session


def sweep_needed(session: Session, *, unheard: timedelta = UNHEARD) -> bool:
    """Say whether there is anything to sweep, without taking a lock: most rounds find nothing."""
    return session.scalars(select(Job.id).where(_left_lying(utc_now(), unheard)).limit(1)).first() is not None


def next_due(session: Session) -> datetime | None:
    """Return when the next of the jobs that were put off comes due, None where none will."""
    return session.scalar(
        select(func.min(Job.run_after)).where(Job.state == JobState.WAITING, Job.run_after > utc_now())
    )


def sweep_jobs(session: Session, *, unheard: timedelta = UNHEARD, limit: int = SWEEP_LIMIT) -> list[int]:
    """Owe the messages that seem lost once more and return their job ids, oldest first.

    No more than `limit` are kept under way at once: while workers are behind, sending all again would only
    fill the queue with copies.
    """
    bury_jobs(session)
    now = utc_now()
    under_way = session.scalar(
        select(func.count())
        .select_from(Job)
        .where(Job.state.in_((JobState.QUEUED, JobState.WAITING, JobState.RUNNING)), Job.published_at >= now - unheard)
    )
    room = limit - (under_way or 0)
    if room <= 0:
        return []
    rows = session.execute(
        select(Job.id, Job.queue)
        .where(_left_lying(now, unheard))
        .order_by(Job.run_after, Job.id)
        .limit(room)
        # Two sweepers share the work on PostgreSQL; on SQLite the second one waits its turn.
        .with_for_update(key_share=True, skip_locked=True)
    ).all()
    if rows:
        session.execute(
            update(Job).where(Job.id.in_([row.id for row in rows])).values(published_at=now),
            execution_options={"synchronize_session": False},
        )
        session.info.setdefault(OWED, []).extend((row.id, row.queue.value) for row in rows)
    return [row.id for row in rows]


def _left_lying(now: datetime, unheard: timedelta) -> ColumnElement[bool]:
    silent = or_(Job.published_at.is_(None), Job.published_at < now - unheard)
    return or_(
        # A new row was sent when its transaction committed, so it is given that long, too.
        and_(
            Job.state == JobState.QUEUED,
            Job.run_after <= now,
            func.coalesce(Job.published_at, Job.created_at) < now - unheard,
        ),
        and_(Job.state == JobState.WAITING, Job.run_after <= now, silent),
        and_(Job.state == JobState.RUNNING, Job.lease_until < now, silent),
    )

"""Say whether work waits longer than it should, so that pages can say that sources are delayed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.jobs import JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

LATE = timedelta(seconds=30)


def work_delayed(session: Session, *, late: timedelta = LATE) -> bool:
    """Say whether something due was taken by nobody for a while: the broker or the workers are down, or far behind."""
    query = select(Job.id).where(Job.state.in_((JobState.QUEUED, JobState.WAITING)), Job.run_after < utc_now() - late)
    return session.scalars(query.limit(1)).first() is not None

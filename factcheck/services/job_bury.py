"""End the jobs whose worker is gone for good: those that killed it twice, and those that were cancelled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, update

from factcheck.domain.jobs import MAX_DEATHS, JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORKER_DIED = "The worker died while it did this, twice. Try again; if it dies again, the material itself stops it."


def bury_jobs(session: Session, *, job_id: int | None = None) -> None:
    """End what nobody will finish, all of it or one job: its lease ran out, and it is cancelled or deadly."""
    now = utc_now()
    orphaned: list[ColumnElement[bool]] = [Job.state == JobState.RUNNING, Job.lease_until < now]
    if job_id is not None:
        orphaned.append(Job.id == job_id)
    ended = {"lease_token": None, "lease_until": None, "ended_at": now}
    quiet = {"synchronize_session": False}
    session.execute(
        update(Job).where(*orphaned, Job.cancel.is_(True)).values(state=JobState.CANCELLED, **ended),
        execution_options=quiet,
    )
    session.execute(
        update(Job)
        .where(*orphaned, Job.deaths + 1 >= MAX_DEATHS)
        .values(state=JobState.FAILED, deaths=Job.deaths + 1, error=WORKER_DIED, **ended),
        execution_options=quiet,
    )

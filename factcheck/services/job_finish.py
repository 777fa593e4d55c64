"""Finish a job: its state is set only where the token is still ours, and only then may results be written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, update

from factcheck.domain.jobs import JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def finish_job(session: Session, job_id: int, token: str) -> bool:
    """Set the job done and say whether its results may be stored in this transaction.

    False where the lease was lost, and where a person cancelled the job meanwhile: then nothing is to be written.
    """
    state = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.lease_token == token)
        .values(
            state=case((Job.cancel, JobState.CANCELLED), else_=JobState.DONE),
            lease_token=None,
            lease_until=None,
            ended_at=utc_now(),
            error=None,
        )
        .returning(Job.state)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return state == JobState.DONE

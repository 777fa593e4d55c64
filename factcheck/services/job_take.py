"""Take a job: one UPDATE that succeeds for one worker only, and gives it a fresh token and a lease."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, or_, update

from factcheck.domain.jobs import LEASE, JobKind, JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job
from factcheck.services.job_bury import bury_jobs

if TYPE_CHECKING:
    from datetime import timedelta

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Lease:
    """Hold what a worker was given: the job, its token, and the attempt it is on (1 for the first)."""

    job_id: int
    token: str
    kind: JobKind
    payload: dict[str, Any]
    claim_id: int | None
    article_id: int | None
    attempt: int


def take_job(session: Session, job_id: int, *, lease: timedelta = LEASE) -> Lease | None:
    """Take the job, or return None: it is done, not due yet, cancelled, or somebody else's.

    A lease that ran out is a death of its worker; a job that brought `MAX_DEATHS` of them is failed and not taken.
    """
    bury_jobs(session, job_id=job_id)
    now = utc_now()
    due = and_(Job.state.in_((JobState.QUEUED, JobState.WAITING)), Job.run_after <= now)
    orphaned = and_(Job.state == JobState.RUNNING, Job.lease_until < now)
    row = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.cancel.is_(False), or_(due, orphaned))
        .values(
            state=JobState.RUNNING,
            lease_token=secrets.token_hex(16),
            lease_until=now + lease,
            attempts=Job.attempts + 1,
            deaths=Job.deaths + case((Job.state == JobState.RUNNING, 1), else_=0),
            published_at=None,
        )
        .returning(Job.id, Job.lease_token, Job.kind, Job.payload, Job.claim_id, Job.article_id, Job.attempts)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if row is None or row.lease_token is None:
        return None
    return Lease(row.id, row.lease_token, row.kind, row.payload, row.claim_id, row.article_id, row.attempts)

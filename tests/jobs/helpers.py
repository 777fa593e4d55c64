"""What the tests of owed work share."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import TYPE_CHECKING, cast

from sqlalchemy import update

from factcheck.config import Settings
from factcheck.domain.jobs import JobKind
from factcheck.models import Job
from factcheck.models.base import utc_now
from factcheck.services.job_ask import ask_job
from factcheck.services.job_take import Lease, take_job
from factcheck.work.handler import Handler, Tools
from factcheck.work.runner import Runner

if TYPE_CHECKING:
    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore

KIND = JobKind.SEND_NOTICE


def owe(database: Database, key: str | None = None, *, claim_id: int | None = None) -> int:
    """Owe one job and return its id."""
    with database.write() as session:
        return ask_job(session, KIND, key or uuid.uuid4().hex, {"n": 1}, claim_id=claim_id).id


def look(database: Database, job_id: int) -> Job:
    """Return the job's row as it is now."""
    with database.read() as session:
        job = session.get_one(Job, job_id)
        session.expunge(job)
        return job


def take(database: Database, job_id: int) -> Lease | None:
    """Take the job in a transaction of its own."""
    with database.write() as session:
        return take_job(session, job_id)


def taken(database: Database, job_id: int) -> Lease:
    """Take a job that is there to be taken."""
    lease = take(database, job_id)
    assert lease is not None
    return lease


def let_lease_run_out(database: Database, job_id: int) -> None:
    """Make it later than the lease, for this job only."""
    with database.write() as session:
        session.execute(update(Job).where(Job.id == job_id).values(lease_until=utc_now() - timedelta(seconds=1)))


def make_due(database: Database, job_id: int) -> None:
    """Make it later than the time the job waits for."""
    with database.write() as session:
        session.execute(update(Job).where(Job.id == job_id).values(run_after=utc_now() - timedelta(seconds=1)))


def runner_with(database: Database, handler: Handler, *, lease: timedelta = timedelta(seconds=60)) -> Runner:
    """Return a runner whose only handler is this one; it has no store of files."""
    tools = Tools(db=database, settings=Settings(), blobs=cast("BlobStore", None))
    return Runner(tools, {KIND: handler}, lease=lease)

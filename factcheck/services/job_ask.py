"""Owe work: a row with a unique key, written in the transaction of the change that needs it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from factcheck.db import OWED
from factcheck.domain.jobs import QUEUE_OF, JobKind, JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session


def ask_job(
    session: Session,
    kind: JobKind,
    key: str,
    payload: Mapping[str, Any],
    *,
    article_id: int | None = None,
    claim_id: int | None = None,
    asked_by_id: int | None = None,
) -> Job:
    """Return the job `key` of this kind, owing it if it is not there yet: the same work asked twice is one job."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    full_key = f"{kind}:{key}"
    now = utc_now()
    session.execute(
        insert(Job)
        .values(
            kind=kind,
            queue=QUEUE_OF[kind],
            key=full_key,
            payload=dict(payload),
            state=JobState.QUEUED,
            attempts=0,
            deaths=0,
            run_after=now,
            created_at=now,
            cancel=False,
            progress_done=0,
            progress_total=0,
            progress_words="",
            article_id=article_id,
            claim_id=claim_id,
            asked_by_id=asked_by_id,
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )
    job = session.scalars(select(Job).where(Job.key == full_key)).one()
    if job.state == JobState.QUEUED:
        session.info.setdefault(OWED, []).append((job.id, job.queue.value))
    return job

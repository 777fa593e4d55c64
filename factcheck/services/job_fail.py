"""Fail an attempt: wait and try again, or end as failed with a reason that people read."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factcheck.domain.jobs import MAX_ATTEMPTS, MAX_PUT_OFFS, PATIENCE, TAKEN_AT_ITS_WORD, JobState, backoff
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

DICE = random.SystemRandom()
#: A host that says "0 seconds" is not asked in a tight loop.
SHORTEST_WAIT = timedelta(seconds=0.5)


def fail_job(session: Session, job_id: int, token: str, sentence: str, *, last: bool = False) -> JobState | None:
    """Put the job off with back-off and full jitter, or end it where this was the last attempt or `last` says so.

    Return the new state, None where the lease was lost and nothing was written.
    """
    job = _ours(session, job_id, token)
    if job is None:
        return None
    if last or job.attempts >= MAX_ATTEMPTS:
        return _leave(session, job, token, JobState.FAILED, sentence)
    return _leave(session, job, token, JobState.WAITING, sentence, wait=backoff(job.attempts, DICE))


def put_off_job(
    session: Session, job_id: int, token: str, sentence: str, *, seconds: float, ours: bool = False
) -> JobState | None:
    """Put the job off for as long as the other side asked; that is no failed attempt.

    Where it goes on the waits get longer, and after `MAX_PUT_OFFS` of them, or a day, the job fails. `ours`: the desk
    itself lets the job wait for its turn, which says nothing of the other side.
    """
    job = _ours(session, job_id, token)
    if job is None:
        return None
    put_offs = job.put_offs if ours else job.put_offs + 1
    if utc_now() - job.created_at > PATIENCE:
        return _leave(session, job, token, JobState.FAILED, sentence)
    if put_offs > MAX_PUT_OFFS:
        sentence = f"{sentence} It was put off {MAX_PUT_OFFS} times; the desk asks no more by itself."
        return _leave(session, job, token, JobState.FAILED, sentence)
    wait = min(max(timedelta(seconds=seconds), SHORTEST_WAIT), PATIENCE)
    if not ours and put_offs > TAKEN_AT_ITS_WORD:
        wait = max(wait, backoff(put_offs - TAKEN_AT_ITS_WORD, DICE))
    job.put_offs = put_offs
    session.flush()
    return _leave(session, job, token, JobState.WAITING, sentence, wait=wait, attempts=max(0, job.attempts - 1))


def hand_back_job(session: Session, job_id: int, token: str) -> JobState | None:
    """Give the job back at once, as if it had not been tried: this worker is stopping."""
    job = _ours(session, job_id, token)
    if job is None:
        return None
    return _leave(session, job, token, JobState.WAITING, job.error, attempts=max(0, job.attempts - 1))


def end_cancelled_job(session: Session, job_id: int, token: str) -> JobState | None:
    """End the job because a person cancelled it; give it back where somebody has asked for it again since."""
    job = _ours(session, job_id, token)
    if job is None:
        return None
    if not job.cancel:
        return _leave(session, job, token, JobState.WAITING, job.error, attempts=max(0, job.attempts - 1))
    return _leave(session, job, token, JobState.CANCELLED, job.error)


def _ours(session: Session, job_id: int, token: str) -> Job | None:
    query = select(Job).where(Job.id == job_id, Job.lease_token == token).with_for_update(key_share=True)
    return session.scalars(query.execution_options(populate_existing=True)).one_or_none()


def _leave(
    session: Session,
    job: Job,
    token: str,
    state: JobState,
    error: str | None,
    *,
    wait: timedelta = timedelta(0),
    attempts: int | None = None,
) -> JobState | None:
    """Give up the lease into `state`; what was cancelled meanwhile ends as cancelled, whatever else happened."""
    now = utc_now()
    ends = job.cancel or state != JobState.WAITING
    touched = session.execute(
        update(Job)
        .where(Job.id == job.id, Job.lease_token == token)
        .values(
            state=JobState.CANCELLED if job.cancel else state,
            error=error,
            run_after=now + wait,
            attempts=job.attempts if attempts is None else attempts,
            lease_token=None,
            lease_until=None,
            published_at=None,
            ended_at=now if ends else None,
        )
        .returning(Job.state)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    session.expire(job)
    return touched

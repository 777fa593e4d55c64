"""Ask ended work again, or call it off, within a larger act; the buttons of one job are job_retry and job_cancel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.db import OWED
from factcheck.domain.jobs import ENDED, JobState
from factcheck.models.base import utc_now
from factcheck.services.lock_order import HOLD

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Job


def ask_again(session: Session, job: Job) -> bool:
    """Owe an ended job afresh, with all its attempts; say whether it had ended. One that is under way is left alone.

    One that was called off while a worker is at it goes on, or is done again where the worker has stopped already.
    """
    _hold(session, job)
    if job.state is JobState.RUNNING and job.cancel:
        job.cancel = False
        session.flush()
        return True
    if job.state not in ENDED:
        return False
    job.state, job.attempts, job.deaths, job.put_offs = JobState.QUEUED, 0, 0, 0
    job.cancel, job.error, job.ended_at, job.published_at = False, None, None, None
    job.progress_done, job.progress_total, job.progress_words = 0, 0, ""
    job.created_at = job.run_after = utc_now()
    session.flush()
    session.info.setdefault(OWED, []).append((job.id, job.queue.value))
    return True


def hurry(session: Session, job: Job) -> bool:
    """Let work that waits for another try have it now, with all its attempts; say whether it waited."""
    _hold(session, job)
    if job.state is not JobState.WAITING:
        return False
    job.attempts, job.deaths, job.put_offs, job.published_at = 0, 0, 0, None
    job.created_at = job.run_after = utc_now()
    session.flush()
    session.info.setdefault(OWED, []).append((job.id, job.queue.value))
    return True


def call_off(session: Session, job: Job) -> bool:
    """Cancel a job: at once where nobody works on it, else its worker stops at the next step."""
    _hold(session, job)
    if job.state in ENDED:
        return False
    job.cancel = True
    if job.state is not JobState.RUNNING:
        job.state, job.ended_at = JobState.CANCELLED, utc_now()
    session.flush()
    return True


def _hold(session: Session, job: Job) -> None:
    """Hold the job's row and read it as it is: a worker may have taken or ended it since it was read."""
    session.flush()
    session.refresh(job, with_for_update=HOLD)

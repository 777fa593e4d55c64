"""Try a failed or cancelled job again, by button."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.db import OWED
from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import JobState
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.job_access import get_job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.models.job import Job


def retry_job(session: Session, actor: Person, job_id: int) -> Job:
    """Owe the job once more, as if it had been asked for just now."""
    job = get_job(session, actor, job_id)
    if job.state not in (JobState.FAILED, JobState.CANCELLED):
        raise WrongState("Only work that failed or was cancelled can be tried again. Load the page again to see it.")
    before = {"state": job.state, "error": job.error}
    now = utc_now()
    job.state, job.error, job.cancel = JobState.QUEUED, None, False
    job.attempts, job.deaths, job.put_offs = 0, 0, 0
    job.created_at, job.run_after, job.published_at, job.ended_at = now, now, None, None
    job.progress_done, job.progress_total, job.progress_words = 0, 0, ""
    session.flush()
    subject = ("job", job.id)
    after = {"state": job.state}
    log_event(
        session,
        actor,
        "job.retried",
        subject,
        before=before,
        after=after,
        article_id=job.article_id,
        claim_id=job.claim_id,
    )
    session.info.setdefault(OWED, []).append((job.id, job.queue.value))
    return job

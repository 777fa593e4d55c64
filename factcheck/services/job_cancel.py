"""Cancel a job by button: at once where it waits, at its next step where it runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import ENDED, JobState
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.job_access import get_job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.models.job import Job


def cancel_job(session: Session, actor: Person, job_id: int) -> Job:
    """Cancel the job; what it has stored before stays, what it finds after this is not stored."""
    job = get_job(session, actor, job_id)
    if job.state in ENDED:
        raise WrongState("This has ended already, so there is nothing to cancel. Load the page again to see how.")
    before = {"state": job.state}
    job.cancel = True
    if job.state != JobState.RUNNING:
        job.state, job.ended_at = JobState.CANCELLED, utc_now()
    session.flush()
    after = {"state": job.state, "cancel": True}
    subject = ("job", job.id)
    log_event(
        session,
        actor,
        "job.cancelled",
        subject,
        before=before,
        after=after,
        article_id=job.article_id,
        claim_id=job.claim_id,
    )
    return job

"""Tell pages how far a job is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import update

from factcheck.models.job import Job

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WORDS = 300


def note_progress(session: Session, job_id: int, token: str, done: int, total: int, words: str = "") -> bool:
    """Note "4 of 9" and what is being done; False where the lease was lost and nothing was written."""
    touched = session.execute(
        update(Job)
        .where(Job.id == job_id, Job.lease_token == token)
        .values(progress_done=done, progress_total=total, progress_words=words[:WORDS])
        .returning(Job.id)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return touched is not None

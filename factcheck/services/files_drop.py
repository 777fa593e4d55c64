"""Owe the deletion of kept files that an erasure leaves behind: work of its own, once the erasure is committed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Job
from factcheck.services.files_named import files_named
from factcheck.services.job_again import ask_again
from factcheck.services.job_ask import Ask, ask_jobs

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

#: Files of one job: few enough for a slow store to be through with them well within the longest run.
AT_ONCE = 100


def owe_drops(session: Session, article_id: int, files: Collection[str]) -> None:
    """Owe the deletion of these files in the transaction that erases what named them."""
    listed = sorted(files)
    asks = [
        Ask(f"{article_id}:{at}", {"files": listed[at : at + AT_ONCE]}, article_id=article_id)
        for at in range(0, len(listed), AT_ONCE)
    ]
    ask_jobs(session, JobKind.DROP_FILES, asks)


def is_needed(session: Session, sha256: str) -> bool:
    """Say whether a row names the file now, or a worker has yet to read it: somebody may have put it again since."""
    unread = select(Job.payload).where(
        Job.kind == JobKind.READ_UPLOAD, Job.state.not_in((JobState.DONE, JobState.CANCELLED))
    )
    return bool(files_named(session, among=[sha256])) or any(
        payload.get("blob") == sha256 for payload in session.scalars(unread)
    )


def forget_drops(session: Session, job_id: int) -> None:
    """Forget which files went: the digest of a confidential one is not to outlive it."""
    session.get_one(Job, job_id).payload = {}
    session.flush()


def left_drops(session: Session) -> list[int]:
    """Return the jobs that ended with files still there."""
    left = Job.state.in_((JobState.FAILED, JobState.CANCELLED))
    return list(session.scalars(select(Job.id).where(Job.kind == JobKind.DROP_FILES, left).order_by(Job.id)))


def drop_again(session: Session, job_ids: Collection[int]) -> None:
    """Owe them afresh: what was announced and logged as erased waits for nobody's button."""
    for job in session.scalars(select(Job).where(Job.id.in_(job_ids)).order_by(Job.id).with_for_update(key_share=True)):
        ask_again(session, job)

"""Keep what was read after another text had come in in sight, until a person says what becomes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import NotFound, WrongState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.domain.permissions import Action, require
from factcheck.models import Draft, Job
from factcheck.services.draft_next import require_read_draft
from factcheck.services.draft_parts import last_draft
from factcheck.services.event_log import log_event
from factcheck.services.job_again import ask_again
from factcheck.services.lock_order import lock_article

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy.orm import Session

    from factcheck.models import Person

#: In the payload of the work that read it: it waits for a person's word.
LATE = "late"
READING = frozenset({JobKind.FETCH_DRAFT, JobKind.READ_UPLOAD})


def note_late(session: Session, job_id: int, text: str) -> None:
    """Note that what this work read came too late to be the text that it was asked for as; a text that is there is not.

    A job that is done twice finds its own text.
    """
    job = session.get_one(Job, job_id)
    known = session.scalars(select(Draft.text).where(Draft.article_id == job.article_id))
    if text.split() in [one.split() for one in known]:
        return
    job.payload = dict(job.payload) | {LATE: True}
    session.flush()


def is_late(job: Job) -> bool:
    """Say whether the work read a text of which nobody has said yet what becomes of it."""
    return job.kind in READING and job.state is JobState.DONE and bool(job.payload.get(LATE))


def late_name(job: Job) -> str:
    """Name what was read: the file, or the address."""
    return str(job.payload.get("file_name") or job.payload.get("url") or "")


def bring_in_late(session: Session, actor: Person, article_id: int, job_id: int) -> Job:
    """Have it read once more, as the next draft."""
    job = _held(session, actor, article_id, job_id)
    last = last_draft(session, article_id)
    after = require_read_draft(session, article_id, last.number if last is not None else 0).number
    job.payload = _decided(job) | {"after": after, "by_id": actor.id, "title_open": False}
    ask_again(session, job)
    log_event(session, actor, "draft.asked", ("article", article_id), after=_told(job), article_id=article_id)
    return job


def leave_late_out(session: Session, actor: Person, article_id: int, job_id: int) -> Job:
    """Leave it out of the article; the page or file is kept as it was read."""
    job = _held(session, actor, article_id, job_id)
    job.payload = _decided(job)
    session.flush()
    log_event(session, actor, "draft.left_out", ("article", article_id), after=_told(job), article_id=article_id)
    return job


def _held(session: Session, actor: Person, article_id: int, job_id: int) -> Job:
    require(Action.IMPORT_ARTICLE, actor.role)
    lock_article(session, article_id)
    job = session.get(Job, job_id, populate_existing=True)
    if job is None or job.article_id != article_id or job.kind not in READING:
        raise NotFound("There is no such text to bring in. Reload the page.")
    if not is_late(job):
        raise WrongState("Somebody has said meanwhile what becomes of this text. Reload the page.")
    return job


def _decided(job: Job) -> dict[str, Any]:
    return {name: value for name, value in job.payload.items() if name != LATE}


def _told(job: Job) -> dict[str, object]:
    return {name: job.payload[name] for name in ("url", "file_name") if name in job.payload}

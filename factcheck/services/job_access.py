"""Find a job for a person, who may act on it as she may on what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import NotFound
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action, require
from factcheck.models.job import Job
from factcheck.services.lock_order import HOLD, hold_article_of_job
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def get_job(session: Session, actor: Person, job_id: int) -> Job:
    """Return the job, its row locked; raise NotFound, or NotAllowed where it is not hers to touch.

    Work for a claim belongs to those who may look things up for it, all other work to editors; so do cited pages, which
    are looked at when the claim's work is long over.
    """
    hold_article_of_job(session, job_id)
    job = session.get(Job, job_id, with_for_update=HOLD, populate_existing=True)
    if job is None:
        raise NotFound("There is no such piece of work. It may have been for a claim that was merged.")
    if job.claim_id is not None and job.kind is not JobKind.WATCH_CITATION:
        require_on(session, Action.LOOK_UP, actor, get_claim(session, job.claim_id))
    else:
        require(Action.IMPORT_ARTICLE, actor.role)
    return job

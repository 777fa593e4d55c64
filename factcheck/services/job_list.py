"""List work that failed, and providers that are left alone, for those who look after the desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.jobs import JobKind, JobState
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Circuit, Claim, Job
from factcheck.models.base import utc_now

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlalchemy.orm import Session

    from factcheck.models import Person

PER_PAGE = 50
#: Work that waits for another try, shown above what failed.
MOST_TRYING = 20


@dataclass(frozen=True, slots=True)
class FailedJob:
    """Hold a piece of work that failed, for good or so far, and what it was about."""

    job: Job
    claim: Claim | None
    article: Article | None

    @property
    def provider(self) -> str:
        """Name the provider that was asked, empty for other work."""
        return str(self.job.payload.get("provider", "")) if self.job.kind is JobKind.RUN_LOOKUP else ""


@dataclass(frozen=True, slots=True)
class WorkPage:
    """Hold one page of the failed work, some that is tried again, how much is in each state, what is left alone."""

    failed: tuple[FailedJob, ...]
    trying: tuple[FailedJob, ...]
    total: int
    counts: dict[JobState, int]
    oldest: datetime | None
    resting: Sequence[Circuit]


def list_work(session: Session, actor: Person, *, page: int = 1) -> WorkPage:
    """Return what failed, the newest first, in a fixed number of queries."""
    require(Action.SEE_LOG, actor.role)
    now = utc_now()
    counts = {
        state: int(count) for state, count in session.execute(select(Job.state, func.count()).group_by(Job.state))
    }
    work = (
        select(Job, Claim, Article)
        .outerjoin(Claim, Claim.id == Job.claim_id)
        .outerjoin(Article, Article.id == func.coalesce(Job.article_id, Claim.article_id))
    )
    # What went wrong the first time is told the first time: who reads it may mend it before the last.
    trying = session.execute(
        work.where(Job.state == JobState.WAITING, Job.error != "").order_by(Job.run_after, Job.id).limit(MOST_TRYING)
    )
    rows = session.execute(
        work.where(Job.state == JobState.FAILED)
        .order_by(Job.ended_at.desc(), Job.id.desc())
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    return WorkPage(
        failed=tuple(FailedJob(job, claim, article) for job, claim, article in rows),
        trying=tuple(FailedJob(job, claim, article) for job, claim, article in trying),
        total=counts.get(JobState.FAILED, 0),
        counts=counts,
        oldest=session.scalar(
            select(func.min(Job.run_after)).where(
                Job.state.in_((JobState.QUEUED, JobState.WAITING)), Job.run_after <= now
            )
        ),
        resting=session.scalars(select(Circuit).where(Circuit.open_until > now).order_by(Circuit.name)).all(),
    )

"""Read what the workspace of one article shows, in a number of queries that does not grow with its length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, load_only

from factcheck.domain.claims import EXIT_STATES, ClaimState
from factcheck.domain.errors import NotFound
from factcheck.domain.jobs import ENDED, JobState
from factcheck.models import Article, Claim, Draft, Finding, Job, Occurrence, Passage, Person
from factcheck.services.draft_ask import INTAKE_JOBS
from factcheck.services.draft_marks import Mark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class IntakeProgress:
    """Say how far the reading of an article is: the job under way, or the one that failed last."""

    job: Job | None
    failed: Job | None

    @property
    def under_way(self) -> bool:
        """Say whether the page should look again."""
        return self.job is not None


@dataclass(frozen=True, slots=True)
class Workspace:
    """Hold an article, its newest draft with text, and what stands around it; draft None: nothing was read yet."""

    article: Article
    draft: Draft | None
    passages: Sequence[Passage]
    marks: list[Mark]
    findings: Sequence[Finding]
    counts: dict[ClaimState, int]
    intake: IntakeProgress

    @property
    def total(self) -> int:
        """Count the claims that are work: those merged and cut are not."""
        return sum(count for state, count in self.counts.items() if state not in {ClaimState.MERGED, ClaimState.CUT})


def view_article(session: Session, article_id: int) -> Workspace:
    """Return the workspace of an article, or raise NotFound."""
    article = session.scalars(
        select(Article).where(Article.id == article_id).options(joinedload(Article.owner))
    ).one_or_none()
    if article is None:
        raise NotFound("There is no such article. Look for it in the list of articles.")
    draft = session.scalars(
        select(Draft).where(Draft.article_id == article_id).order_by(Draft.number.desc()).limit(1)
    ).one_or_none()
    counted = session.execute(
        select(Claim.state, func.count()).where(Claim.article_id == article_id).group_by(Claim.state)
    )
    counts: dict[ClaimState, int] = dict(counted.all())
    intake = intake_progress(session, article_id)
    if draft is None:
        return Workspace(article, None, (), [], (), counts, intake)
    passages = session.scalars(select(Passage).where(Passage.draft_id == draft.id).order_by(Passage.position)).all()
    findings = session.scalars(select(Finding).where(Finding.draft_id == draft.id).order_by(Finding.id)).all()
    return Workspace(article, draft, passages, _marks(session, draft), findings, counts, intake)


def intake_progress(session: Session, article_id: int) -> IntakeProgress:
    """Return how the reading of the article's text stands."""
    jobs = session.scalars(
        select(Job).where(Job.article_id == article_id, Job.kind.in_(INTAKE_JOBS)).order_by(Job.id.desc())
    ).all()
    running = next((job for job in jobs if job.state not in ENDED), None)
    failed = jobs[0] if jobs and jobs[0].state in {JobState.FAILED, JobState.CANCELLED} else None
    return IntakeProgress(running, failed)


def _marks(session: Session, draft: Draft) -> list[Mark]:
    rows = session.execute(
        select(Claim.number, Claim.state, Occurrence.start, Occurrence.end)
        .join(Occurrence, Occurrence.claim_id == Claim.id)
        .where(Occurrence.draft_id == draft.id, Claim.state.not_in(EXIT_STATES))
        .order_by(Occurrence.start, Occurrence.end)
    )
    marks, seen = [], set()
    for number, state, start, end in rows:
        marks.append(Mark(number, state, start, end, first=number not in seen))
        seen.add(number)
    return marks


def passage_at(passages: Sequence[Passage], start: int) -> Passage | None:
    """Return the passage that a place begins in."""
    return next((passage for passage in passages if passage.start <= start < passage.end), None)


def list_checkers(session: Session) -> Sequence[Person]:
    """Return everybody who can be given a claim, by name."""
    query = select(Person).where(Person.disabled_at.is_(None)).order_by(Person.name, Person.id)
    return session.scalars(query.options(load_only(Person.id, Person.name, Person.role))).all()

"""Read what the workspace of one article shows, in a number of queries that does not grow with its length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload, load_only

from factcheck.domain.claims import EXIT_STATES, ClaimState
from factcheck.domain.errors import NotFound
from factcheck.domain.jobs import ENDED, JobState
from factcheck.models import Article, Finding, Job, Person
from factcheck.services.draft_ask import INTAKE_JOBS
from factcheck.services.draft_late import is_late
from factcheck.services.draft_marks import Mark
from factcheck.services.draft_parts import claims_by_state, last_draft, passages_of, places_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Draft, Passage


@dataclass(frozen=True, slots=True)
class IntakeProgress:
    """Say how far the reading of an article is: the job under way, or the one that failed last.

    `late`: what was read after another text had come in, and waits for a person's word.
    """

    job: Job | None
    failed: Job | None
    late: tuple[Job, ...] = ()

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
    draft = last_draft(session, article_id)
    counts = {state: counted.claims for state, counted in claims_by_state(session, article_id).items()}
    intake = intake_progress(session, article_id)
    if draft is None:
        return Workspace(article, None, (), [], (), counts, intake)
    passages = passages_of(session, draft.id)
    findings = session.scalars(select(Finding).where(Finding.draft_id == draft.id).order_by(Finding.id)).all()
    return Workspace(article, draft, passages, _marks(session, draft), findings, counts, intake)


def intake_progress(session: Session, article_id: int) -> IntakeProgress:
    """Return how the reading of the article's text stands."""
    jobs = session.scalars(
        select(Job).where(Job.article_id == article_id, Job.kind.in_(INTAKE_JOBS)).order_by(Job.id.desc())
    ).all()
    running = next((job for job in jobs if job.state not in ENDED), None)
    failed = jobs[0] if jobs and jobs[0].state in {JobState.FAILED, JobState.CANCELLED} else None
    return IntakeProgress(running, failed, tuple(job for job in reversed(jobs) if is_late(job)))


def _marks(session: Session, draft: Draft) -> list[Mark]:
    marks, seen = [], set()
    for place in places_in(session, draft.id):
        if place.state not in EXIT_STATES:
            marks.append(Mark(*place, first=place.number not in seen))
            seen.add(place.number)
    return marks


def passage_at(passages: Sequence[Passage], start: int) -> Passage | None:
    """Return the passage that a place begins in."""
    return next((passage for passage in passages if passage.start <= start < passage.end), None)


def list_checkers(session: Session) -> Sequence[Person]:
    """Return everybody who can be given a claim, by name."""
    query = select(Person).where(Person.disabled_at.is_(None)).order_by(Person.name, Person.id)
    return session.scalars(query.options(load_only(Person.id, Person.name, Person.role))).all()

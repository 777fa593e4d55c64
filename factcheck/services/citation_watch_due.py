"""Owe a new look at the pages that published verdicts cite."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import String, and_, cast, exists, literal, or_, select

from factcheck.domain.jobs import JobKind
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Citation, Claim, Evidence, Job, Publication, Verdict
from factcheck.models.base import utc_now
from factcheck.models.publication import Subject
from factcheck.services.job_ask import ask_job

if TYPE_CHECKING:
    from datetime import datetime, timedelta

    from sqlalchemy.orm import Session

#: Looks owed in one round; the next round owes more.
MOST = 50


def slot_of(now: datetime, every: timedelta) -> str:
    """Name the stretch of time a look belongs to; one look at a citation is owed in each."""
    return f"{int(every.total_seconds())}-{int(now.timestamp() // every.total_seconds())}"


def owe_watches(session: Session, *, every: timedelta, limit: int = MOST) -> int:
    """Owe the looks that are due and return how many; those owed in this slot already are not owed again.

    Watched is evidence with a kept page that a ruled verdict cites whose claim, or whose article, is published.
    What is confidential is never asked for outside.
    """
    slot = slot_of(utc_now(), every)
    key = literal(f"{JobKind.WATCH_CITATION.value}:") + cast(Evidence.id, String) + literal(f":{slot}")
    published = exists().where(
        Publication.withdrawn_at.is_(None),
        or_(
            Publication.claim_id == Claim.id,
            and_(Publication.subject == Subject.ARTICLE, Publication.article_id == Claim.article_id),
        ),
    )
    rows = session.execute(
        select(Evidence.id, Claim.id, Claim.article_id)
        .join(Citation, Citation.evidence_id == Evidence.id)
        .join(Verdict, Verdict.id == Citation.verdict_id)
        .join(Claim, Claim.id == Verdict.claim_id)
        .where(Verdict.state == VerdictState.RULED, published)
        .where(Evidence.capture_id.is_not(None), Evidence.url != "", Evidence.withdrawn_at.is_(None))
        .where(Evidence.confidential.is_(False), ~exists().where(Job.key == key))
        .order_by(Evidence.id)
        .limit(limit)
    ).all()
    for evidence_id, claim_id, article_id in rows:
        ask_job(
            session,
            JobKind.WATCH_CITATION,
            f"{evidence_id}:{slot}",
            {"evidence_id": evidence_id, "slot": slot},
            article_id=article_id,
            claim_id=claim_id,
        )
    return len(rows)

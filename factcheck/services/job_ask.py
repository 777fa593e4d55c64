"""Owe work: a row with a unique key, written in the transaction of the change that needs it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from factcheck.db import OWED
from factcheck.domain.jobs import QUEUE_OF, JobKind, JobState
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

AT_ONCE = 500  # keys of one query


@dataclass(frozen=True, slots=True)
class Ask:
    """Hold what one job of many is about."""

    key: str
    payload: Mapping[str, Any]
    article_id: int | None = None
    claim_id: int | None = None


def ask_job(
    session: Session,
    kind: JobKind,
    key: str,
    payload: Mapping[str, Any],
    *,
    article_id: int | None = None,
    claim_id: int | None = None,
    asked_by_id: int | None = None,
) -> Job:
    """Return the job `key` of this kind, owing it if it is not there yet: the same work asked twice is one job."""
    (job_id,) = ask_jobs(session, kind, [Ask(key, payload, article_id, claim_id)], asked_by_id=asked_by_id)
    return session.get_one(Job, job_id)


def ask_jobs(session: Session, kind: JobKind, asks: Sequence[Ask], *, asked_by_id: int | None = None) -> list[int]:
    """Owe many jobs of a kind, as `ask_job` does one, and return their ids in the order of `asks`."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    now = utc_now()
    rows = [
        {
            "kind": kind,
            "queue": QUEUE_OF[kind],
            "key": f"{kind}:{ask.key}",
            "payload": dict(ask.payload),
            "state": JobState.QUEUED,
            "attempts": 0,
            "deaths": 0,
            "put_offs": 0,
            "run_after": now,
            "created_at": now,
            "cancel": False,
            "progress_done": 0,
            "progress_total": 0,
            "progress_words": "",
            "article_id": ask.article_id,
            "claim_id": ask.claim_id,
            "asked_by_id": asked_by_id,
        }
        for ask in asks
    ]
    if rows:
        session.execute(insert(Job).on_conflict_do_nothing(index_elements=["key"]), rows)
    keys = [f"{kind}:{ask.key}" for ask in asks]
    found: dict[str, int] = {}
    for at in range(0, len(keys), AT_ONCE):
        query = select(Job.key, Job.id, Job.state, Job.queue).where(Job.key.in_(keys[at : at + AT_ONCE]))
        for key, job_id, state, queue in session.execute(query):
            found[key] = job_id
            if state == JobState.QUEUED:
                session.info.setdefault(OWED, []).append((job_id, queue.value))
    return [found[key] for key in keys]

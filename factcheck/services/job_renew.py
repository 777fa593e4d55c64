"""Renew leases, as long as they are ours."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factcheck.domain.jobs import LEASE
from factcheck.models.base import utc_now
from factcheck.models.job import Job

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import timedelta

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Renewed:
    """Say which of the tokens still hold a lease, and which of those jobs a person wants cancelled."""

    held: frozenset[str]
    cancelled: frozenset[str]


def renew_jobs(session: Session, tokens: Collection[str], *, lease: timedelta = LEASE) -> Renewed:
    """Give each job that one of these tokens holds a full lease again."""
    rows = session.execute(
        update(Job)
        .where(Job.lease_token.in_(tokens))
        .values(lease_until=utc_now() + lease)
        .returning(Job.lease_token, Job.cancel)
        .execution_options(synchronize_session=False)
    ).all()
    held = frozenset(token for token, _ in rows if token is not None)
    return Renewed(held, frozenset(token for token, cancel in rows if token is not None and cancel))


def cancel_flag(session: Session, job_id: int, token: str) -> bool | None:
    """Say whether a person wants the job cancelled, None where the lease is not ours any more."""
    return session.scalar(select(Job.cancel).where(Job.id == job_id, Job.lease_token == token))

"""Tell people of the desk something: in the tool at once, by e-mail as each has chosen."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Notice, Person
from factcheck.models.base import utc_now
from factcheck.services.job_ask import ask_job
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlalchemy.orm import Session

    from factcheck.domain.desk_rules import NoticeKind
    from factcheck.models import Claim

LONGEST_WORDS = 500
DIGEST_HOUR = 6


def raise_notice(
    session: Session,
    to: Iterable[int | None],
    kind: NoticeKind,
    words: str,
    *,
    key: str,
    path: str,
    but: int | None = None,
    claim: Claim | None = None,
    article_id: int | None = None,
) -> int:
    """Add a notice for each person of `to` and return how many were new; never `but`, who did it.

    `key` names the occasion: the same occasion told twice is one notice. Sending is owed in the same transaction.
    """
    added = 0
    for person_id in sorted({one for one in to if one is not None and one != but}):
        person = session.get(Person, person_id)
        if person is None or person.disabled_at is not None:
            continue
        full_key = f"{key}:{person_id}"[:200]
        values = {
            "key": full_key,
            "person_id": person_id,
            "kind": kind,
            "words": words[:LONGEST_WORDS],
            "path": path,
            "article_id": claim.article_id if claim else article_id,
            "claim_id": claim.id if claim else None,
            "created_at": utc_now(),
        }
        if insert_once(session, Notice, ["key"], values):
            added += 1
            row_id = session.scalars(select(Notice.id).where(Notice.key == full_key)).one()
            _owe(session, person, row_id)
    if added:
        ask_job(session, JobKind.SEND_NOTICE, f"hook:{key}", {"hook": words[:LONGEST_WORDS], "path": path})
    return added


def _owe(session: Session, person: Person, notice_id: int) -> None:
    """Owe the mail at once, or one mail for the day to those who chose a digest."""
    mail = ((person.settings or {}).get("notices") or {}).get("mail")
    if mail == "off":
        return
    if mail != "digest":
        ask_job(session, JobKind.SEND_NOTICE, str(notice_id), {"notice": notice_id})
        return
    due = next_digest(utc_now())
    job = ask_job(session, JobKind.SEND_NOTICE, f"digest:{person.id}:{due:%Y%m%d}", {"person": person.id})
    if job.state is JobState.QUEUED and job.run_after != due:
        job.run_after = due
        session.flush()


def next_digest(now: datetime) -> datetime:
    """Return when the next digest goes out: six in the morning, UTC."""
    today = now.replace(hour=DIGEST_HOUR, minute=0, second=0, microsecond=0)
    return today if today > now else today + timedelta(days=1)

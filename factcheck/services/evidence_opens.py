"""Tell evidence that opens, or of which a copy with content is kept, from an address that never opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.db import ask_once
from factcheck.domain.addresses import web_address
from factcheck.domain.captures import has_content
from factcheck.domain.jobs import JobState
from factcheck.models import Job

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from factcheck.models import Evidence

_UNDER_WAY = frozenset({JobState.QUEUED, JobState.RUNNING, JobState.WAITING})
_TITLE_CHARS = 60
ADVICE = "Log a source that opens, or open the page yourself and log a copy of it as a document."


def reading_jobs(session: Session, claim_ids: Collection[int]) -> dict[int, Job]:
    """Return the newest job that reads the page or file behind each piece of evidence, by the evidence's id."""
    wanted = tuple(sorted(claim_ids))
    query = select(Job).where(Job.claim_id.in_(wanted), Job.key.like("fetch_hit:evidence:%")).order_by(Job.id)
    jobs = ask_once(session, (reading_jobs, wanted), lambda: session.scalars(query).all())
    return {int(job.payload["evidence_id"]): job for job in jobs if "evidence_id" in job.payload}


def opens(row: Evidence, reading: Mapping[int, Job]) -> bool:
    """Say whether a reader, or the desk, has something to open; `reading` holds the jobs of the claim's evidence."""
    if row.blob:
        return True
    if row.capture is not None:
        return has_content(row.capture.state, media_type=row.capture.media_type, size=row.capture.size)
    # Where nothing may be asked outside nobody tried: whoever logged the page opened it herself.
    return bool(web_address(row.url)) and row.id not in reading


def why_none_opens(rows: Iterable[Evidence], reading: Mapping[int, Job], *, advice: str = ADVICE) -> str:
    """Say what became of the pages that do not open, and what to do; "" where there are none to tell of."""
    closed = [row for row in rows if row.withdrawn_at is None and not row.confidential and row.url]
    closed = [row for row in closed if not opens(row, reading)]
    under_way = [row for row in closed if row.id in reading and reading[row.id].state in _UNDER_WAY]
    if under_way:
        return f"{_named(under_way[0])} is still being fetched: look again in a moment."
    if not closed:
        return ""
    row = closed[0]
    said = row.capture.reason if row.capture is not None else reading[row.id].error if row.id in reading else ""
    words = f": {said.strip().rstrip('.')}" if said and said.strip() else ""
    return f"{_named(row)} never opened for the desk{words}. {advice}"


def _named(row: Evidence) -> str:
    title = " ".join(row.title.split())
    return f"“{title if len(title) <= _TITLE_CHARS else title[: _TITLE_CHARS - 1] + '…'}”"

"""Ask the Internet Archive about the address of a kept copy: to make a copy of its own, or which copies it has.

What it answers is kept with the job: the address is that of the capture, and the copies are the archive's.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import exists, or_, select

from factcheck.domain.addresses import web_address
from factcheck.domain.captures import CaptureState
from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import Article, Capture, Claim, Draft, Evidence, Job, LookupPage, Suggestion
from factcheck.services.capture_view import get_capture
from factcheck.services.event_log import log_event
from factcheck.services.job_again import ask_again
from factcheck.services.job_ask import ask_job

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlalchemy.orm import Session

    from factcheck.models import Person

#: What is shown to readers as a copy in the archive begins so.
ARCHIVE = "https://web.archive.org/"
_OF_COPY = (Capture.id, Capture.url, Capture.final_url, Capture.sha256)
NO_ADDRESS = "This copy has no address on the web that an archive could be asked for."
ERASED = "This copy was erased; nothing is asked about it any more."
SECRET = "Confidential evidence rests on this copy; nothing about it is asked outside."  # noqa: S105 - a sentence
CLOSED = "An article that led here is confidential, and asking outside is not allowed for it. An editor can allow it."


class ArchiveAsk(StrEnum):
    """Say what the archive is asked."""

    SAVE = "save"
    COPIES = "copies"


@dataclass(frozen=True, slots=True)
class ArchiveAnswer:
    """Hold how one question to the archive stands, and what it answered last: addresses and times of its copies."""

    under_way: bool
    error: str
    answered: bool
    copies: tuple[tuple[str, str], ...]
    total: int


@dataclass(frozen=True, slots=True)
class ArchiveView:
    """Hold what a copy's page tells of the archive; `refused` says why it may not be asked, empty where it may."""

    refused: str
    save: ArchiveAnswer
    copies: ArchiveAnswer


def ask_archive(session: Session, actor: Person, capture_id: int, what: ArchiveAsk) -> Job:
    """Owe a question to the archive; one that is under way is left alone. What leaves the house stands in the log."""
    row = get_capture(session, actor, capture_id)
    refused = archive_refused(session, row)
    if refused:
        raise WrongState(refused)
    if not session.scalar(select(exists().where(Job.key == _job_key(what, row.id), Job.state.not_in(ENDED)))):
        asked = {"what": what, "address": archive_address(row)}
        log_event(session, actor, "archive.asked", ("capture", row.id), after=asked)
    job = ask_job(session, JobKind.FETCH_HIT, _key(what, row.id), {"archive": what, "of": row.id}, asked_by_id=actor.id)
    if ask_again(session, job):
        # A copy is asked for anew, not looked after.
        job.payload = {name: value for name, value in job.payload.items() if name != "saving"}
        session.flush()
    return job


def archive_refused(session: Session, row: Capture) -> str:
    """Say why the archive may not be asked about a copy's address; empty where it may."""
    if row.state == CaptureState.ERASED:
        return ERASED
    if not archive_address(row):
        return NO_ADDRESS
    if session.scalar(select(exists().where(Evidence.capture_id == row.id, Evidence.confidential))):
        return SECRET
    led = (
        select(Claim.article_id).join(table, table.claim_id == Claim.id).where(table.capture_id == row.id)
        for table in (Evidence, Suggestion, LookupPage)
    )
    brought = select(Draft.article_id).where(Draft.capture_id == row.id)
    here = or_(*(Article.id.in_(one) for one in (*led, brought)))
    closed = exists().where(Article.confidential, Article.outside_allowed.is_(False), here)
    return CLOSED if session.scalar(select(closed)) else ""


def archive_address(row: Capture) -> str:
    """Return the address that the archive is asked for, empty where there is none."""
    return web_address(row.url or row.final_url)


def archive_view(session: Session, row: Capture) -> ArchiveView:
    """Return how the questions about a copy stand."""
    keys = {_job_key(what, row.id): what for what in ArchiveAsk}
    jobs = {keys[job.key]: job for job in session.scalars(select(Job).where(Job.key.in_(keys)))}
    return ArchiveView(
        archive_refused(session, row), _answer(jobs.get(ArchiveAsk.SAVE)), _answer(jobs.get(ArchiveAsk.COPIES))
    )


def archive_copies(session: Session, digests: Iterable[str]) -> dict[tuple[str, str], str]:
    """Map (address, digest) of kept copies to the newest copy that the archive told of."""
    wanted = {digest for digest in digests if digest}
    if not wanted:
        return {}
    rows = {row.id: row for row in session.execute(select(*_OF_COPY).where(Capture.sha256.in_(wanted)))}
    keys = {_job_key(what, row_id): row_id for row_id in rows for what in ArchiveAsk}
    newest: dict[int, tuple[str, str]] = {}
    for job in session.scalars(select(Job).where(Job.key.in_(keys), Job.state == JobState.DONE)):
        for url, at in _answer(job).copies:
            if url.startswith(ARCHIVE):
                newest[keys[job.key]] = max(newest.get(keys[job.key], ("", "")), (at, url))
    return {
        (address, rows[row_id].sha256): url
        for row_id, (_, url) in newest.items()
        for address in (rows[row_id].url, rows[row_id].final_url)
        if address
    }


def note_archive(session: Session, job_id: int, told: Mapping[str, Any]) -> None:
    """Keep with the job what the archive told, unless the copy was erased while it was asked."""
    job = session.get_one(Job, job_id)
    row = session.get(Capture, int(job.payload["of"]))
    if row is None or row.state == CaptureState.ERASED:
        return
    job.payload = {**job.payload, **told}
    session.flush()


def forget_archive(session: Session, capture_ids: Iterable[int]) -> None:
    """Drop what the archive told of copies that are erased; that it was asked stands in the log."""
    keys = [_job_key(what, row_id) for row_id in capture_ids for what in ArchiveAsk]
    for job in session.scalars(select(Job).where(Job.key.in_(keys))):
        job.payload = {name: job.payload[name] for name in ("archive", "of")}
        job.cancel, job.progress_words = job.cancel or job.state not in ENDED, ""
        job.error = ERASED if job.error else None
    session.flush()


def _key(what: ArchiveAsk, capture_id: int) -> str:
    return f"archive:{what}:{capture_id}"


def _job_key(what: ArchiveAsk, capture_id: int) -> str:
    return f"{JobKind.FETCH_HIT}:{_key(what, capture_id)}"


def _answer(job: Job | None) -> ArchiveAnswer:
    if job is None:
        return ArchiveAnswer(under_way=False, error="", answered=False, copies=(), total=0)
    copies = tuple((str(url), str(at)) for url, at in job.payload.get("copies", ()))
    return ArchiveAnswer(
        under_way=job.state not in ENDED,
        error=(job.error or "") if job.state in {JobState.FAILED, JobState.WAITING} else "",
        answered=job.state is JobState.DONE,
        copies=copies,
        total=int(job.payload.get("total", len(copies))),
    )

"""Add a document to the desk's corpus: a file, pasted text, or an address."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence_rules import TITLE_CHARS, clean_url
from factcheck.domain.faults import Faults
from factcheck.domain.jobs import JobKind
from factcheck.domain.permissions import Action, require
from factcheck.models import Via
from factcheck.services.capture_keep import READABLE, UNREAD, NewCapture, keep_capture
from factcheck.services.event_log import log_event
from factcheck.services.job_again import ask_again
from factcheck.services.job_ask import ask_job
from factcheck.services.lookup_keep import url_digest

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session

    from factcheck.models import Capture, Job, Person
    from factcheck.services.evidence_log import UploadedFile

NOTE_CHARS = 2000
#: How the keys of jobs that bring a document by address begin; the list of documents finds them by it.
BY_ADDRESS = "document:"


def add_document_file(
    session: Session, actor: Person, file: UploadedFile, *, title: str = "", note: str = ""
) -> Capture:
    """Add a file whose bytes are in the blob store; a worker reads its text."""
    require(Action.MANAGE_DOCUMENTS, actor.role)
    faults = Faults()
    named, noted = faults.take(lambda: _title(title)), faults.take(lambda: _note(note))
    faults.settle()
    new = NewCapture(
        via=Via.UPLOAD,
        sha256=file.digest,
        state=UNREAD,
        media_type=file.media_type,
        size=file.size,
        file_name=file.name,
        title=named,
        note=noted,
        in_corpus=True,
        added_by_id=actor.id,
    )
    row = _added(session, actor, new)
    if row.state == UNREAD:
        job = ask_job(session, JobKind.FETCH_HIT, f"file:{row.id}", {"capture_id": row.id}, asked_by_id=actor.id)
        ask_again(session, job)
    return row


def add_document_text(
    session: Session,
    actor: Person,
    file: UploadedFile,
    text: str,
    *,
    title: str,
    outlet: str = "",
    published_on: date | None = None,
    note: str = "",
) -> Capture:
    """Add pasted text; `file` names its bytes in the blob store."""
    require(Action.MANAGE_DOCUMENTS, actor.role)
    faults = Faults()
    if not text.strip():
        faults.add("Paste the text of the document.", field="text")
    if not title.strip():
        faults.add("Give the document a title.", field="title")
    named, noted = faults.take(lambda: _title(title)), faults.take(lambda: _note(note))
    faults.settle()
    new = NewCapture(
        via=Via.PASTE,
        sha256=file.digest,
        state=READABLE[0],
        media_type="text/plain",
        size=file.size,
        text=text,
        title=named,
        outlet=" ".join(outlet.split()),
        published_on=published_on,
        note=noted,
        in_corpus=True,
        added_by_id=actor.id,
    )
    return _added(session, actor, new)


def add_document_address(session: Session, actor: Person, url: str) -> Job:
    """Owe the fetch of a document; it joins the corpus when it is here."""
    require(Action.MANAGE_DOCUMENTS, actor.role)
    address = clean_url(url, needed=True)
    job = ask_job(
        session,
        JobKind.FETCH_HIT,
        f"{BY_ADDRESS}{url_digest(address)[:40]}",
        {"document_url": address},
        asked_by_id=actor.id,
    )
    ask_again(session, job)
    log_event(session, actor, "document.asked", ("job", job.id), after={"url": address})
    return job


def _added(session: Session, actor: Person, new: NewCapture) -> Capture:
    row = keep_capture(session, new)
    row.title = row.title or new.title
    log_event(
        session,
        actor,
        "document.added",
        ("capture", row.id),
        after={"title": row.title, "sha256": row.sha256, "via": row.via},
    )
    return row


def _title(title: str) -> str:
    bare = " ".join(title.split())
    if len(bare) > TITLE_CHARS:
        raise InvalidInput(f"Shorten the title to {TITLE_CHARS} characters.", field="title")
    return bare


def _note(note: str) -> str:
    bare = note.strip()
    if len(bare) > NOTE_CHARS:
        raise InvalidInput(f"Shorten the note to {NOTE_CHARS} characters.", field="note")
    return bare

"""What was erased with one article and is handed in again is kept and read as if it had never been here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.captures import CaptureState
from factcheck.domain.jobs import JobState
from factcheck.models import Job, Person, Via
from factcheck.services.capture_keep import UNREAD, NewCapture, keep_capture
from factcheck.services.document_add import add_document_file
from factcheck.services.evidence_log import UploadedFile
from factcheck.services.files_named import files_named
from tests.sources_kit import digest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Capture
    from tests.conftest import People


def _erase(session: Session, row: Capture) -> None:
    """Leave of a copy what erasing its article leaves."""
    row.state, row.reason, row.in_corpus = CaptureState.ERASED, "It was erased.", False
    row.text = row.title = row.file_name = ""
    row.headers, row.links = {}, []
    session.flush()


def test_a_file_that_was_erased_is_read_when_it_is_handed_in_again(session: Session, people: People) -> None:
    ada = session.get_one(Person, people.ada)
    file = UploadedFile(digest("minutes"), "minutes.pdf", "application/pdf", 7)
    row = add_document_file(session, ada, file, title="Minutes")
    job = session.scalars(select(Job)).one()
    job.state = JobState.DONE
    _erase(session, row)
    again = add_document_file(session, ada, file, title="The minutes")
    assert again.id == row.id
    assert (again.state, again.title, again.file_name, again.in_corpus) == (UNREAD, "The minutes", "minutes.pdf", True)
    assert job.state is JobState.QUEUED
    # A deletion of it that is still owed leaves it.
    assert files_named(session, among=[file.digest]) == {file.digest}


def test_a_page_that_was_erased_and_is_fetched_again_is_all_there(session: Session) -> None:
    new = NewCapture(
        via=Via.FETCH,
        sha256=digest("page"),
        state="captured",
        url="https://gazette.example/lock",
        headers={"etag": "1"},
        text="The lock.",
        links=("https://other.example",),
    )
    row = keep_capture(session, new)
    first = row.fetched_at
    _erase(session, row)
    again = keep_capture(session, new)
    assert (again.id, again.state, again.text, again.reason) == (row.id, "captured", "The lock.", "")
    assert (again.headers, again.links) == ({"etag": "1"}, ["https://other.example"])
    assert again.fetched_at >= first

"""Bring a document into the corpus: fetch it by its address, or read the file that was uploaded."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from factcheck.models import Capture
from factcheck.services.capture_fill import Reading, fill_capture
from factcheck.services.capture_keep import keep_capture
from factcheck.services.event_log import log_event
from factcheck.work.handler import GiveUp, TryLater
from factcheck.work.page_read import day_of, read_address, read_file, state_of, wire_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools


def read_document(tools: Tools, ticket: Ticket) -> Store:
    """Fetch a document for the corpus; payload: document_url."""
    read = read_address(tools, ticket, str(ticket.payload["document_url"]))
    if read.again:
        raise TryLater(read.reason, seconds=read.retry_after)
    if read.new is None and read.known_id is None:
        raise GiveUp(read.reason or "The page could not be read.")

    def store(session: Session) -> None:
        if read.new is not None:
            row = keep_capture(session, replace(read.new, in_corpus=True))
        else:
            row = session.get_one(Capture, read.known_id)
            row.in_corpus = True
        after = {"title": row.title, "sha256": row.sha256, "via": row.via}
        log_event(session, None, "document.added", ("capture", row.id), after=after)

    return store


def read_uploaded(tools: Tools, ticket: Ticket) -> Store:
    """Read a file that is in the corpus already, without its text; payload: capture_id."""
    capture_id = int(ticket.payload["capture_id"])
    with tools.db.read() as session:
        row = session.get(Capture, capture_id)
        if row is None:
            raise GiveUp("The file is no longer there.")
        digest, name = row.sha256, row.file_name
    reading = reading_of(tools, digest, name)

    def store(session: Session) -> None:
        fill_capture(session, capture_id, reading)

    return store


def reading_of(tools: Tools, digest: str, name: str) -> Reading:
    """Read a file of the blob store into what its capture keeps."""
    found = read_file(tools, digest, name)
    return Reading(
        state=state_of(found),
        reason=found.reason,
        text=found.draft or found.text,
        title=found.title,
        byline=found.byline,
        outlet=found.outlet,
        language=found.language,
        published_on=day_of(found.published),
        wire=wire_of(found.text, found.byline),
        page_starts=found.page_starts,
    )

"""Read an uploaded file into the text of an article; the parsing happens in a process of its own."""

from __future__ import annotations

from mimetypes import guess_type
from typing import TYPE_CHECKING

from factcheck.domain.articles import Intake
from factcheck.domain.captures import CaptureState
from factcheck.fetch.extract.pool import extract_file
from factcheck.models import Via
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.services.draft_late import note_late
from factcheck.services.draft_take import take_read_text
from factcheck.work.fetch_draft import read_text
from factcheck.work.fetcher import fetcher_of
from factcheck.work.handler import GiveUp

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools


def read_upload(tools: Tools, ticket: Ticket) -> Store:
    """Read the file; payload: article_id, blob, file_name, title_open. It is kept as a capture beside the draft."""
    blob, name = str(ticket.payload["blob"]), str(ticket.payload["file_name"])
    ticket.progress(0, 1, "Reading the file")
    data = tools.blobs.get(blob)
    found = extract_file(fetcher_of(tools).reader, name, data)
    ticket.check_cancel()
    if not found.readable:
        raise GiveUp(f"{found.reason} Paste the text instead.")
    read = read_text(found, tools.settings.max_text_chars)
    title_open = bool(ticket.payload.get("title_open"))
    capture = NewCapture(
        via=Via.UPLOAD,
        sha256=blob,
        state=CaptureState.CAPTURED,
        media_type=guess_type(name)[0] or "application/octet-stream",
        size=len(data),
        text=read.text,
        title=read.title,
        byline=read.byline,
        outlet=read.outlet,
        language=found.language[:12],
        published_on=read.published_on,
        page_starts=found.page_starts,
        file_name=name,
        added_by_id=int(ticket.payload["by_id"]),
    )

    def store(session: Session) -> None:
        draft = take_read_text(
            session,
            int(ticket.payload["article_id"]),
            read,
            by_id=int(ticket.payload["by_id"]),
            max_chars=tools.settings.max_text_chars,
            intake=Intake.UPLOAD,
            file_name=name,
            blob=blob,
            capture_id=keep_capture(session, capture).id,
            title_open=title_open,
            after=ticket.payload.get("after"),
        )
        if draft is None:
            note_late(session, ticket.job_id, read.text)

    return store

"""Ask the Internet Archive to copy a page, or which copies it has; it is asked about addresses, never about words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.fetch.providers.base import ProviderError, RateLimitedError
from factcheck.fetch.providers.registry import ask_for
from factcheck.fetch.providers.wayback import Wayback
from factcheck.models import Capture
from factcheck.services.archive_ask import ArchiveAsk, archive_address, archive_refused, note_archive
from factcheck.work.ask_provider import LATER
from factcheck.work.fetcher import fetcher_of
from factcheck.work.handler import GiveUp, TryLater

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.fetch.providers.ask import Ask
    from factcheck.work.handler import Store, Ticket, Tools

#: Seconds between two looks whether a copy is made; a page takes the archive half a minute.
LOOK_AGAIN = 10.0
MAKING = "The archive is making the copy."
#: So many copies are listed, the newest; the archive's own page lists all.
MOST_COPIES = 100


def ask_archive(tools: Tools, ticket: Ticket) -> Store:
    """Ask, and return what keeps the answer; payload: archive (an ArchiveAsk), of (a capture), saving once it began."""
    with tools.db.read() as session:
        row = session.get(Capture, int(ticket.payload["of"]))
        # Looked at again here: an article may have been closed since the button was pressed.
        refused = archive_refused(session, row) if row is not None else "The copy is no longer there."
        address = archive_address(row) if row is not None else ""
    if refused:
        raise GiveUp(refused)
    fetcher, archive = fetcher_of(tools), Wayback()
    ask = ask_for(archive, tools.settings, fetcher.client, reader=fetcher.reader, pace=fetcher.pace)
    try:
        if ticket.payload["archive"] == ArchiveAsk.COPIES:
            told = _copies(archive, address, ask)
        else:
            told = _saved(tools, ticket, archive, address, ask)
    except RateLimitedError as error:
        raise TryLater(str(error), seconds=float(error.retry_after or LATER)) from error
    except ProviderError as error:
        if not error.retry:
            raise GiveUp(str(error)) from error
        raise TryLater(str(error)) from error

    def store(session: Session) -> None:
        note_archive(session, ticket.job_id, told)

    return store


def _copies(archive: Wayback, address: str, ask: Ask) -> dict[str, Any]:
    found = archive.timemap(address, ask)
    return {"copies": [list(one) for one in found[::-1][:MOST_COPIES]], "total": len(found)}


def _saved(tools: Tools, ticket: Ticket, archive: Wayback, address: str, ask: Ask) -> dict[str, Any]:
    """Have the copy made; the archive's number for it is kept, so that a worker that takes over does not begin anew."""
    number = str(ticket.payload.get("saving", ""))
    saving = archive.saved(number, ask) if number else archive.save(address, ask)
    if saving.state == "error":
        raise GiveUp(f"The archive could not copy the page: {saving.reason}")
    if saving.state == "pending":
        if not number:
            with tools.db.write() as session:
                note_archive(session, ticket.job_id, {"saving": saving.job})
        raise TryLater(MAKING, seconds=LOOK_AGAIN)
    return {"copies": [[saving.url, saving.made]], "total": 1}

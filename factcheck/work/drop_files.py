"""Delete the kept files of what was erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import StorageAway, WrongState
from factcheck.fetch.blobs import SETTLED_SECONDS
from factcheck.services.files_drop import forget_drops, is_needed
from factcheck.work.handler import TryLater

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools

#: Seconds until a store that was away is asked again.
AWAY_SECONDS = 600.0


def drop_files(tools: Tools, ticket: Ticket) -> Store:
    """Delete the files of the payload one by one, but for those that a row names again; one that is gone is no fault.

    Each is looked up just before it goes. One that was put within the last hour may be about to be named: it waits.
    """
    files = [str(sha256) for sha256 in ticket.payload.get("files", ())]
    young = ""
    for done, sha256 in enumerate(files, start=1):
        ticket.check_cancel()
        with tools.db.read() as session:
            needed = is_needed(session, sha256)
        try:
            if not needed:
                tools.blobs.drop(sha256)
        except WrongState as error:
            young = str(error)
        except StorageAway as error:
            raise TryLater(str(error), seconds=AWAY_SECONDS, ours=True) from error
        ticket.progress(done, len(files))
    if young:
        raise TryLater(young, seconds=SETTLED_SECONDS, ours=True)

    def store(session: Session) -> None:
        forget_drops(session, ticket.job_id)

    return store

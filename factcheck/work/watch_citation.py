"""Look again at a page that a published verdict cites and say whether the quoted passage still stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.captures import CaptureState
from factcheck.models import Capture
from factcheck.services.capture_keep import keep_capture
from factcheck.services.citation_watch import Seen, keep_look, watch_target
from factcheck.text.cited import look_again
from factcheck.work.handler import GiveUp, TryLater
from factcheck.work.page_read import read_address

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.citation_watch import WatchTarget
    from factcheck.work.handler import Store, Ticket, Tools
    from factcheck.work.page_read import PageRead

#: After so many tries the page counts as unread for this time; the next look comes by itself.
ATTEMPTS = 3
_PAGE_GONE = frozenset({CaptureState.NOT_FOUND, CaptureState.GONE})


def watch_citation(tools: Tools, ticket: Ticket) -> Store:
    """Fetch the page behind a citation once more and compare; payload: evidence_id, slot."""
    evidence_id, slot = int(ticket.payload["evidence_id"]), str(ticket.payload["slot"])
    with tools.db.read() as session:
        target = watch_target(session, evidence_id)
    if target is None:
        raise GiveUp("This evidence is no longer watched: it was withdrawn, or its article was closed.")
    read = read_address(tools, ticket, target.url)
    if read.again and ticket.attempt < ATTEMPTS:
        raise TryLater(read.reason, seconds=read.retry_after)

    def store(session: Session) -> None:
        keep_look(session, evidence_id, slot, _seen(session, target, read))

    return store


def _seen(session: Session, target: WatchTarget, read: PageRead) -> Seen:
    capture: Capture | None = None
    if read.new is not None:
        capture = keep_capture(session, read.new)
    elif read.known_id is not None:
        capture = session.get(Capture, read.known_id)
    if capture is None:
        # A page that is blocked, slow or down says nothing of the passage.
        state = "gone" if read.state in _PAGE_GONE else "unread"
        return Seen(state, read.reason or "The page could not be read.")
    if capture.id == target.capture_id:
        return Seen("there", found=target.excerpt, capture_id=capture.id)
    if not capture.text:
        return Seen("unread", capture.reason or "The page could not be read.", capture_id=capture.id)
    cited = look_again(target.excerpt, capture.text, prefix=target.prefix, suffix=target.suffix)
    return Seen(cited.state, found=cited.found, capture_id=capture.id)

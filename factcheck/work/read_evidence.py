"""Fetch the page, or read the file, behind a piece of evidence that a person logged, and find her excerpt in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.evidence_rules import TITLE_CHARS
from factcheck.models import Capture, Evidence
from factcheck.services.capture_fill import fill_capture
from factcheck.services.capture_keep import UNREAD, keep_capture
from factcheck.services.event_log import log_event
from factcheck.services.evidence_facts import read_facts
from factcheck.services.evidence_log import anchor_excerpt
from factcheck.services.evidence_withdraw import is_cited
from factcheck.services.origin_find import host_of
from factcheck.services.origin_known import spread_origins
from factcheck.services.origin_suggest import suggest_origins
from factcheck.services.outside import may_ask_outside
from factcheck.services.quote_seek import note_quotes
from factcheck.work.handler import GiveUp, TryLater
from factcheck.work.page_read import read_address
from factcheck.work.read_document import reading_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools

CLOSED = "Nothing is fetched for confidential evidence, or for a confidential article until an editor allows it."


@dataclass(frozen=True, slots=True)
class _Wanted:
    url: str
    capture_id: int | None
    digest: str
    name: str
    closed: bool


def read_evidence(tools: Tools, ticket: Ticket) -> Store:
    """Read what the evidence names; payload: evidence_id."""
    evidence_id = int(ticket.payload["evidence_id"])
    with tools.db.read() as session:
        wanted = _wanted(session, evidence_id)
    if wanted.capture_id is not None:
        return _read_upload(tools, evidence_id, wanted) if wanted.digest else _anchor(evidence_id)
    if wanted.closed:
        raise GiveUp(CLOSED)
    read = read_address(tools, ticket, wanted.url)
    if read.again:
        raise TryLater(read.reason, seconds=read.retry_after)
    if read.new is None and read.known_id is None:
        raise GiveUp(read.reason or "The page could not be read.")

    def store(session: Session) -> None:
        row = session.get_one(Evidence, evidence_id)
        if row.url != wanted.url:
            # Somebody corrected the address meanwhile; that edit owed a fetch of its own.
            return
        kept = keep_capture(session, read.new) if read.new is not None else session.get(Capture, read.known_id)
        _point(session, row, kept)
        suggest_origins(session, row.claim)
        spread_origins(session, row.claim.article_id)

    return store


def _read_upload(tools: Tools, evidence_id: int, wanted: _Wanted) -> Store:
    reading = reading_of(tools, wanted.digest, wanted.name)

    def store(session: Session) -> None:
        row = session.get_one(Evidence, evidence_id)
        if row.capture_id is not None:
            _point(session, row, fill_capture(session, row.capture_id, reading))

    return store


def _anchor(evidence_id: int) -> Store:
    """Find the excerpt in a copy that is here already: another job read the same bytes."""

    def store(session: Session) -> None:
        row = session.get_one(Evidence, evidence_id)
        _point(session, row, row.capture)

    return store


def _wanted(session: Session, evidence_id: int) -> _Wanted:
    row = session.get(Evidence, evidence_id)
    if row is None:
        raise GiveUp("The evidence is no longer there.")
    unread = row.capture if row.capture is not None and row.capture.state == UNREAD else None
    return _Wanted(
        url=row.url,
        capture_id=row.capture_id,
        digest=unread.sha256 if unread else "",
        name=row.file_name,
        closed=row.confidential or not may_ask_outside(row.claim.article) or not row.url,
    )


def _is_stand_in(row: Evidence, capture: Capture) -> bool:
    """Say whether the title is only the site's or a saved page's file name, which stood in until the page was read."""
    saved = {row.file_name} if "html" in capture.media_type else set()
    return bool(capture.title) and row.title in {host_of(row.url), *saved}


def _point(session: Session, row: Evidence, capture: Capture | None) -> None:
    before = read_facts(row)
    row.capture = capture
    if row.excerpt_start is None:
        anchor_excerpt(row, capture)
    note_quotes(row, row.claim, capture)
    if capture is not None:
        row.outlet = row.outlet or capture.outlet
        if _is_stand_in(row, capture) and not is_cited(session, row.id):
            row.title = capture.title[:TITLE_CHARS]
    session.flush()
    after = read_facts(row)
    if after != before:
        log_event(
            session,
            None,
            "evidence.read",
            ("evidence", row.id),
            before=before,
            after=after,
            article_id=row.claim.article_id,
            claim_id=row.claim_id,
        )

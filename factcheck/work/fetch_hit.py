"""Fetch a page: one that a lookup found, one that evidence names, or one for the corpus; or read an uploaded file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.captures import CaptureState
from factcheck.models import Capture, LookupPage
from factcheck.services.capture_keep import keep_capture
from factcheck.services.lookup_target import claim_words
from factcheck.services.own_text import WHY, addresses_of, own_text
from factcheck.services.passage_find import find_passages
from factcheck.services.suggestion_keep import keep_suggestions
from factcheck.work.ask_archive import ask_archive
from factcheck.work.handler import GiveUp, TryLater
from factcheck.work.page_read import PageRead, read_address
from factcheck.work.read_document import read_document, read_uploaded
from factcheck.work.read_evidence import read_evidence
from factcheck.work.run_lookup import CLOSED

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.lookup_target import ClaimWords
    from factcheck.services.suggestion_keep import FoundPassage
    from factcheck.work.handler import Store, Ticket, Tools

#: A page that fails this often is left with its reason; a person may ask for it again.
ATTEMPTS = 3


def fetch_hit(tools: Tools, ticket: Ticket) -> Store:
    """Do what the payload names: `claim_id`, `url_digest`; `evidence_id`; `document_url`; `capture_id`; `archive`."""
    if "archive" in ticket.payload:
        return ask_archive(tools, ticket)
    if "evidence_id" in ticket.payload:
        return read_evidence(tools, ticket)
    if "document_url" in ticket.payload:
        return read_document(tools, ticket)
    if "capture_id" in ticket.payload:
        return read_uploaded(tools, ticket)
    return _read_hit(tools, ticket)


def _read_hit(tools: Tools, ticket: Ticket) -> Store:
    claim_id, digest = int(ticket.payload["claim_id"]), str(ticket.payload["url_digest"])
    with tools.db.read() as session:
        url = session.scalar(
            select(LookupPage.url).where(LookupPage.claim_id == claim_id, LookupPage.url_digest == digest).limit(1)
        )
        words = claim_words(session, claim_id)
        own = own_text(session, words.article_id)
    if url is None:
        raise GiveUp("The page is no longer on the list of this claim.")
    # Looked at again here: the article may have been closed since the page was found.
    read = read_address(tools, ticket, url) if words.outside else PageRead(CaptureState.REFUSED, CLOSED)
    if read.again and ticket.attempt < ATTEMPTS:
        raise TryLater(read.reason, seconds=None if read.retry_after is None else float(read.retry_after))
    found = find_passages(words, read.new.text, language=read.new.language) if read.new is not None else []

    def store(session: Session) -> None:
        capture = _kept(session, read)
        pages = session.scalars(
            select(LookupPage)
            .where(LookupPage.claim_id == claim_id, LookupPage.url_digest == digest)
            .order_by(LookupPage.id)
        ).all()
        for page in pages:
            page.state = read.state if capture is None or capture.text else capture.state
            page.reason = (read.reason or (capture.reason if capture is not None else ""))[:1000]
            page.capture_id = capture.id if capture is not None else None
        if capture is not None and own.is_own(addresses_of(capture), capture.text):
            for page in pages:
                page.reason = WHY
        elif capture is not None and pages:
            known = read.new is None or read.new.text != capture.text
            passages = _found_again(words, capture) if known else found
            first = pages[0]
            keep_suggestions(
                session,
                claim_id,
                capture.id,
                passages,
                provider=first.lookup.provider,
                lookup_id=first.lookup_id,
            )

    return store


def _kept(session: Session, read: PageRead) -> Capture | None:
    if read.new is not None:
        return keep_capture(session, read.new)
    return session.get(Capture, read.known_id) if read.known_id is not None else None


def _found_again(words: ClaimWords, capture: Capture) -> list[FoundPassage]:
    """Find the passages in a copy that was kept before, whose text decides over a new reading of the same bytes."""
    return find_passages(words, capture.text, language=capture.language)

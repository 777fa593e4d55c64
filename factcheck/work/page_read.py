"""Fetch an address or open a kept file, and read it into what a capture keeps."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from factcheck.domain.captures import CaptureState, may_pass
from factcheck.fetch.extract.model import ReadState
from factcheck.fetch.extract.pool import extract_file
from factcheck.fetch.outcomes import Validators
from factcheck.models import Via
from factcheck.services.capture_keep import NewCapture, keepable
from factcheck.services.capture_known import known_capture
from factcheck.services.origin_find import host_of
from factcheck.text.wire import credit
from factcheck.text.words import word_set
from factcheck.work.fetcher import fetcher_of

if TYPE_CHECKING:
    from factcheck.fetch.extract.model import Extracted
    from factcheck.fetch.pages import Page
    from factcheck.work.handler import Ticket, Tools

#: A file was kept whose text could not be read.
UNREADABLE = "unreadable"
#: Headers worth keeping; cookies and the like are nobody's evidence.
_HEADERS = word_set(
    """age cache-control content-disposition content-language content-length content-type date etag expires
    last-modified link location server vary via warning x-archive-orig-date memento-datetime"""
)


@dataclass(frozen=True, slots=True)
class PageRead:
    """Hold what became of an address: a new capture, one that is known already, or neither, with the reason."""

    state: str
    reason: str
    new: NewCapture | None = None
    known_id: int | None = None
    again: bool = False
    retry_after: float | None = None


def read_address(tools: Tools, ticket: Ticket, url: str) -> PageRead:
    """Fetch and read one address; a fresh copy is reused, an older one is asked for by its ETag."""
    ticket.check_cancel()
    with tools.db.read() as session:
        known = known_capture(session, url)
    if known is not None and known.fresh:
        return PageRead(CaptureState.CAPTURED, "", known_id=known.capture_id)
    validators = Validators(known.etag, known.last_modified) if known else None
    page = fetcher_of(tools).page(url, validators=validators)
    ticket.check_cancel()
    if page.state is CaptureState.NOT_MODIFIED and known is not None:
        return PageRead(CaptureState.CAPTURED, "", known_id=known.capture_id)
    if not page.ok:
        return PageRead(
            page.state, page.reason, again=may_pass(page.state, page.why), retry_after=page.fetched.retry_after
        )
    tools.blobs.put(page.fetched.body)
    return PageRead(page.state, page.reason, new=_captured(url, page))


def read_file(tools: Tools, digest: str, name: str) -> Extracted:
    """Read a file of the blob store."""
    return extract_file(fetcher_of(tools).reader, name, tools.blobs.get(digest))


def state_of(extracted: Extracted) -> str:
    """Return the capture's state after a file was read."""
    return CaptureState.CAPTURED if extracted.state is ReadState.READ else UNREADABLE


def day_of(words: str) -> date | None:
    """Return the day of an ISO 8601 date or time, None where there is none."""
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None


def wire_of(text: str, byline: str) -> str | None:
    """Return the agency that a text credits."""
    found = credit(text, by_line=byline)
    return found.agency if found else None


def _captured(url: str, page: Page) -> NewCapture:
    fetched, extracted = page.fetched, page.extracted
    text = keepable(extracted.text) if extracted else ""
    byline = extracted.byline if extracted else ""
    return NewCapture(
        via=Via.FETCH,
        sha256=fetched.digest,
        state=page.state if text else UNREADABLE,
        url=url,
        final_url=fetched.final_url,
        canonical_url=extracted.canonical_url if extracted else "",
        reason=page.reason or (extracted.reason if extracted and not text else ""),
        status=fetched.status or None,
        flags=fetched.flags,
        chain=tuple(
            {"status": hop.status, "url": hop.url, "ip": hop.ip, "at": hop.at.isoformat()} for hop in fetched.chain
        ),
        headers={name: value for name, value in fetched.headers if name.lower() in _HEADERS},
        media_type=fetched.media_type,
        size=len(fetched.body),
        text=text,
        title=extracted.title if extracted else "",
        byline=byline,
        outlet=(extracted.outlet if extracted else "") or host_of(fetched.final_url),
        language=(extracted.language if extracted else "")[:12],
        published_on=day_of(extracted.published) if extracted else None,
        links=extracted.links if extracted else (),
        page_starts=extracted.page_starts if extracted else (),
        wire=wire_of(text, byline),
        fetched_at=fetched.fetched_at,
    )

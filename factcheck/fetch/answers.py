"""Read an answer's status, type and ending as a state with its reason."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from factcheck.domain.captures import CaptureState, Why

if TYPE_CHECKING:
    from factcheck.fetch.wire import Body

REDIRECTS = frozenset({301, 302, 303, 307, 308})
MAX_RETRY_AFTER = 3600
ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip"})
_OK = frozenset({200, 203, 206})
#: The hundreds of a status.
_REDIRECT, _SERVER_ERROR = 3, 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold what a status says, where it is not a plain page."""

    state: CaptureState
    reason: str
    why: Why
    retry_after: int | None = None


_BY_STATUS = {
    304: (CaptureState.NOT_MODIFIED, "The page has not changed since it was last captured.", Why.NONE),
    401: (CaptureState.BLOCKED, "The site asks for a sign-in.", Why.SIGN_IN),
    402: (CaptureState.BLOCKED, "The page is behind a paywall.", Why.PAYWALL),
    403: (CaptureState.BLOCKED, "The site does not let this tool in.", Why.FORBIDDEN),
    404: (CaptureState.NOT_FOUND, "There is no page at this address.", Why.NONE),
    407: (CaptureState.FAILED, "The proxy asks for a sign-in.", Why.STATUS),
    410: (CaptureState.GONE, "The page was removed for good.", Why.NONE),
    429: (CaptureState.FAILED, "The site asks to come back later.", Why.RATE_LIMITED),
    451: (CaptureState.BLOCKED, "The page is withheld for legal reasons.", Why.LEGAL),
    503: (CaptureState.FAILED, "The site is not available now.", Why.UNAVAILABLE),
}


def by_status(status: int, retry_after: str = "") -> Verdict | None:
    """Give the verdict of a status; None where the body is to be read."""
    if status in _OK:
        return None
    seconds = read_retry_after(retry_after)
    if status in _BY_STATUS:
        return Verdict(*_BY_STATUS[status], seconds)
    kind = status // 100
    if kind == _SERVER_ERROR:
        return Verdict(
            CaptureState.FAILED, f"The site reports an error of its own ({status}).", Why.SERVER_ERROR, seconds
        )
    if kind == _REDIRECT:
        return Verdict(
            CaptureState.FAILED, f"The site answers with a redirect that is not followed ({status}).", Why.REDIRECT
        )
    return Verdict(CaptureState.FAILED, f"The site answers with status {status}.", Why.STATUS, seconds)


def read_retry_after(text: str, now: datetime | None = None) -> int | None:
    """Read Retry-After as seconds, capped at one hour; None where it is absent or not readable."""
    text = text.strip()
    if re.fullmatch(r"[0-9]{1,12}", text):
        return min(int(text), MAX_RETRY_AFTER)
    try:
        when = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    when = when if when.tzinfo else when.replace(tzinfo=UTC)
    seconds = (when - (now or datetime.now(UTC))).total_seconds()
    return int(min(max(seconds, 0), MAX_RETRY_AFTER))


def content_type(header: str) -> tuple[str, str]:
    """Split a Content-Type header into media type and charset label, both lower case and short."""
    media_type, _, parameters = header[:1024].partition(";")
    found = re.search(r"charset\s*=\s*[\"']?([^\"';\s]{1,64})", parameters, re.IGNORECASE)
    return media_type.strip().lower()[:128], found[1].lower() if found else ""


def is_file(media_type: str) -> bool:
    """Say whether a media type is of a whole file, which is allowed more time and bytes than a page."""
    return media_type in {
        "application/pdf",
        "application/octet-stream",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }


def by_body(body: Body) -> tuple[CaptureState, str]:
    """Give the state of a body by how it ended."""
    if body.end == "truncated":
        return CaptureState.TRUNCATED, "The page is larger than what is kept; its beginning was captured."
    if body.end == "damaged":
        return CaptureState.DAMAGED, "The page arrived damaged; what could be read was captured."
    if body.end == "timed_out":
        return CaptureState.TIMED_OUT, "This address took too long to send its page."
    return CaptureState.CAPTURED, "Captured."

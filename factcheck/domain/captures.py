"""Name the states a capture can be in, and why; every one is shown to people with its reason."""

from __future__ import annotations

from enum import StrEnum


class CaptureState(StrEnum):
    """Say what became of one fetch."""

    CAPTURED = "captured"
    TRUNCATED = "truncated"
    DAMAGED = "damaged"
    NOT_MODIFIED = "not_modified"
    BLOCKED = "blocked"
    NOT_FOUND = "not_found"
    GONE = "gone"
    REFUSED = "refused"
    TIMED_OUT = "timed_out"
    FAILED = "failed"
    # No fetch ends so: the text and bytes were kept, and erased when their article's time had ended.
    ERASED = "erased"


class Why(StrEnum):
    """Say why a capture is not a plain one; empty where there is nothing to explain."""

    NONE = ""
    # the page was blocked
    ROBOTS = "robots"
    PAYWALL = "paywall"
    CONSENT = "consent"
    CAPTCHA = "captcha"
    SIGN_IN = "sign_in"
    FORBIDDEN = "forbidden"
    LEGAL = "legal"
    # the page is not there
    SOFT_404 = "soft_404"
    # we refused it
    ADDRESS = "address"
    INSIDE = "inside"
    OWN = "own"
    REDIRECT = "redirect"
    TOO_MANY_REDIRECTS = "too_many_redirects"
    ENCODING = "encoding"
    CERTIFICATE = "certificate"
    # it failed
    DNS = "dns"
    CONNECTION = "connection"
    PROTOCOL = "protocol"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    SERVER_ERROR = "server_error"
    STATUS = "status"
    BUSY = "busy"


KEPT = frozenset({CaptureState.CAPTURED, CaptureState.TRUNCATED, CaptureState.DAMAGED})
"""States whose bytes are kept and may be read."""

_FILES = frozenset({"waiting", "unreadable"})
"""States of what is kept without text: a file that is yet to be read, or one that only people can read, like a scan."""

TRY_AGAIN = frozenset({Why.DNS, Why.CONNECTION, Why.RATE_LIMITED, Why.UNAVAILABLE, Why.SERVER_ERROR, Why.BUSY})
"""Causes that may pass by themselves."""


def is_evidence(state: CaptureState) -> bool:
    """Say whether text of this capture may be offered as a source at all."""
    return state in KEPT


def has_content(state: str, *, media_type: str, size: int) -> bool:
    """Say whether somebody who opens this capture sees something; a page of which no words were left shows nothing."""
    return state in KEPT or (state in _FILES and size > 0 and "html" not in media_type)


def may_pass(state: CaptureState, why: Why) -> bool:
    """Say whether asking again later is worth it."""
    return state is CaptureState.TIMED_OUT or why in TRY_AGAIN

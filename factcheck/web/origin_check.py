"""Refuse requests that another site's page made: fetch metadata first, then Origin (OWASP CSRF cheat sheet)."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import request
from flask_wtf.csrf import CSRFError

_SAFE = {"GET", "HEAD", "OPTIONS", "TRACE"}


def came_from_us() -> bool:
    """Say whether the browser itself tells that a page of ours sent this."""
    return request.headers.get("Sec-Fetch-Site") == "same-origin"


def check_origin() -> None:
    """Raise CSRFError for a changing request that did not come from a page of ours."""
    if request.method in _SAFE:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site not in {"same-origin", "none"}:
            raise CSRFError(f"Sec-Fetch-Site is {site[:20]}")
        return
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise CSRFError("Origin is another site")

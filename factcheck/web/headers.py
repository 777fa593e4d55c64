"""Send the security headers on every response, and give each request an id."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import g, request

from factcheck.web.desk import desk

if TYPE_CHECKING:
    from flask import Response

DESK_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
#: Public pages work without any script.
PUBLIC_POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
)
EMBED_POLICY = PUBLIC_POLICY.replace("form-action 'self'", "form-action 'none'").replace(
    "frame-ancestors 'none'", "frame-ancestors *"
)
_OFF = ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort", "browsing-topics")


def name_request() -> None:
    """Give the request an id that errors and logs share."""
    g.request_id = secrets.token_hex(6)


def add_headers(response: Response) -> Response:
    """Add what every response carries; a view that set a header of its own keeps it."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", DESK_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers.setdefault("Referrer-Policy", "no-referrer")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
    headers["Permissions-Policy"] = ", ".join(f"{feature}=()" for feature in _OFF)
    headers["X-Request-Id"] = g.get("request_id", "")
    if desk().settings.base_url.startswith("https://"):
        headers["Strict-Transport-Security"] = "max-age=31536000"
    if request.endpoint != "static" and "Cache-Control" not in headers:
        headers["Cache-Control"] = "no-store"
    if request.endpoint != "static":
        response.vary.add("HX-Request")
        response.vary.add("Cookie")
    return response

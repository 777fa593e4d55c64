"""Answer htmx: partial or page, and what the live region says."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from flask import make_response, request

from factcheck.web.next_page import safe_next

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue


def wants_partial() -> bool:
    """Say whether htmx asks for a part of the page; a link opened by hand or a history restore asks for all of it."""
    return request.headers.get("HX-Request") == "true" and request.headers.get("HX-Request-Type") != "full"


def current_page() -> str:
    """Return the path of the page that htmx asks from, "" where it does not say."""
    told = urlsplit(request.headers.get("HX-Current-URL", ""))
    return safe_next(f"{told.path}?{told.query}".rstrip("?")) if told.netloc == request.host else ""


def announce(answer: ResponseReturnValue, words: str) -> Response:
    """Have the polite live region say `words` when the answer arrives."""
    response = make_response(answer)
    response.headers["HX-Trigger"] = json.dumps({"announce": words})
    return response

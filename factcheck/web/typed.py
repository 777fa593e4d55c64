"""Clean what was typed into a text field."""

from __future__ import annotations

from typing import Any

from flask import request
from werkzeug.exceptions import HTTPException

from factcheck.web.form_labels import labelled
from factcheck.web.forms import no_nul

_SECRET = {"csrf_token", "password", "old", "new"}
_TYPED_CHARS = 20_000


def typed(value: Any) -> Any:
    """Return text as databases can hold it, its lines ended as in drafts: browsers send CR LF."""
    value = no_nul(value)
    return value.replace("\r\n", "\n").replace("\r", "\n") if isinstance(value, str) else value


def sent_pairs() -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, without tokens and passwords; none where it could not be read."""
    if request.method != "POST" or request.is_json:
        return []
    try:
        pairs = list(request.form.items(multi=True))
    except (HTTPException, OSError):
        # It could not be received at all: too large, or no room.
        return []
    return [(name, typed(value)) for name, value in pairs if name not in _SECRET]


def what_was_typed() -> list[tuple[str, str]]:
    """Return what the person typed as (label of the field, text), so that an error page can hand it back."""
    return [(label, value[:_TYPED_CHARS]) for label, value in labelled(sent_pairs())]

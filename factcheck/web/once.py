"""Act once on a form, however often it is sent."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from flask import request
from markupsafe import Markup

from factcheck.models.base import utc_now
from factcheck.models.event import FormKey
from factcheck.web.access import person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIELD = "form_key"
_LENGTH = 64


def form_key() -> Markup:
    """Return the hidden field that names this rendering of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, secrets.token_hex(16))


def once(session: Session) -> str | None:
    """Return where the form led the first time it was sent, None where this is the first time.

    The key is written in the caller's transaction; of two sent at the same moment the second waits and then finds it.
    """
    key = request.form.get(FIELD, "")[:_LENGTH]
    if not key:
        return None
    row = session.get(FormKey, key)
    if row is not None:
        return row.location or None
    session.add(FormKey(key=key, person_id=person().id, location="", at=utc_now()))
    session.flush()
    return None


def led_to(session: Session, location: str) -> None:
    """Remember where the form led."""
    key = request.form.get(FIELD, "")[:_LENGTH]
    row = session.get(FormKey, key) if key else None
    if row is not None:
        row.location = location

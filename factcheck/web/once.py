"""Act once on a form, however often it is sent."""

from __future__ import annotations

import hashlib
import secrets
from typing import TYPE_CHECKING

from flask import request
from markupsafe import Markup

from factcheck.models.base import utc_now
from factcheck.models.event import FormKey
from factcheck.services.upsert import insert_once
from factcheck.web.access import person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

FIELD = "form_key"


def form_key() -> Markup:
    """Return the hidden field that names this rendering of a form."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(FIELD, secrets.token_hex(16))


def once(session: Session) -> str | None:
    """Return where the form led the first time it was sent, None where this is the first time.

    The key is written in the caller's transaction; of two sent at the same moment the second waits and then finds it.
    """
    key = _key()
    if not key:
        return None
    values = {"key": key, "person_id": person().id, "location": "", "at": utc_now()}
    if insert_once(session, FormKey, ["key"], values):
        return None
    return session.get_one(FormKey, key).location or None


def led_to(session: Session, location: str) -> None:
    """Remember where the form led."""
    key = _key()
    row = session.get(FormKey, key) if key else None
    if row is not None:
        row.location = location


def _key() -> str:
    """Return the form's key bound to who sends it: nobody is led where another's form led. Empty without one."""
    given = request.form.get(FIELD, "")
    if not given:
        return ""
    return hashlib.sha256(f"{person().id}:{given}".encode("utf-8", "surrogatepass")).hexdigest()

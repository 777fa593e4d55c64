"""Keep what is typed into forms until they are sent, say who else looks at a page, keep a session alive.

Without JavaScript nothing calls these; the forms work as ever.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, g, jsonify, request

from factcheck.domain.permissions import Action
from factcheck.models.base import utc_now
from factcheck.services.form_draft import drop_form, save_form, saved_forms
from factcheck.services.presence import note_presence
from factcheck.web.access import actor, permit, person
from factcheck.web.desk import desk
from factcheck.web.forms import no_nul
from factcheck.web.times import zone

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Response
    from flask.typing import ResponseReturnValue

    from factcheck.services.presence import Other

bp = Blueprint("autosave", __name__)
#: The hidden field that makes a form save itself; its value names the form and what it is about.
FIELD = "autosave"
_KEY = re.compile(r"[a-z-]{1,30}(?::[0-9a-z-]{1,40}){0,3}")
_MOST_KEYS = 40
_MOST_FIELDS = 2_000
_SENT = {200, 204, 303}


@bp.after_app_request
def forget_sent(response: Response) -> Response:
    """Forget what was kept of a form when it was sent and taken."""
    key = request.form.get(FIELD, "") if request.method == "POST" and response.status_code in _SENT else ""
    if _KEY.fullmatch(key) and request.blueprint != bp.name and g.get("person") is not None:
        with desk().db.write() as session:
            drop_form(session, person().id, key)
    return response


def _key() -> str:
    key = request.form.get("key", "")
    if not _KEY.fullmatch(key):
        abort(400)
    return key


@bp.post("/form-drafts")
@permit(Action.OWN_SETTINGS)
def save() -> ResponseReturnValue:
    """Keep the fields of a form."""
    key, fields = _key(), _fields()
    with desk().db.write() as session:
        row = save_form(session, actor(session), key, fields)
        return jsonify(saved=_clock(row.saved_at))


def _fields() -> list[tuple[str, str]]:
    try:
        given = json.loads(request.form.get("fields", ""))
    except (ValueError, RecursionError):
        abort(400)
    if not isinstance(given, list) or len(given) > _MOST_FIELDS:
        abort(400)
    fields = []
    for pair in given:
        match pair:
            case [str() as name, str() as value]:
                fields.append((no_nul(name), no_nul(value)))
            case _:
                abort(400)
    return fields


@bp.get("/form-drafts")
@permit(Action.OWN_SETTINGS)
def show() -> ResponseReturnValue:
    """Give back what one left in the forms named."""
    keys = [key for key in request.args.getlist("key")[:_MOST_KEYS] if _KEY.fullmatch(key)]
    with desk().read() as session:
        rows = saved_forms(session, person().id, keys)
        told: list[dict[str, Any]] = [
            {"key": row.key, "saved": _clock(row.saved_at), "fields": row.content.get("fields", [])} for row in rows
        ]
    return jsonify(forms=told)


@bp.post("/form-drafts/discard")
@permit(Action.OWN_SETTINGS)
def discard() -> ResponseReturnValue:
    """Forget what was kept of a form."""
    key = _key()
    with desk().db.write() as session:
        drop_form(session, actor(session).id, key)
    return "", 204


@bp.post("/presence")
@permit(Action.SEE_DESK)
def presence() -> ResponseReturnValue:
    """Note that one has a page open and say who else has; that one looks keeps no session alive."""
    key = _key()
    with desk().db.write() as session:
        others = note_presence(session, actor(session), key)
    return jsonify(words=_words(others))


@bp.get("/stay")
@permit(Action.OWN_SETTINGS)
def stay() -> ResponseReturnValue:
    """Stay signed in: any request of a signed-in person moves the end of the session on."""
    return "", 204


def _words(others: list[Other]) -> str:
    now = utc_now()
    told = []
    for one in others:
        minutes = int((now - one.seen_at).total_seconds() // 60)
        told.append(one.name if minutes < 1 else f"{one.name} ({minutes} min ago)")
    if not told:
        return ""
    return f"{', '.join(told)} {'has' if len(told) == 1 else 'have'} this open too."


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(zone()):%H:%M}"

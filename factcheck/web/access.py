"""Let in whom the table of permissions lets in; a route that names no permission lets nobody in."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar, cast

from flask import Response, abort, current_app, g, redirect, request, session, url_for

from factcheck.domain.errors import NotAllowed
from factcheck.domain.permissions import Action, allowed, require
from factcheck.models import Person
from factcheck.services.relations import relations_of
from factcheck.services.sign_in import find_session, is_due_to_be_seen, note_seen, whose_session
from factcheck.web.desk import desk
from factcheck.web.signed_out import ask_to_sign_in

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Claim

    View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

PUBLIC = "public"
TOKEN = "token"  # noqa: S105 - the name of a key in the cookie
#: Who signed out here, until somebody signs in.
WAS = "was"
_MARK = "permission"
#: What an open page asks by itself: it keeps nobody signed in.
_QUIET = frozenset({"autosave.presence", "claims.sources", "articles.progress", "drafts.progress"})


def permit(action: Action) -> Callable[[View], View]:
    """Mark a view as open to those whom the table allows `action`."""

    def mark(view: View) -> View:
        setattr(view, _MARK, action)
        return view

    return mark


def public(view: View) -> View:
    """Mark a view as open to everybody."""
    setattr(view, _MARK, PUBLIC)
    return view


def permission_of(endpoint: str, app: Flask) -> Action | str | None:
    """Return what a route asks for: an action, "public", or None where nobody thought of it."""
    if endpoint == "static" or endpoint.endswith(".static"):
        return PUBLIC
    return getattr(app.view_functions[endpoint], _MARK, None)


def guard() -> ResponseReturnValue | None:
    """Stand before each request: find the person, then ask the table."""
    g.person = None
    if request.endpoint is None:
        return None
    asked = permission_of(request.endpoint, current_app)
    if asked is None:
        abort(404)
    if asked != PUBLIC:
        g.person = _find_person()
        if g.person is None:
            return ask_to_sign_in(who_was_here)
        if g.person.must_change_password and request.endpoint not in {"sign_in.password", "sign_in.leave"}:
            return redirect(url_for("sign_in.password"), code=303)
        require(cast("Action", asked), g.person.role)
    return None


def _find_person() -> Person | None:
    token = session.get(TOKEN)
    if not isinstance(token, str):
        return None
    idle = desk().settings.session_idle_minutes
    with desk().read() as reading:
        row = find_session(reading, token, idle_minutes=idle)
        if row is None:
            return None
        person, row_id, due = row.person, row.id, is_due_to_be_seen(row)
    if due and request.endpoint not in _QUIET:
        with desk().db.write() as writing:
            note_seen(writing, row_id)
    return person


def who_was_here() -> int | None:
    """Return the id of whoever was signed in last at this browser, None where it does not tell."""
    token, was = session.get(TOKEN), session.get(WAS)
    if isinstance(token, str):
        with desk().read() as reading:
            return whose_session(reading, token)
    return was if isinstance(was, int) else None


def person() -> Person:
    """Return the signed-in person of this request."""
    found: Person | None = g.get("person")
    if found is None:
        abort(404)
    return found


def actor(writing: Session) -> Person:
    """Return the signed-in person as a row of this transaction, refusing whoever was disabled since."""
    row = writing.get(Person, person().id)
    if row is None or row.disabled_at is not None:
        raise NotAllowed("Your account was closed. Ask an administrator.")
    # The role may have changed while the form was open.
    asked = permission_of(request.endpoint or "", current_app)
    if isinstance(asked, Action):
        require(asked, row.role)
    return row


def can(action: Action | str, claim: Claim | None = None) -> bool:
    """Tell templates whether the signed-in person may do `action`, to `claim` if given."""
    who: Person | None = g.get("person")
    if who is None:
        return False
    if claim is None:
        return allowed(Action(action), who.role)
    with desk().read() as reading:
        return allowed(Action(action), who.role, claim.state, relations_of(reading, who, claim))


def remember(response: Response, token: str) -> Response:
    """Begin a new cookie session for `token`: nothing from before sign-in stays."""
    session.clear()
    session[TOKEN] = token
    session.permanent = False
    return response

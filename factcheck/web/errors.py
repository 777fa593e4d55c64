"""Turn what went wrong into a page that says what it was and what to do."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

import structlog
from flask import current_app, g, make_response, render_template, request, session, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from factcheck.db import is_disk_full
from factcheck.domain.errors import DeskError, GateUnmet, MovedOn
from factcheck.fetch.blobs import FULL
from factcheck.web.access import TOKEN, who_was_here
from factcheck.web.form_pages import page_behind
from factcheck.web.htmx import current_page, wants_partial
from factcheck.web.origin_check import came_from_us
from factcheck.web.signed_out import ask_to_sign_in
from factcheck.web.times import moment_of
from factcheck.web.typed import what_was_typed

if TYPE_CHECKING:
    from flask import Flask
    from flask.typing import ResponseReturnValue

log = structlog.get_logger()

#: Status → (heading, sentence) where the error brings no sentence of its own.
_TEXTS = {
    400: ("The request could not be read", "Go back, reload the page and send the form again."),
    403: ("Not allowed", "Your role does not permit this."),
    404: ("Not found", "There is nothing at this address. Check it, or go to the desk."),
    405: ("Not possible this way", "This address does not take that kind of request. Go back and use the form."),
    409: ("Somebody was faster", "Reload the page to see how it stands now."),
    410: ("Withdrawn", "This page was withdrawn."),
    413: ("Too much at once", "What you sent is larger than the desk takes. Send less, or a smaller file."),
    422: ("Something is missing or wrong", "Go back and correct the form."),
    429: ("Too many requests", "Wait a few minutes, then try again."),
    503: ("The desk is busy", "The database did not answer. What you typed is below; try again in a moment."),
    507: ("The disk is full", "There is no room for this file. Tell an administrator; what you typed is below."),
}
#: What PostgreSQL answers where a unique key is there already; on SQLite nobody writes at the same moment.
_THERE_ALREADY = "23505"
_NO_ROOM = "There is no room on the disk, so nothing was kept. Tell an administrator; what you typed is below."


def _has_a_desk() -> bool:
    """Say whether the way on leads to the desk: nobody is looked up for an address that does not exist."""
    return g.get("person") is not None or (request.endpoint is None and TOKEN in session)


def _page_of() -> tuple[str, str]:
    """Return (address, words) of the page that shows what was acted on, ("", "") where the request does not tell."""
    if g.get("person") is None:
        return "", ""
    claim_id = (request.view_args or {}).get("claim_id")
    if isinstance(claim_id, int):
        return url_for("claims.show", claim_id=claim_id), "See the claim as it is now"
    page = page_behind() if request.method == "POST" else ""
    return page, "Back to the page of the form" if page else ""


def error_page(
    status: int,
    sentence: str = "",
    *,
    missing: tuple[str, ...] = (),
    heading: str = "",
    signed_in: bool | None = None,
) -> ResponseReturnValue:
    """Render the page, or for htmx the notice, of an error."""
    known_heading, known_sentence = _TEXTS.get(status, ("Something went wrong", ""))
    part = wants_partial()
    page = render_template(
        "_error_part.html" if part else "error.html",
        status=status,
        heading=heading or known_heading,
        sentence=sentence or known_sentence,
        missing=missing,
        typed=what_was_typed(),
        back=_page_of(),
        error_id=g.get("request_id", ""),
        here=current_page(),
        signed_in=_has_a_desk() if signed_in is None else signed_in,
    )
    answer = make_response(page, status)
    if part and request.method == "POST":
        # What was acted on stays as it is, with what stands in its fields.
        answer.headers["HX-Reswap"] = "beforebegin"
    return answer


def _desk_error(error: Exception) -> ResponseReturnValue:
    if not isinstance(error, DeskError):
        raise error
    missing = error.missing if isinstance(error, GateUnmet) else ()
    told, done = str(error), error.happened
    if done is not None:
        told = f"{done.who} {done.what} {moment_of(done.at)['words']}. {told}"
    heading = "This claim has moved on" if isinstance(error, MovedOn) else ""
    return error_page(error.status, told, missing=missing, heading=heading)


def _stale_row(_error: Exception) -> ResponseReturnValue:
    return error_page(409, "Somebody changed this at the same moment. What you typed is below; reload and try again.")


def _same_moment(error: Exception) -> ResponseReturnValue:
    """Tell of a row that somebody else wrote a moment ago; any other row that a table refuses is a mistake of ours."""
    if getattr(getattr(error, "orig", None), "sqlstate", None) == _THERE_ALREADY:
        log.warning("row.there_already", exc_info=error, request_id=g.get("request_id", ""))
        return _stale_row(error)
    if current_app.testing:
        raise error
    return _unforeseen(error)


def _http_error(error: Exception) -> ResponseReturnValue:
    if not isinstance(error, HTTPException):
        raise error
    code = error.code or 500
    if code < HTTPStatus.BAD_REQUEST:
        return error.get_response()
    answer = make_response(error_page(code))
    if code == HTTPStatus.METHOD_NOT_ALLOWED:
        answer.headers["Allow"] = error.get_response().headers.get("Allow", "")
    return answer


def _csrf_error(error: Exception) -> ResponseReturnValue:
    log.warning("csrf.refused", reason=str(error), path=request.path)
    if TOKEN not in session and request.endpoint != "sign_in.enter" and came_from_us():
        # She signed out in another window, or her browser forgot: nothing is wrong with the form.
        return ask_to_sign_in(who_was_here)
    return error_page(
        400,
        "The form had expired or came from another page. What you typed is below; reload the page and send it again.",
        heading="The form was not accepted",
    )


def _database_down(error: Exception) -> ResponseReturnValue:
    if isinstance(error, OperationalError) and is_disk_full(error):
        log.error("disk.full", exc_info=error, request_id=g.get("request_id", ""))
        return error_page(507, _NO_ROOM)
    log.error("database.unreachable", exc_info=error, request_id=g.get("request_id", ""))
    # The frame of a signed-in person's page asks the database too.
    g.person, known = None, g.get("person") is not None
    return error_page(503, signed_in=known)


def _system_error(error: Exception) -> ResponseReturnValue:
    """Tell of a full disk; any other trouble of the system is a mistake like others."""
    if isinstance(error, OSError) and error.errno in FULL:
        log.error("disk.full", exc_info=error, request_id=g.get("request_id", ""))
        return error_page(507, _NO_ROOM)
    if current_app.testing:
        raise error
    return _unforeseen(error)


def _unforeseen(error: Exception) -> ResponseReturnValue:
    log.error("request.failed", exc_info=error, request_id=g.get("request_id", ""), path=request.path)
    return error_page(
        500,
        "The desk made a mistake and wrote it down. Nothing half-done was kept. "
        "Try again; if it stays, tell an administrator the number below.",
        heading="Something went wrong",
    )


def register_errors(app: Flask) -> None:
    """Hang the handlers into the application."""
    app.register_error_handler(DeskError, _desk_error)
    app.register_error_handler(StaleDataError, _stale_row)
    app.register_error_handler(IntegrityError, _same_moment)
    app.register_error_handler(OperationalError, _database_down)
    app.register_error_handler(OSError, _system_error)
    app.register_error_handler(CSRFError, _csrf_error)
    app.register_error_handler(HTTPException, _http_error)
    if not current_app.testing:
        app.register_error_handler(Exception, _unforeseen)

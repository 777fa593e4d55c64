"""Let any reader report an error in a published check."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, abort, make_response, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.services.challenge_send import Report, send_challenge
from factcheck.services.public_read import find_page
from factcheck.services.throttle import count_attempt, seconds_left
from factcheck.web.access import public
from factcheck.web.challenges.forms import ReportForm
from factcheck.web.desk import desk
from factcheck.web.headers import PUBLIC_POLICY
from factcheck.web.public.links import page_of, ways
from factcheck.web.public.present import short

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.services.public_read import PublicPage

bp = Blueprint("report", __name__)
#: Reports that one machine, and all together, may send in five minutes.
MOST_FROM_ONE = 5
MOST_OF_ALL = 100
#: A field that people do not see and machines fill in.
TRAP = "website"


@bp.after_request
def add_headers(response: Response) -> Response:
    """Forbid script and keep the form out of caches and indexes."""
    response.headers.setdefault("Content-Security-Policy", PUBLIC_POLICY)
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _found(session: Session, public_id: str) -> PublicPage:
    page = find_page(session, public_id)
    if page is None:
        abort(404)
    return page


def _page(found: PublicPage, form: ReportForm, status: int = 200, **more: Any) -> Response:
    words = str(found.payload.get("claim") or found.payload.get("title"))
    answer = render_template(
        "public/report.html",
        public_links=ways(),
        form=form,
        words=words,
        title=short(words),
        back=page_of(found.publication),
        trap_name=TRAP,
        page_errors=status >= HTTPStatus.BAD_REQUEST,
        **({"problem": ""} | more),
    )
    return make_response(answer, status)


@bp.get("/report/<public_id:public_id>")
@public
def show(public_id: str) -> ResponseReturnValue:
    """Show the form."""
    with desk().read() as session:
        found = _found(session, public_id)
        if found.publication.withdrawn_at is not None:
            return redirect(page_of(found.publication), code=303)
        return _page(found, ReportForm(None))


@bp.post("/report/<public_id:public_id>")
@public
def send(public_id: str) -> ResponseReturnValue:
    """Keep the report."""
    form = ReportForm()
    sent = url_for("report.sent", public_id=public_id)
    if request.form.get(TRAP):
        # Whoever fills in what nobody sees is thanked like everybody else, and not read.
        return redirect(sent, code=303)
    wait = _wait()
    if wait:
        with desk().read() as session:
            minutes = -(-wait // 60)
            answer = _page(_found(session, public_id), form, 429, problem=_busy(minutes))
        answer.headers["Retry-After"] = str(wait)
        return answer
    problem, status = "", 422
    try:
        with desk().db.write() as session:
            publication = _found(session, public_id).publication
            if publication.withdrawn_at is not None:
                return redirect(page_of(publication), code=303)
            given = Report(form.words.data or "", form.url.data or "", form.contact.data or "")
            send_challenge(session, publication, given)
            for key, _ in _keys():
                count_attempt(session, key)
    except InvalidInput as error:
        form.place(error)
    except WrongState as error:
        problem, status = str(error), 503
    else:
        return redirect(sent, code=303)
    with desk().read() as session:
        return _page(_found(session, public_id), form, status, problem=problem)


@bp.get("/report/<public_id:public_id>/sent")
@public
def sent(public_id: str) -> ResponseReturnValue:
    """Say thanks, and what happens next."""
    with desk().read() as session:
        back = page_of(_found(session, public_id).publication)
        return render_template("public/report_sent.html", public_links=ways(), back=back)


def _keys() -> tuple[tuple[str, int], tuple[str, int]]:
    return (f"report:{request.remote_addr or ''}", MOST_FROM_ONE), ("report", MOST_OF_ALL)


def _wait() -> int:
    with desk().read() as session:
        return max(seconds_left(session, key, limit=limit) for key, limit in _keys())


def _busy(minutes: int) -> str:
    when = "a minute" if minutes == 1 else f"{minutes} minutes"
    return f"Many reports came from here just now. What you typed is still below: send it again in {when}."

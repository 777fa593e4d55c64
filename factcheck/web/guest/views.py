"""Let somebody outside answer the questions of one guest link, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import Blueprint, abort, make_response, render_template, request

from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, WrongState
from factcheck.services.guest_link import LinkState, answer_as_guest, note_opened, open_link
from factcheck.services.query_answer import SAYS_WORDS, Answer, Says, check_answer
from factcheck.services.throttle import count_attempt, seconds_left
from factcheck.web.access import public
from factcheck.web.desk import desk
from factcheck.web.queries.forms import GuestForm
from factcheck.web.uploads import keep_upload

if TYPE_CHECKING:
    from flask import Response
    from flask.typing import ResponseReturnValue

    from factcheck.models import AuthorQuery
    from factcheck.services.guest_link import Opened

bp = Blueprint("guest", __name__)
#: Wrong addresses and sent forms that one machine may have in five minutes.
MOST_TRIES = 40
_TYPED_WRONGLY = 422
_CLOSED = 410


def _key() -> str:
    return f"guest:{request.remote_addr or ''}"


def _refuse_many() -> None:
    with desk().read() as session:
        wait = seconds_left(session, _key(), limit=MOST_TRIES)
    if wait:
        answer = make_response(render_template("guest/closed.html", state="busy", page_errors=True), 429)
        answer.headers["Retry-After"] = str(wait)
        abort(_marked(answer))


def _count() -> None:
    with desk().db.write() as session:
        count_attempt(session, _key())


def _marked(answer: Response) -> Response:
    answer.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(template: str, status: int = 200, **context: Any) -> Response:
    return _marked(make_response(render_template(template, page_errors=status == _TYPED_WRONGLY, **context), status))


def _opened(token: str) -> Opened:
    """Return the open link, or end with the page that says why there is none."""
    _refuse_many()
    try:
        with desk().read() as session:
            opened = open_link(session, token)
    except NotFound:
        _count()
        abort(_page("guest/closed.html", 404, state="unknown"))
    if opened.state is not LinkState.OPEN:
        abort(_page("guest/closed.html", _CLOSED, state=opened.state.value))
    return opened


@bp.get("/guest/<string(maxlength=100):token>")
@public
def show(token: str) -> ResponseReturnValue:
    """Show the lines asked about."""
    opened = _opened(token)
    with desk().db.write() as session:
        note_opened(session, opened.link.id)
    return _page("guest/ask.html", opened=opened, forms=_forms(opened.questions, sent=False), token=token)


def _forms(questions: tuple[AuthorQuery, ...], *, sent: bool) -> dict[int, GuestForm]:
    return {row.id: GuestForm(request.form if sent else None, prefix=f"q{row.id}") for row in questions}


def _given(forms: dict[int, GuestForm]) -> tuple[dict[int, Answer], bool]:
    """Return what was answered, and whether all of it can be kept; what is wrong stands at its field."""
    answers, good = {}, True
    for query_id, form in forms.items():
        said = form.says.data if form.says.data in set(Says) else ""
        answer = Answer(Says(said) if said else None, form.answer.data or "", form.proposed.data or "")
        if not (answer.words or answer.proposed.strip()):
            continue
        try:
            check_answer(answer, judged=True)
        except InvalidInput as error:
            form.place(error)
            good = False
        answers[query_id] = answer
    return answers, good


@bp.post("/guest/<string(maxlength=100):token>")
@public
def act(token: str) -> ResponseReturnValue:
    """Show the answers once more, or keep them."""
    opened = _opened(token)
    _count()
    forms = _forms(opened.questions, sent=True)
    answers, good = _given(forms)
    step = request.form.get("step", "")
    if step == "back" or not good or not answers:
        nothing = "" if answers or step == "back" else "Answer at least one question."
        status = 200 if step == "back" else 422
        return _page("guest/ask.html", status, opened=opened, forms=forms, token=token, nothing=nothing)
    recap: dict[str, Any] = {
        "opened": opened,
        "forms": forms,
        "answers": answers,
        "token": token,
        "says_words": SAYS_WORDS,
    }
    if step != "send":
        return _page("guest/check.html", **recap, problem="")
    try:
        for query_id in answers:
            file = keep_upload(request.files.get(f"q{query_id}-file"))
            if file is not None:
                given = answers[query_id]
                answers[query_id] = Answer(given.says, given.text, given.proposed, file)
        with desk().db.write() as session:
            kept = answer_as_guest(session, token, answers)
    except InvalidInput as error:
        return _page("guest/check.html", 422, **recap, problem=str(error))
    except (NotAllowed, WrongState):
        return _page("guest/closed.html", _CLOSED, state="used")
    return _page("guest/done.html", kept=kept, left=len(opened.questions) - kept)

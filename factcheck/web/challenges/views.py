"""The inbox of readers' reports."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.challenges import LATE_DAYS, ChallengeState
from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.services.challenge_decide import decide_challenge, is_open
from factcheck.services.challenge_list import PER_PAGE, about_of, get_challenge, is_late, list_challenges
from factcheck.web.access import actor, permit
from factcheck.web.args import number_arg
from factcheck.web.challenges.forms import DECISION_NOTES, DecideForm
from factcheck.web.conflict import chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.public.links import page_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("challenges", __name__)


def _state() -> ChallengeState | None:
    asked = request.args.get("state", "")
    return ChallengeState(asked) if asked in set(ChallengeState) else None


@bp.get("/challenges")
@permit(Action.ANSWER_CHALLENGE)
def index() -> ResponseReturnValue:
    """List the reports, those that wait first."""
    state = _state()
    page = min(max(number_arg("page") or 1, 1), 10_000)
    with desk().read() as session:
        rows, total = list_challenges(session, state=state, page=page)
        pages = max(1, -(-total // PER_PAGE))
        if page > pages:
            page = pages
            rows, total = list_challenges(session, state=state, page=page)
        return render_template(
            "challenges/index.html",
            rows=rows,
            total=total,
            page=page,
            pages=pages,
            state=state,
            states=list(ChallengeState),
            late_days=LATE_DAYS,
            url_of=lambda n: url_for("challenges.index", page=n, state=state.value if state else None),
        )


@bp.get("/challenges/<id:challenge_id>")
@permit(Action.ANSWER_CHALLENGE)
def show(challenge_id: int) -> ResponseReturnValue:
    """Show one report."""
    return _page(challenge_id)


def _page(challenge_id: int, form: DecideForm | None = None) -> ResponseReturnValue:
    with desk().read() as session:
        row = get_challenge(session, challenge_id)
        if form is None:
            known = {"version": row.version, "answer": row.answer, "state": row.state.value}
            form = DecideForm(None, data=known)
        page = render_template(
            "challenges/show.html",
            row=row,
            about=about_of(session, row),
            late=is_late(row),
            open=is_open(row),
            public_path=page_of(row.publication),
            form=form,
            notes=DECISION_NOTES,
            page_errors=bool(form.errors),
        )
    return page, 422 if form.errors else 200


@bp.post("/challenges/<id:challenge_id>")
@permit(Action.ANSWER_CHALLENGE)
def decide(challenge_id: int) -> ResponseReturnValue:
    """Decide on a report."""
    values = chosen()
    form = DecideForm()
    for name in ("state", "answer"):
        if name in values:
            form[name].process_data(values[name])
    if not form.validate():
        return _page(challenge_id, form)
    state = ChallengeState(form.state.data) if form.state.data in set(ChallengeState) else None
    try:
        with desk().db.write() as session:
            row = decide_challenge(
                session, actor(session), challenge_id, state, form.answer.data or "", version=form.version.data or 0
            )
            accepted, publication_id = row.state is ChallengeState.ACCEPTED, row.publication_id
    except InvalidInput as error:
        form.place(error)
        return _page(challenge_id, form)
    except StaleWrite as error:
        kept = {name: str(values.get(name, "")) for name in ("state", "answer")}
        here = url_for("challenges.show", challenge_id=challenge_id)
        return conflict_page(error, ("challenge", challenge_id), labels={"answer": "Why"}, back=here, unchanged=kept)
    if accepted:
        flash("A correction is due. Publish it here; the report is closed with it.", "good")
        return redirect(url_for("publishing.correct", publication_id=publication_id), code=303)
    flash("The report is decided.", "good")
    return redirect(url_for("challenges.index"), code=303)

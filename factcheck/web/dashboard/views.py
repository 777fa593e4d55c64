"""Show what is late and who holds what; search; give many claims out at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.article_view import list_checkers
from factcheck.services.claim_assign import assign_claims
from factcheck.services.desk_load import workload
from factcheck.services.desk_search import CITATIONS, OVERDUE, STATES, search_desk
from factcheck.services.desk_view import view_desk
from factcheck.web.access import actor, permit, person
from factcheck.web.args import choice_arg, number_arg, page_address, ticked_claims, words_arg
from factcheck.web.articles.forms import AssignForm, people_choices
from factcheck.web.articles.shown import claim_address
from factcheck.web.desk import desk
from factcheck.web.next_page import safe_next
from factcheck.web.times import day_ends_at, from_form, time_words

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("desk", __name__)
bp.app_context_processor(time_words)


@bp.get("/")
@permit(Action.SEE_DESK)
def dashboard() -> ResponseReturnValue:
    """Show the desk."""
    with desk().read() as session:
        seen = view_desk(session, person_id=person().id, day_ends_at=day_ends_at())
        return render_template("desk/dashboard.html", seen=seen)


@bp.get("/search")
@permit(Action.SEARCH)
def search() -> ResponseReturnValue:
    """Find claims and articles by words, or list claims by what they wait for."""
    return _found()


def _found(form: AssignForm | None = None) -> str:
    typed, state = words_arg("q"), choice_arg("state", {CITATIONS, OVERDUE, *STATES})
    assignee, inside = number_arg("assignee") or None, choice_arg("inside", {"1"})
    with desk().read() as session:
        found = search_desk(
            session, typed, state=state, assignee_id=assignee, page=number_arg("page", 1), inside=bool(inside)
        )
        checkers = list_checkers(session)
        form = form or AssignForm(formdata=None)
        form.checker.choices = people_choices(workload(session, day_ends_at()))
        return render_template(
            "desk/search.html",
            found=found,
            typed=typed,
            query=typed,
            state=state,
            states=(*STATES, OVERDUE),
            assignee=assignee,
            inside=inside,
            checkers=checkers,
            form=form,
            address=claim_address,
            url_of=page_address("desk.search", q=typed, state=state, assignee=assignee or "", inside=inside),
            page_errors=bool(form.errors),
        )


@bp.post("/search")
@permit(Action.ASSIGN_CLAIM)
def assign() -> ResponseReturnValue:
    """Give the claims selected in a list to a checker."""
    form = AssignForm()
    with desk().read() as session:
        form.checker.choices = people_choices(workload(session, day_ends_at()))
    try:
        form.check()
        ids = ticked_claims()
        with desk().db.write() as session:
            given = assign_claims(
                session,
                actor(session),
                ids,
                form.checker.data or 0,
                due_at=from_form(form.due_at.data),
                note=form.note.data or "",
                reason=form.reason.data or "",
            )
    except InvalidInput as error:
        form.place(error)
        return _found(form), 422
    flash(f"{len(given)} claims are given out." if len(given) != 1 else "1 claim is given out.", "good")
    return redirect(safe_next(request.form.get("next")) or url_for("desk.search", state="unassigned"), code=303)

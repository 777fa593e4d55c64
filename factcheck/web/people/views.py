"""Manage the people of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, url_for

from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action
from factcheck.domain.roles import Role
from factcheck.services.person_add import add_person
from factcheck.services.person_disable import disable_person
from factcheck.services.person_enable import enable_person
from factcheck.services.person_find import list_people
from factcheck.services.person_reset import reset_person
from factcheck.services.person_role import change_role
from factcheck.web.access import actor, permit, person
from factcheck.web.desk import desk
from factcheck.web.people.forms import ROLES, PersonForm, RoleForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.models import Person


bp = Blueprint("people", __name__)


def _page(*, form: PersonForm | None = None, problem: str = "", status: int = 200) -> ResponseReturnValue:
    with desk().read() as session:
        page = render_template(
            "people/index.html",
            people=list_people(session),
            form=form or PersonForm(None, data={"role": Role.CHECKER.value}),
            roles=ROLES,
            me=person().id,
            problem=problem,
            page_errors=bool(problem or (form and form.errors)),
        )
    return page, status


def _told(who: Person, password: str, words: str) -> ResponseReturnValue:
    # The one time that the password is shown: in the answer itself, so that no cookie or log carries it.
    return make_response(render_template("people/password.html", who=who, once=password, words=words), 200)


@bp.get("/admin/people")
@permit(Action.MANAGE_PEOPLE)
def index() -> ResponseReturnValue:
    """List the people of the desk."""
    return _page()


@bp.post("/admin/people")
@permit(Action.MANAGE_PEOPLE)
def add() -> ResponseReturnValue:
    """Add a person."""
    form = PersonForm()
    if form.validate():
        try:
            with desk().db.write() as session:
                who, password = add_person(
                    session,
                    actor(session),
                    email=form.email.data or "",
                    name=form.name.data or "",
                    role=Role(form.role.data),
                )
        except InvalidInput as error:
            form.place(error)
        else:
            return _told(who, password, f"{who.name} can sign in now.")
    return _page(form=form, status=422)


@bp.post("/admin/people/<id:person_id>/role")
@permit(Action.MANAGE_PEOPLE)
def role(person_id: int) -> ResponseReturnValue:
    """Change a person's role."""
    form = RoleForm()
    if not form.validate():
        return _page(problem="Choose one of the roles offered.", status=422)
    try:
        with desk().db.write() as session:
            who = change_role(session, actor(session), person_id, Role(form.role.data), version=form.version.data or 0)
    except WrongState as error:
        return _page(problem=str(error), status=409)
    flash(f"{who.name} is {who.role.value} now and signs in again.", "good")
    return redirect(url_for("people.index"), code=303)


@bp.post("/admin/people/<id:person_id>/disable")
@permit(Action.MANAGE_PEOPLE)
def disable(person_id: int) -> ResponseReturnValue:
    """Disable a person and end her sessions."""
    try:
        with desk().db.write() as session:
            who = disable_person(session, actor(session), person_id)
    except WrongState as error:
        return _page(problem=str(error), status=409)
    flash(f"{who.name} cannot sign in any more. What they did stays in the log.", "good")
    return redirect(url_for("people.index"), code=303)


@bp.post("/admin/people/<id:person_id>/enable")
@permit(Action.MANAGE_PEOPLE)
def enable(person_id: int) -> ResponseReturnValue:
    """Let a person in again."""
    try:
        with desk().db.write() as session:
            who, password = enable_person(session, actor(session), person_id)
    except WrongState as error:
        return _page(problem=str(error), status=409)
    return _told(who, password, f"{who.name} can sign in again.")


@bp.post("/admin/people/<id:person_id>/reset")
@permit(Action.MANAGE_PEOPLE)
def reset(person_id: int) -> ResponseReturnValue:
    """Give a person a new one-time password."""
    try:
        with desk().db.write() as session:
            who, password = reset_person(session, actor(session), person_id)
    except WrongState as error:
        return _page(problem=str(error), status=409)
    return _told(who, password, f"The old password of {who.name} is worth nothing now.")

"""Let people in and out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, session, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.sign_in import change_password, end_session, hash_to_try, open_session, sign_in, try_password
from factcheck.web.access import TOKEN, WAS, actor, permit, person, public, remember
from factcheck.web.desk import desk
from factcheck.web.next_page import safe_next
from factcheck.web.sign_in.forms import PasswordForm, SignInForm
from factcheck.web.signed_out import bring_back

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("sign_in", __name__)
HOME = "/"


def _from() -> str:
    return request.remote_addr or "unknown"


@bp.route("/login", methods=["GET", "POST"])
@public
def enter() -> ResponseReturnValue:
    """Ask who it is, and let them in."""
    form = SignInForm()
    if request.method == "GET":
        form.next.data = safe_next(request.args.get("next"))
        return render_template("login.html", form=form)
    if not form.validate():
        return render_template("login.html", form=form, page_errors=True), 422
    settings = desk().settings
    email, password = form.email.data or "", form.password.data or ""
    with desk().read() as reading:
        stored = hash_to_try(reading, email, address=_from())
    proof = try_password(stored, password)
    with desk().db.write() as writing:
        attempt = sign_in(
            writing,
            email,
            password,
            proof,
            address=_from(),
            agent=request.user_agent.string,
            hours=settings.session_hours,
        )
        found_id = attempt.person.id if attempt.person is not None else None
    if attempt.token is None:
        form.form_errors.append(attempt.sentence)
        answer = make_response(render_template("login.html", form=form, page_errors=True), 429 if attempt.wait else 422)
        if attempt.wait:
            answer.headers["Retry-After"] = str(attempt.wait)
        return answer
    page = safe_next(form.next.data) or HOME
    onward = remember(make_response(redirect(page, code=303)), attempt.token)
    return bring_back(found_id, form.kept.data, page) or onward


@bp.post("/logout")
@permit(Action.OWN_SETTINGS)
def leave() -> ResponseReturnValue:
    """End this session here and on the server."""
    with desk().db.write() as writing:
        end_session(writing, session.get(TOKEN, ""))
    session.clear()
    # What was typed in another window is hers, and goes to nobody who signs in there next.
    session[WAS] = person().id
    answer = make_response(redirect(url_for("sign_in.enter"), code=303))
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@bp.route("/password", methods=["GET", "POST"])
@permit(Action.OWN_SETTINGS)
def password() -> ResponseReturnValue:
    """Change one's own password; the first sign-in with a one-time password leads here."""
    form = PasswordForm()
    first = person().must_change_password
    if request.method == "GET":
        return render_template("password.html", form=form, first=first)
    if form.validate():
        try:
            with desk().db.write() as writing:
                who = actor(writing)
                change_password(writing, who, form.old.data or "", form.new.data or "", keep=None)
                # A changed password is a changed right: the browser that changed it gets a new session too.
                token = open_session(
                    writing,
                    who,
                    address=_from(),
                    agent=request.user_agent.string,
                    hours=desk().settings.session_hours,
                )
        except InvalidInput as error:
            form.place(error)
        else:
            answer = remember(make_response(redirect(HOME, code=303)), token)
            flash("Your password is changed. Other browsers were signed out.", "good")
            return answer
    return render_template("password.html", form=form, first=first, page_errors=True), 422

"""Let people change their own settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, url_for
from flask import session as cookie

from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.keys import KEYS
from factcheck.domain.permissions import Action
from factcheck.models import Person
from factcheck.services.person_settings import change_settings, end_own_session, own_sessions
from factcheck.services.sign_in import end_all_sessions, find_session
from factcheck.web.access import TOKEN, actor, permit, person
from factcheck.web.desk import desk
from factcheck.web.settings.forms import SettingsForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("settings", __name__)


def _page(form: SettingsForm | None = None, status: int = 200) -> ResponseReturnValue:
    with desk().read() as session:
        me = session.get_one(Person, person().id)
        own = me.settings or {}
        if form is None:
            form = SettingsForm(
                None,
                data={
                    "version": me.version,
                    "name": me.name,
                    "theme": own.get("theme", ""),
                    "density": own.get("density", ""),
                    "keys_on": own.get("keys_on", True),
                    "motion": own.get("motion", ""),
                    "zone": own.get("zone", ""),
                    **{f"key_{key.name}": own.get("keys", {}).get(key.letter, key.letter) for key in KEYS},
                },
            )
        form.offer(desk().settings.time_zone)
        page = render_template("settings/show.html", form=form, me=me, page_errors=bool(form.errors))
    return page, status


@bp.get("/settings")
@permit(Action.OWN_SETTINGS)
def show() -> ResponseReturnValue:
    """Show one's own settings."""
    return _page()


@bp.post("/settings")
@permit(Action.OWN_SETTINGS)
def save() -> ResponseReturnValue:
    """Save one's own settings."""
    form = SettingsForm()
    if form.validate():
        try:
            with desk().db.write() as session:
                change_settings(
                    session,
                    actor(session),
                    name=form.name.data or "",
                    looks=form.looks(),
                    version=form.version.data or 0,
                )
        except InvalidInput as error:
            form.place(error)
        except StaleWrite as error:
            form.version.process_data(error.version)
            form.version.raw_data = None
            form.form_errors.append("Your account was changed meanwhile. Look at it and save again.")
            return _page(form, 409)
        else:
            flash("Saved.", "good")
            return redirect(url_for("settings.show"), code=303)
    else:
        with form.placing():
            form.looks().check()
    return _page(form, 422)


@bp.get("/settings/sessions")
@permit(Action.OWN_SETTINGS)
def sessions() -> ResponseReturnValue:
    """Show where one is signed in."""
    with desk().read() as session:
        here = find_session(session, cookie.get(TOKEN, ""), idle_minutes=desk().settings.session_idle_minutes)
        return render_template(
            "settings/sessions.html", rows=own_sessions(session, person()), here=here.id if here else 0
        )


@bp.post("/settings/sessions/<id:sign_in_id>/end")
@permit(Action.OWN_SETTINGS)
def end_one(sign_in_id: int) -> ResponseReturnValue:
    """End one of one's own sessions."""
    with desk().db.write() as session:
        end_own_session(session, actor(session), sign_in_id)
    flash("That session is ended.", "good")
    return redirect(url_for("settings.sessions"), code=303)


@bp.post("/settings/sessions/end-others")
@permit(Action.OWN_SETTINGS)
def end_others() -> ResponseReturnValue:
    """End all of one's own sessions but this."""
    with desk().db.write() as session:
        ended = end_all_sessions(session, actor(session), but=cookie.get(TOKEN, ""))
    flash("No other session was open." if not ended else f"Ended elsewhere: {ended}.", "good")
    return redirect(url_for("settings.sessions"), code=303)

"""Show what one was told, and let one choose what is mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.models import Person
from factcheck.services.notice_list import list_notices, mark_read
from factcheck.services.notice_settings import MAIL, choose_mail
from factcheck.web.access import actor, permit, person
from factcheck.web.args import id_field
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("notices", __name__)


@bp.get("/notices")
@permit(Action.OWN_SETTINGS)
def index() -> ResponseReturnValue:
    """List one's notices."""
    with desk().read() as session:
        own = (session.get_one(Person, person().id).settings or {}).get("notices") or {}
        told = list_notices(session, person().id)
        rows = [row for row, _ in told]
        return render_template(
            "notices/index.html",
            rows=rows,
            titles={row.id: title for row, title in told},
            newest=max((row.id for row in rows), default=0),
            ways=MAIL,
            mail=own.get("mail", ""),
            muted=set(own.get("muted") or []),
            kinds=list(NoticeKind),
        )


@bp.post("/notices/read")
@permit(Action.OWN_SETTINGS)
def read() -> ResponseReturnValue:
    """Mark what the page showed as read, or one notice."""
    with desk().db.write() as session:
        one = id_field("notice")
        mark_read(session, actor(session), up_to=one or id_field("up_to"), notice_id=one or None)
    return redirect(url_for("notices.index"), code=303)


@bp.post("/notices/mail")
@permit(Action.OWN_SETTINGS)
def mail() -> ResponseReturnValue:
    """Choose what is mailed."""
    try:
        with desk().db.write() as session:
            who = actor(session)
            choose_mail(session, who, mail=request.form.get("mail", ""), wanted=request.form.getlist("kinds"))
    except InvalidInput as error:
        flash(str(error), "bad")
    else:
        flash("Your choice is saved.", "good")
    return redirect(url_for("notices.index"), code=303)

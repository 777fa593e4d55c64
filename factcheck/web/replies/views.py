"""Keep the ledger of the right of reply."""

from __future__ import annotations

from datetime import datetime
from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateTimeLocalField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from factcheck.domain.errors import FieldClash, InvalidInput, NotFound, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.models import Article, ReplyRequest
from factcheck.services.query_list import claims_to_ask
from factcheck.services.reply_track import (
    ReplyState,
    ReplyValues,
    add_reply,
    edit_reply,
    list_replies,
    reply_state,
    suggest_replies,
)
from factcheck.web.access import actor, permit
from factcheck.web.args import number_arg
from factcheck.web.conflict import BOX, chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.forms import SelectChoice, VersionedForm
from factcheck.web.once import led_to, once
from factcheck.web.times import from_form, to_form
from factcheck.web.typed import typed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Claim

bp = Blueprint("replies", __name__)

_NO_CLAIM = "No one claim"

STATE_WORDS = {
    ReplyState.TO_ASK: ("Not asked yet", "warn"),
    ReplyState.ASKED: ("Asked", "info"),
    ReplyState.OVERDUE: ("No answer by the deadline", "warn"),
    ReplyState.ANSWERED: ("Answered", "good"),
    ReplyState.DECLINED: ("Declined", "neutral"),
    ReplyState.NOT_NEEDED: ("Not needed", "neutral"),
}


class ReplyForm(VersionedForm):
    """Ask for one line of the ledger."""

    who = StringField("Who is criticised", filters=[typed])
    claim_id = SelectField("In which claim", coerce=int, validate_choice=False)
    asked_at = DateTimeLocalField("Asked on", validators=[Optional()])
    how = StringField("How", filters=[typed], description="By mail to the press office, on the phone …")
    deadline_at = DateTimeLocalField("Answer needed by", validators=[Optional()])
    answer = TextAreaField("Answer", filters=[typed])
    answered_at = DateTimeLocalField("Answered on", validators=[Optional()])
    declined = BooleanField("They declined to answer")
    not_needed_why = StringField("No reply is needed, because", filters=[typed])
    in_copy = TextAreaField("Where the reply stands in the copy", filters=[typed])

    def values(self) -> ReplyValues:
        """Return what was typed, for the service to judge."""
        return ReplyValues(
            who=self.who.data or "",
            claim_id=self.claim_id.data or None,
            asked_at=from_form(self.asked_at.data),
            how=self.how.data or "",
            deadline_at=from_form(self.deadline_at.data),
            answer=self.answer.data or "",
            answered_at=from_form(self.answered_at.data),
            declined=bool(self.declined.data),
            not_needed_why=self.not_needed_why.data or "",
            place=self.in_copy.data or "",
        )


def _offer(session: Session, form: ReplyForm, article_id: int) -> ReplyForm:
    form.claim_id.choices = [
        SelectChoice(0, _NO_CLAIM),
        *(SelectChoice(claim.id, _claim_words(claim)) for claim in claims_to_ask(session, article_id)),
    ]
    return form


def _claim_words(claim: Claim) -> str:
    return f"{claim.number}: {claim.statement[:90]}"


def _filled(row: ReplyRequest) -> ReplyForm:
    names = ("version", "who", "how", "answer", "declined", "not_needed_why")
    data = {name: getattr(row, name) for name in names} | {"claim_id": row.claim_id or 0, "in_copy": row.place}
    data |= {name: to_form(getattr(row, name)) for name in ("asked_at", "deadline_at", "answered_at")}
    return ReplyForm(None, data=data)


@bp.get("/articles/<id:article_id>/replies")
@permit(Action.SEE_DESK)
def index(article_id: int) -> ResponseReturnValue:
    """Show the ledger of an article."""
    form = ReplyForm(
        None, data={"version": 0, "claim_id": number_arg("claim"), "who": request.args.get("who", "")[:300]}
    )
    return _page(article_id, form)


def _page(article_id: int, form: ReplyForm, status: int = 200) -> ResponseReturnValue:
    with desk().read() as session:
        article = session.get(Article, article_id)
        if article is None:
            raise NotFound("There is no such article.")
        rows = list_replies(session, article_id)
        page = render_template(
            "replies/index.html",
            article=article,
            rows=[(row, reply_state(row), STATE_WORDS[reply_state(row)]) for row in rows],
            suggested=suggest_replies(session, article_id),
            form=_offer(session, form, article_id),
            page_errors=status >= HTTPStatus.BAD_REQUEST,
        )
    return page, status


@bp.post("/articles/<id:article_id>/replies")
@permit(Action.TRACK_REPLIES)
def add(article_id: int) -> ResponseReturnValue:
    """Write a line of the ledger."""
    form = ReplyForm()
    here = url_for("replies.index", article_id=article_id)
    if form.validate():
        try:
            with desk().db.write() as session:
                who = actor(session)
                if not once(session):
                    add_reply(session, who, article_id, form.values())
                    led_to(session, here)
        except InvalidInput as error:
            form.place(error)
        else:
            flash("The line is in the ledger.", "good")
            return redirect(here, code=303)
    return _page(article_id, form, 422)


@bp.get("/replies/<id:reply_id>")
@permit(Action.SEE_DESK)
def show(reply_id: int) -> ResponseReturnValue:
    """Show one line with the form that changes it."""
    return _line(reply_id)


def _conflict(stale: StaleWrite, reply_id: int) -> ResponseReturnValue:
    """Show the 409 with fields named, and moments written, as the form has them."""
    clashes = tuple(
        FieldClash("in_copy", one.base, one.theirs, one.mine)
        if one.name == "place"
        else FieldClash(one.name, *(_moment(text) for text in (one.base, one.theirs, one.mine)))
        if one.name.endswith("_at")
        else one
        for one in stale.clashes
    )
    told = StaleWrite(str(stale), version=stale.version, clashes=clashes)
    kept = {name: value for name, value in chosen().items() if name not in {"csrf_token", "version", "autosave"}}
    labels = {name: str(field.label.text) for name, field in ReplyForm(None)._fields.items()}
    back = url_for("replies.show", reply_id=reply_id)
    with desk().read() as session:
        article_id = session.get_one(ReplyRequest, reply_id).article_id
        claims = {str(claim.id): _claim_words(claim) for claim in claims_to_ask(session, article_id)}
    named = {"claim_id": claims | {"": _NO_CLAIM}, "declined": BOX}
    return conflict_page(told, ("reply", reply_id), labels=labels, back=back, unchanged=kept, named=named)


def _moment(text: str | None) -> str | None:
    local = to_form(datetime.fromisoformat(text)) if text else None
    return f"{local:%Y-%m-%dT%H:%M}" if local else text


def _line(reply_id: int, form: ReplyForm | None = None, status: int = 200) -> ResponseReturnValue:
    with desk().read() as session:
        row = session.get(ReplyRequest, reply_id)
        if row is None:
            raise NotFound("There is no such line.")
        if form is None:
            form = _filled(row)
        page = render_template(
            "replies/show.html",
            row=row,
            form=_offer(session, form, row.article_id),
            page_errors=status >= HTTPStatus.BAD_REQUEST,
        )
    return page, status


@bp.post("/replies/<id:reply_id>")
@permit(Action.TRACK_REPLIES)
def edit(reply_id: int) -> ResponseReturnValue:
    """Change one line."""
    # The page of a 409 sends the fields as they were chosen there, a box that is off as the word.
    form = ReplyForm(MultiDict({name: value for name, value in chosen().items() if value not in {"", "False"}}))
    if form.validate():
        try:
            with desk().db.write() as session:
                row = edit_reply(session, actor(session), reply_id, form.values(), version=form.version.data or 0)
                article_id = row.article_id
        except InvalidInput as error:
            form.place(error)
        except StaleWrite as error:
            return _conflict(error, reply_id)
        else:
            flash("The line is changed.", "good")
            return redirect(url_for("replies.index", article_id=article_id), code=303)
    return _line(reply_id, form, 422)

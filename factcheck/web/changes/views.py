"""Show what the copy must or should change, and what the newest draft made of it."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, url_for

from factcheck.domain.desk_rules import ChangeState
from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.article_edit import get_article
from factcheck.services.change_drop import drop_change, take_up_change
from factcheck.services.change_list import changes_as_text, list_changes
from factcheck.services.change_raise import add_change
from factcheck.services.claim_facts import newest_draft
from factcheck.web.access import actor, permit
from factcheck.web.changes.forms import ChangeForm, DropForm
from factcheck.web.desk import desk
from factcheck.web.forms import VersionedForm
from factcheck.web.once import led_to, once

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("changes", __name__)


def _page(
    article_id: int, *, form: ChangeForm | None = None, dropping: tuple[int, DropForm] | None = None, status: int = 200
) -> ResponseReturnValue:
    with desk().read() as session:
        article = get_article(session, article_id)
        draft = newest_draft(session, article_id)
        items = list_changes(session, article_id)
        forms = {item.id: DropForm(formdata=None, prefix=f"change-{item.id}", version=item.version) for item in items}
        if dropping is not None and dropping[0] in forms:
            forms[dropping[0]] = dropping[1]
        page = render_template(
            "changes/show.html",
            article=article,
            draft=draft,
            items=items,
            waiting=[item for item in items if item.state not in {ChangeState.APPLIED, ChangeState.DROPPED}],
            form=form or ChangeForm(formdata=None),
            drop_forms=forms,
            wrong=dropping[0] if dropping is not None else 0,
            page_errors=status != HTTPStatus.OK,
        )
    return page, status


@bp.get("/articles/<id:article_id>/changes")
@permit(Action.SEE_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """Show the change list."""
    return _page(article_id)


@bp.get("/articles/<id:article_id>/changes.txt")
@permit(Action.SEE_DESK)
def as_text(article_id: int) -> ResponseReturnValue:
    """Hand out the change list as plain text."""
    with desk().read() as session:
        article = get_article(session, article_id)
        draft = newest_draft(session, article_id)
        text = changes_as_text(article, draft.number, list_changes(session, article_id))
    answer = make_response(text)
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    answer.headers["Content-Disposition"] = f'attachment; filename="changes-{article_id}-draft-{draft.number}.txt"'
    return answer


@bp.post("/articles/<id:article_id>/changes")
@permit(Action.RAISE_CHANGE)
def add(article_id: int) -> ResponseReturnValue:
    """Ask for a change by hand."""
    form = ChangeForm()
    try:
        form.check()
        with desk().db.write() as session:
            location = once(session)
            if location is None:
                item = add_change(
                    session,
                    actor(session),
                    article_id,
                    before=form.before.data or "",
                    after=form.after.data or "",
                    must=form.need.data != "should",
                    reason=form.reason.data or "",
                    claim_number=form.claim.data,
                )
                location = url_for("changes.show", article_id=article_id, _anchor=f"change-{item.id}")
                led_to(session, location)
    except InvalidInput as error:
        form.place(error)
        return _page(article_id, form=form, status=422)
    flash("The change is on the list. The next draft is held against it.", "good")
    return redirect(location, code=303)


@bp.post("/articles/<id:article_id>/changes/<id:item_id>/drop")
@permit(Action.DROP_CHANGE)
def drop(article_id: int, item_id: int) -> ResponseReturnValue:
    """Let a change go."""
    form = DropForm(prefix=f"change-{item_id}")
    try:
        form.check()
        with desk().db.write() as session:
            drop_change(
                session, actor(session), article_id, item_id, form.reason.data or "", version=form.version.data or 0
            )
    except InvalidInput as error:
        form.place(error)
        return _page(article_id, dropping=(item_id, form), status=422)
    flash("The change is let go; its reason is kept.", "good")
    return redirect(url_for("changes.show", article_id=article_id, _anchor=f"change-{item_id}"), code=303)


@bp.post("/articles/<id:article_id>/changes/<id:item_id>/take-up")
@permit(Action.DROP_CHANGE)
def take_up(article_id: int, item_id: int) -> ResponseReturnValue:
    """Ask for a change again."""
    form = VersionedForm()
    with desk().db.write() as session:
        take_up_change(session, actor(session), article_id, item_id, version=form.version.data or 0)
    flash("The change is asked for again.", "good")
    return redirect(url_for("changes.show", article_id=article_id, _anchor=f"change-{item_id}"), code=303)

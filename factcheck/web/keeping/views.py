"""Show how long an article is kept and what would be erased then; set a day, or a legal hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.models.base import utc_now
from factcheck.services.article_edit import get_article
from factcheck.services.erase_plan import erase_plan
from factcheck.services.retention_set import set_retention
from factcheck.services.retention_view import keeping_of
from factcheck.web.access import actor, permit
from factcheck.web.conflict import BOX, chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.keeping.forms import KeepingForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("keeping", __name__)
_LABELS = {"legal_hold": "On legal hold", "retain_until": "Keep until"}


def _page(article_id: int, form: KeepingForm | None = None) -> ResponseReturnValue:
    months = desk().settings.retain_months
    with desk().read() as session:
        article = get_article(session, article_id)
        if form is None:
            form = KeepingForm(formdata=None, version=article.version)
            form.legal_hold.data, form.retain_until.data = article.legal_hold, article.retain_until
        keeping = keeping_of(session, article, months=months)
        page = render_template(
            "keeping/show.html",
            article=article,
            form=form,
            keeping=keeping,
            erases_on=keeping.erases_on(utc_now()),
            months=months,
            plan=erase_plan(session, article_id),
            page_errors=bool(form.errors),
        )
    return page, 422 if form.errors else 200


@bp.get("/articles/<id:article_id>/keeping")
@permit(Action.EDIT_ARTICLE)
def show(article_id: int) -> ResponseReturnValue:
    """Show it."""
    return _page(article_id)


@bp.post("/articles/<id:article_id>/keeping")
@permit(Action.EDIT_ARTICLE)
def save(article_id: int) -> ResponseReturnValue:
    """Set the day, or the hold."""
    # The page of a 409 sends the fields as they were chosen there, a box that is off as the word.
    values = {name: value for name, value in chosen().items() if value not in {"", "False"}}
    form = KeepingForm(formdata=MultiDict(values))
    if not form.validate():
        return _page(article_id, form)
    try:
        with desk().db.write() as session:
            set_retention(
                session,
                actor(session),
                article_id,
                version=form.version.data or 0,
                hold=bool(form.legal_hold.data),
                until=form.retain_until.data,
                why=form.why.data or "",
            )
    except InvalidInput as error:
        form.place(error)
        return _page(article_id, form)
    except StaleWrite as stale:
        kept = {name: value for name, value in request.form.items() if name not in {"csrf_token", "version"}}
        back = url_for("keeping.show", article_id=article_id)
        return conflict_page(
            stale, ("article", article_id), labels=_LABELS, back=back, unchanged=kept, named={"legal_hold": BOX}
        )
    flash("Saved.", "good")
    return redirect(url_for("keeping.show", article_id=article_id), code=303)

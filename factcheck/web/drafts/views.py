"""Bring in the next draft, and show what it changed line by line."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from factcheck.domain.articles import Intake
from factcheck.domain.desk_rules import LineState
from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.permissions import Action
from factcheck.services import draft_late as late
from factcheck.services.article_edit import get_article
from factcheck.services.article_view import intake_progress
from factcheck.services.clear_draft import all_clearances
from factcheck.services.draft_ask import ask_draft_by_address, ask_draft_by_upload
from factcheck.services.draft_next import add_next_draft
from factcheck.services.draft_parts import last_draft
from factcheck.services.draft_typos import confirm_typos
from factcheck.services.draft_view import find_draft, view_draft
from factcheck.web.access import actor, permit
from factcheck.web.args import choice_arg, number_arg, page_address, whole_number
from factcheck.web.articles.bring_in import read_given
from factcheck.web.desk import desk
from factcheck.web.drafts.forms import NextDraftForm, SignForm
from factcheck.web.htmx import wants_partial
from factcheck.web.once import led_to, once

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.web.articles.bring_in import Given

bp = Blueprint("drafts", __name__)


@bp.get("/articles/<id:article_id>/drafts/new")
@permit(Action.IMPORT_ARTICLE)
def new(article_id: int) -> ResponseReturnValue:
    """Ask for the next draft; `of` names an article whose text it is, brought in as one of its own by mistake."""
    form = NextDraftForm(formdata=None)
    of = number_arg("of", 0)
    if of:
        with desk().read() as session:
            other = last_draft(session, get_article(session, of).id)
            form.text.data = other.text if other is not None else ""
    return _ask(article_id, form)


def _ask(article_id: int, form: NextDraftForm, *, status: int = 200) -> ResponseReturnValue:
    with desk().read() as session:
        article = get_article(session, article_id)
        last = last_draft(session, article_id)
        if last is None:
            raise NotFound("This article has no text yet. Bring that in first.")
        if not form.after.data:
            form.after.data = last.number
        page = render_template(
            "drafts/new.html",
            article=article,
            last=last,
            form=form,
            page_errors=status != HTTPStatus.OK,
        )
    return page, status


@bp.post("/articles/<id:article_id>/drafts")
@permit(Action.IMPORT_ARTICLE)
def create(article_id: int) -> ResponseReturnValue:
    """Take the next draft in, or owe the work that reads it."""
    form = NextDraftForm()
    try:
        form.check()
        given = read_given(form)
        with desk().db.write() as session:
            location = once(session)
            if location is None:
                location = _take(session, actor(session), article_id, given, form.after.data or 0)
                led_to(session, location)
    except InvalidInput as error:
        form.place(error)
        return _ask(article_id, form, status=422)
    except WrongState as error:
        # What was pasted is kept; she looks at what came in meanwhile and sends it again.
        form.form_errors.append(str(error))
        form.after.data = None
        form.after.raw_data = None
        return _ask(article_id, form, status=409)
    return redirect(location, code=303)


def _take(session: Session, who: Person, article_id: int, given: Given, after: int) -> str:
    article = get_article(session, article_id, lock=True)
    if given.text:
        limit = desk().settings.max_text_chars
        add_next_draft(session, who, article.id, given.text, intake=Intake.PASTE, max_chars=limit, after=after)
        return url_for("drafts.show", article_id=article.id, number=after + 1)
    if given.address:
        ask_draft_by_address(session, who, article, given.address, after=after)
    else:
        ask_draft_by_upload(session, who, article, blob=given.blob, file_name=given.file_name, after=after)
    return url_for("articles.show", article_id=article.id)


@bp.post("/articles/<id:article_id>/late/<id:job_id>/bring-in")
@permit(Action.IMPORT_ARTICLE)
def bring_in_late(article_id: int, job_id: int) -> ResponseReturnValue:
    """Make what was read too late the next draft."""
    with desk().db.write() as session:
        late.bring_in_late(session, actor(session), article_id, job_id)
    return redirect(url_for("articles.show", article_id=article_id), code=303)


@bp.post("/articles/<id:article_id>/late/<id:job_id>/leave-out")
@permit(Action.IMPORT_ARTICLE)
def leave_late_out(article_id: int, job_id: int) -> ResponseReturnValue:
    """Leave what was read too late out of the article."""
    with desk().db.write() as session:
        job = late.leave_late_out(session, actor(session), article_id, job_id)
        flash(f"“{late.late_name(job)}” is left out.", "good")
    return redirect(url_for("articles.show", article_id=article_id), code=303)


@bp.get("/articles/<id:article_id>/drafts/<id:number>")
@permit(Action.SEE_DESK)
def show(article_id: int, number: int) -> ResponseReturnValue:
    """Show a draft line by line, held against the one before."""
    chosen = choice_arg("state", set(LineState))
    state = LineState(chosen) if chosen else None
    with desk().read() as session:
        view = view_draft(session, article_id, number, state=state, page=number_arg("page", 1))
        return render_template(
            "drafts/show.html",
            view=view,
            article=view.article,
            state=chosen,
            states=list(LineState),
            intake=intake_progress(session, article_id),
            clearances=[one for one in all_clearances(session, article_id) if one.draft_id == view.draft.id],
            form=SignForm(formdata=None),
            url_of=page_address("drafts.show", article_id=article_id, number=number, state=chosen),
        )


@bp.get("/articles/<id:article_id>/drafts/<id:number>/progress")
@permit(Action.SEE_DESK)
def progress(article_id: int, number: int) -> ResponseReturnValue:
    """Say how far the comparison is; where it has ended, have the page loaded anew."""
    if not wants_partial():
        return redirect(url_for("drafts.show", article_id=article_id, number=number), code=303)
    with desk().read() as session:
        draft = find_draft(session, article_id, number)
        intake = intake_progress(session, article_id)
        answer = make_response(
            render_template("drafts/_progress.html", article=draft.article, draft=draft, intake=intake)
        )
    if not intake.under_way:
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.post("/articles/<id:article_id>/drafts/<id:number>/typos")
@permit(Action.EDIT_ARTICLE)
def typos(article_id: int, number: int) -> ResponseReturnValue:
    """Confirm one line that differs by its spelling, or all."""
    raw = request.form.get("line", "")
    one = whole_number(raw)
    if one is None and raw != "all":
        raise NotFound("There is no such line in this draft.")
    with desk().db.write() as session:
        draft = find_draft(session, article_id, number)
        count = confirm_typos(session, actor(session), draft.id, None if one is None else {one})
    flash(f"{count} {'line is' if count == 1 else 'lines are'} confirmed.", "good")
    return redirect(url_for("drafts.show", article_id=article_id, number=number, state="typo"), code=303)

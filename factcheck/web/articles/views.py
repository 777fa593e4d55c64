"""Bring in articles, list them, and show one with its claims."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from factcheck.domain.articles import ArticleState
from factcheck.domain.errors import FieldClash, InvalidInput, StaleWrite, WrongState
from factcheck.domain.permissions import Action
from factcheck.services import article_put_away
from factcheck.services.article_edit import edit_article, get_article
from factcheck.services.article_list import LATE, MINE, OPEN, ArticleFilter, list_articles
from factcheck.services.article_view import intake_progress
from factcheck.services.draft_parts import last_draft
from factcheck.services.job_again import ask_again
from factcheck.web.access import actor, permit, person
from factcheck.web.args import NUMBER_DIGITS, choice_arg, number_arg, page_address, whole_number, words_arg
from factcheck.web.articles.bring_in import bring_in, known_already, look_over, read_given, take_text
from factcheck.web.articles.forms import LANGUAGES, EditArticleForm, NewArticleForm, PutAwayForm, TextForm
from factcheck.web.articles.head import head_of
from factcheck.web.articles.page import article_page
from factcheck.web.conflict import chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.htmx import wants_partial
from factcheck.web.once import led_to, once
from factcheck.web.times import to_form

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("articles", __name__)
bp.add_app_template_global(head_of)
_EDIT_LABELS = {"source_url": "Address", "published_on": "Date of the article", "deadline_at": "Deadline"}


@bp.get("/articles")
@permit(Action.SEE_DESK)
def index() -> ResponseReturnValue:
    """List articles."""
    wanted = ArticleFilter(
        state=choice_arg("state", {OPEN, *ArticleState}),
        due=choice_arg("due", {LATE}),
        owner=choice_arg("owner", {MINE}),
        words=words_arg("q"),
        sort=choice_arg("sort", {"deadline", "newest"}, "deadline"),
        page=number_arg("page", 1),
    )
    with desk().read() as session:
        found = list_articles(session, wanted, person_id=person().id)
        url_of = page_address(
            "articles.index", state=wanted.state, due=wanted.due, owner=wanted.owner, q=wanted.words, sort=wanted.sort
        )
        return render_template(
            "articles/index.html", found=found, wanted=wanted, url_of=url_of, states=list(ArticleState)
        )


@bp.get("/articles/new")
@permit(Action.IMPORT_ARTICLE)
def new() -> ResponseReturnValue:
    """Ask for an article."""
    form = NewArticleForm(formdata=None)
    form.language.data = desk().settings.language if desk().settings.language in LANGUAGES else "en"
    return render_template("articles/new.html", form=form, known=None)


@bp.post("/articles")
@permit(Action.IMPORT_ARTICLE)
def create() -> ResponseReturnValue:
    """Take an article in."""
    form = NewArticleForm()
    good = form.validate()
    try:
        look_over(form)
        if not good:
            return _ask_again(form)
        given = read_given(form)
        with desk().db.write() as session:
            location = once(session)
            if location is None:
                known = None if form.again.data else known_already(session, given)
                if known is not None:
                    last = last_draft(session, known.id)
                    newest = last.number if last is not None else 0
                    return render_template("articles/new.html", form=form, known=known, newest=newest), 409
                article = bring_in(session, actor(session), form.brief(source_url=form.address.data or ""), given)
                location = url_for("articles.show", article_id=article.id)
                led_to(session, location)
    except InvalidInput as error:
        form.place(error)
        return _ask_again(form)
    return redirect(location, code=303)


def _ask_again(form: NewArticleForm) -> ResponseReturnValue:
    return render_template("articles/new.html", form=form, known=None, page_errors=True), 422


@bp.get("/articles/<id:article_id>")
@permit(Action.SEE_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """Show the article with its claims; htmx is given the panel beside the text."""
    with desk().read() as session:
        return article_page(session, article_id, part="panel" if wants_partial() else "page")


@bp.get("/articles/<id:article_id>/progress")
@permit(Action.SEE_DESK)
def progress(article_id: int) -> ResponseReturnValue:
    """Say how far the reading of the text is; where it has ended, have the page loaded anew."""
    if not wants_partial():
        return redirect(url_for("articles.show", article_id=article_id), code=303)
    with desk().read() as session:
        article = get_article(session, article_id)
        intake = intake_progress(session, article_id)
        answer = make_response(render_template("articles/_progress.html", article=article, intake=intake))
    if not intake.under_way:
        answer.headers["HX-Refresh"] = "true"
    return answer


@bp.post("/articles/<id:article_id>/text")
@permit(Action.IMPORT_ARTICLE)
def give_text(article_id: int) -> ResponseReturnValue:
    """Take a text for an article whose first one could not be read."""
    form = TextForm()
    try:
        given = read_given(form)
        with desk().db.write() as session:
            if once(session) is None:
                take_text(session, actor(session), get_article(session, article_id, lock=True), given)
                led_to(session, url_for("articles.show", article_id=article_id))
    except InvalidInput as error:
        form.place(error)
        with desk().read() as session:
            return article_page(session, article_id, text_form=form), 422
    return redirect(url_for("articles.show", article_id=article_id), code=303)


@bp.post("/articles/<id:article_id>/read-again")
@permit(Action.IMPORT_ARTICLE)
def read_again(article_id: int) -> ResponseReturnValue:
    """Try the reading that failed once more."""
    with desk().db.write() as session:
        actor(session)
        get_article(session, article_id, lock=True)
        failed = intake_progress(session, article_id).failed
        if failed is None:
            raise WrongState("Nothing failed, so there is nothing to try again. Reload the page.")
        ask_again(session, failed)
    return redirect(url_for("articles.show", article_id=article_id), code=303)


@bp.route("/articles/<id:article_id>/edit", methods=["GET", "POST"])
@permit(Action.EDIT_ARTICLE)
def edit(article_id: int) -> ResponseReturnValue:
    """Change what is known of an article beside its text."""
    if request.method == "GET":
        with desk().read() as session:
            article = get_article(session, article_id)
            form = EditArticleForm(formdata=None, obj=article)
            form.deadline_at.data = to_form(article.deadline_at)
            return render_template("articles/edit.html", form=form, article=article, version=article.version)
    values = {name: "" if value == "False" else value for name, value in chosen().items()}
    form = EditArticleForm(data=None, formdata=_as_form(values))
    version = whole_number(str(values.get("version", "")), digits=NUMBER_DIGITS) or 0
    try:
        form.check()
        with desk().db.write() as session:
            brief = form.brief(source_url=form.source_url.data or "")
            edit_article(
                session,
                actor(session),
                article_id,
                version=version,
                brief=brief,
                outside_allowed=bool(form.outside_allowed.data),
            )
    except InvalidInput as error:
        form.place(error)
        with desk().read() as session:
            article = get_article(session, article_id)
            page = render_template("articles/edit.html", form=form, article=article, version=version, page_errors=True)
        return page, 422
    except StaleWrite as stale:
        return _conflict(stale, article_id)
    flash("Saved.", "good")
    return redirect(url_for("articles.show", article_id=article_id), code=303)


@bp.get("/articles/<id:article_id>/put-away")
@permit(Action.EDIT_ARTICLE)
def put_away(article_id: int) -> ResponseReturnValue:
    """Ask why the article is put away."""
    return _put_away_page(article_id, PutAwayForm(formdata=None))


def _put_away_page(article_id: int, form: PutAwayForm) -> str:
    with desk().read() as session:
        article = get_article(session, article_id)
        return render_template("articles/put_away.html", article=article, form=form, page_errors=bool(form.errors))


@bp.post("/articles/<id:article_id>/put-away")
@permit(Action.EDIT_ARTICLE)
def put_away_now(article_id: int) -> ResponseReturnValue:
    """Put the article away."""
    form = PutAwayForm()
    try:
        form.check()
        with desk().db.write() as session:
            article_put_away.put_away(session, actor(session), article_id, form.reason.data or "")
    except InvalidInput as error:
        form.place(error)
        return _put_away_page(article_id, form), 422
    flash("It is put away: no list of work shows it.", "good")
    return redirect(url_for("articles.show", article_id=article_id), code=303)


@bp.post("/articles/<id:article_id>/take-back")
@permit(Action.EDIT_ARTICLE)
def take_back(article_id: int) -> ResponseReturnValue:
    """Take back an article that was put away."""
    with desk().db.write() as session:
        article_put_away.take_back(session, actor(session), article_id)
    flash("It is back where it stood.", "good")
    return redirect(url_for("articles.show", article_id=article_id), code=303)


def _as_form(values: dict[str, str]) -> MultiDict[str, str]:
    return MultiDict({name: value for name, value in values.items() if value != ""})


def _conflict(stale: StaleWrite, article_id: int) -> ResponseReturnValue:
    """Show the 409 with moments as the form writes them."""
    clashes = tuple(
        FieldClash(one.name, *(_moment(text) for text in (one.base, one.theirs, one.mine)))
        if one.name == "deadline_at"
        else one
        for one in stale.clashes
    )
    told = StaleWrite(str(stale), version=stale.version, clashes=clashes)
    kept = {name: value for name, value in request.form.items() if name not in {"csrf_token", "version", "form_key"}}
    back = url_for("articles.show", article_id=article_id)
    return conflict_page(told, ("article", article_id), labels=_EDIT_LABELS, back=back, unchanged=kept)


def _moment(text: str | None) -> str | None:
    if not text:
        return text
    local = to_form(datetime.fromisoformat(text))
    return f"{local:%Y-%m-%dT%H:%M}" if local else text

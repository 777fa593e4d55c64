"""Ask questions about claims, log answers, make guest links."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.desk_rules import QueryTo
from factcheck.domain.errors import InvalidInput, NotFound, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.models import Article, AuthorQuery
from factcheck.models.base import utc_now
from factcheck.services.guest_link import make_link, revoke_link
from factcheck.services.query_answer import Answer, Says, answer_query, close_query, withdraw_query
from factcheck.services.query_ask import ask_query
from factcheck.services.query_list import claims_to_ask, list_links, list_queries
from factcheck.web.access import actor, permit
from factcheck.web.args import whole_number
from factcheck.web.captures.views import attachment
from factcheck.web.conflict import chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.forms import SelectChoice
from factcheck.web.once import led_to, once
from factcheck.web.queries.forms import TO_WORDS, AnswerForm, AskForm, LinkForm
from factcheck.web.times import due_of, from_form, moment_of
from factcheck.web.uploads import keep_upload

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Claim

bp = Blueprint("queries", __name__)


def _article(session: Session, article_id: int) -> Article:
    row = session.get(Article, article_id)
    if row is None:
        raise NotFound("There is no such article.")
    return row


@bp.app_template_global()
def queries_of(claim: Claim) -> list[AuthorQuery]:
    """Give the claim's page its questions."""
    with desk().read() as session:
        return list_queries(session, claim.article_id, claim_id=claim.id)


@bp.get("/articles/<id:article_id>/queries")
@permit(Action.SEE_DESK)
def index(article_id: int) -> ResponseReturnValue:
    """List the questions of an article with the forms to ask, to answer and to send a link."""
    return _page(article_id)


def _page(
    article_id: int,
    *,
    ask: AskForm | None = None,
    answer: tuple[int, AnswerForm] | None = None,
    link: LinkForm | None = None,
    address: str = "",
    status: int = 200,
) -> ResponseReturnValue:
    with desk().read() as session:
        article = _article(session, article_id)
        rows = list_queries(session, article_id)
        claims = claims_to_ask(session, article_id)
        if ask is None:
            ask = AskForm(None, prefix="ask")
            wanted = request.args.get("claim", "")
            ask.claim.data = next((claim.id for claim in claims if str(claim.number) == wanted), None)
        ask.claim.choices = [SelectChoice(claim.id, f"{claim.number}: {claim.statement[:90]}") for claim in claims]
        if link is None:
            link = LinkForm(None, prefix="link")
            link.queries.data = [row.id for row in rows if row.state == "open"]
        page = render_template(
            "queries/index.html",
            article=article,
            rows=rows,
            ask=ask,
            answers={row.id: _answer_form(row, answer) for row in rows if row.state == "open"},
            answering=answer[0] if answer else 0,
            link=link,
            links=list_links(session, article_id),
            address=address,
            to_words=TO_WORDS,
            now=utc_now(),
            moment_of=moment_of,
            due_of=due_of,
            page_errors=status >= HTTPStatus.BAD_REQUEST,
        )
    return page, status


def _answer_form(row: AuthorQuery, sent: tuple[int, AnswerForm] | None) -> AnswerForm:
    if sent is not None and sent[0] == row.id:
        return sent[1]
    return AnswerForm(None, prefix=f"answer-{row.id}", data={"version": row.version, "by": row.to_name})


@bp.post("/articles/<id:article_id>/queries")
@permit(Action.ASK_QUERY)
def ask(article_id: int) -> ResponseReturnValue:
    """Ask a question."""
    form = AskForm(prefix="ask")
    here = url_for("queries.index", article_id=article_id)
    if form.validate():
        try:
            with desk().db.write() as session:
                who = actor(session)
                if once(session):
                    return redirect(here, code=303)
                to = QueryTo(form.to.data) if form.to.data in set(QueryTo) else None
                row = ask_query(
                    session,
                    who,
                    form.claim.data or 0,
                    to=to,
                    question=form.question.data or "",
                    to_name=form.to_name.data or "",
                    due_at=from_form(form.due_at.data),
                )
                if row.article_id != article_id:
                    raise NotFound("There is no such claim in this article.")
                led_to(session, here)
        except InvalidInput as error:
            form.place(error)
        else:
            flash("The question is asked. It keeps the draft from being cleared until it is answered.", "good")
            return redirect(here, code=303)
    return _page(article_id, ask=form, status=422)


@bp.post("/queries/<id:query_id>/answer")
@permit(Action.SETTLE_QUERY)
def answer(query_id: int) -> ResponseReturnValue:
    """Log an answer by hand."""
    prefix = f"answer-{query_id}"
    article_id = _article_of(query_id)
    form = AnswerForm(prefix=prefix) if not any(name.startswith("keep-") for name in request.form) else None
    if form is None:
        picked = chosen()
        form = AnswerForm(None, prefix=prefix, data=picked)
        form.version.data = whole_number(picked.get("version", "")) or 0
    elif not form.validate():
        return _page(article_id, answer=(query_id, form), status=422)
    says = Says(form.says.data) if form.says.data in set(Says) else None
    try:
        file = keep_upload(request.files.get(f"{prefix}-file"))
        given = Answer(says, form.answer.data or "", form.proposed.data or "", file)
        with desk().db.write() as session:
            answer_query(
                session, actor(session), query_id, given, by=form.by.data or "", version=form.version.data or 0
            )
    except InvalidInput as error:
        form.place(error)
        return _page(article_id, answer=(query_id, form), status=422)
    except StaleWrite as error:
        kept = {"by": form.by.data or "", "says": form.says.data or ""}
        back = url_for("queries.index", article_id=article_id)
        labels = {"answer": "Answer", "proposed": "Proposed wording"}
        return conflict_page(error, ("query", query_id), labels=labels, back=back, unchanged=kept)
    flash("The answer is noted.", "good")
    return redirect(url_for("queries.index", article_id=article_id, _anchor=f"query-{query_id}"), code=303)


def _article_of(query_id: int) -> int:
    with desk().read() as session:
        row = session.get(AuthorQuery, query_id)
        if row is None:
            raise NotFound("There is no such question.")
        return row.article_id


@bp.post("/queries/<id:query_id>/close")
@permit(Action.SETTLE_QUERY)
def close(query_id: int) -> ResponseReturnValue:
    """Close an answered question."""
    with desk().db.write() as session:
        article_id = close_query(session, actor(session), query_id).article_id
    flash("The question is closed.", "good")
    return redirect(url_for("queries.index", article_id=article_id), code=303)


@bp.post("/queries/<id:query_id>/withdraw")
@permit(Action.SETTLE_QUERY)
def withdraw(query_id: int) -> ResponseReturnValue:
    """Withdraw an open question."""
    with desk().db.write() as session:
        article_id = withdraw_query(session, actor(session), query_id).article_id
    flash("The question is withdrawn.", "good")
    return redirect(url_for("queries.index", article_id=article_id), code=303)


@bp.get("/queries/<id:query_id>/file")
@permit(Action.SEE_DESK)
def file(query_id: int) -> ResponseReturnValue:
    """Hand out the file of an answer as a download: it came from outside."""
    with desk().read() as session:
        row = session.get(AuthorQuery, query_id)
        if row is None or not row.blob:
            raise NotFound("There is no such file.")
        digest, name = row.blob, row.file_name
    return attachment(desk().blobs.get(digest), name)


@bp.post("/articles/<id:article_id>/guest-links")
@permit(Action.ASK_QUERY)
def make(article_id: int) -> ResponseReturnValue:
    """Make a guest link; its address is shown on the answer to this request and never again."""
    form = LinkForm(prefix="link")
    if form.validate():
        try:
            with desk().db.write() as session:
                _, token = make_link(
                    session,
                    actor(session),
                    article_id,
                    form.queries.data or [],
                    name=form.name.data or "",
                    days=form.days.data or 0,
                )
        except InvalidInput as error:
            form.place(error)
        else:
            base = desk().settings.base_url.rstrip("/") or request.host_url.rstrip("/")
            return _page(article_id, address=base + url_for("guest.show", token=token))
    return _page(article_id, link=form, status=422)


@bp.post("/guest-links/<id:link_id>/revoke")
@permit(Action.ASK_QUERY)
def revoke(link_id: int) -> ResponseReturnValue:
    """Make a link stop working."""
    with desk().db.write() as session:
        article_id = revoke_link(session, actor(session), link_id).article_id
    flash("The link does not work any more.", "good")
    return redirect(url_for("queries.index", article_id=article_id), code=303)

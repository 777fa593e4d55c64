"""Show what of the text nothing covers, and mark it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for
from sqlalchemy import select

from factcheck.domain.articles import CoverageKind
from factcheck.domain.permissions import Action
from factcheck.models import CoverageMark
from factcheck.services.article_edit import get_article
from factcheck.services.claim_facts import newest_draft
from factcheck.services.coverage import coverage_of
from factcheck.services.coverage_mark import last_marked, mark_guessed, mark_stretch, unmark
from factcheck.web.access import actor, permit, person
from factcheck.web.args import number_arg, page_address, whole_number
from factcheck.web.desk import desk
from factcheck.web.htmx import announce, wants_partial

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

bp = Blueprint("coverage", __name__)
PER_PAGE = 40
MARKS_SHOWN = 200
KIND_WORDS = {
    CoverageKind.OPINION: "Opinion",
    CoverageKind.SCENE_SETTING: "Scene-setting",
    CoverageKind.BOILERPLATE: "Boilerplate",
    CoverageKind.NOT_A_FACT: "Not a fact",
}


@bp.get("/articles/<id:article_id>/coverage")
@permit(Action.SEE_DESK)
def show(article_id: int) -> ResponseReturnValue:
    """List the stretches that nothing covers."""
    with desk().read() as session:
        return _page(session, article_id, at=number_arg("at"))


def _page(session: Session, article_id: int, *, at: int = 0, part: bool = False, said: str = "") -> str:
    article = get_article(session, article_id)
    draft = newest_draft(session, article_id)
    found = coverage_of(session, draft)
    here = found.next_after(at)
    stretches = found.stretches
    index = stretches.index(here) if here is not None else 0
    pages = max(1, -(-len(stretches) // PER_PAGE))
    page = min(pages, number_arg("page") or index // PER_PAGE + 1)
    shown = stretches[(page - 1) * PER_PAGE : page * PER_PAGE]
    marks = session.scalars(
        select(CoverageMark).where(CoverageMark.draft_id == draft.id).order_by(CoverageMark.start).limit(MARKS_SHOWN)
    ).all()
    return render_template(
        "coverage/_list.html" if part else "coverage/show.html",
        article=article,
        draft=draft,
        found=found,
        shown=shown,
        here=here.start if here is not None and (at or part) else -1,
        guesses=[(kind, len(found.guessed(kind))) for kind in CoverageKind if found.guessed(kind)],
        marks=marks,
        undo=last_marked(marks, person()),
        kinds=KIND_WORDS,
        page=page,
        pages=pages,
        said=said,
        part=part,
        url_of=page_address("coverage.show", article_id=article_id),
    )


def _answer(article_id: int, words: str, at: int) -> ResponseReturnValue:
    if wants_partial():
        with desk().read() as session:
            return announce(_page(session, article_id, at=at, part=True, said=words), words)
    flash(words, "good")
    anchor = "coverage-list"
    with desk().read() as session:
        after = coverage_of(session, newest_draft(session, article_id)).next_after(at)
        if after is not None:
            anchor = f"stretch-{after.start}"
    return redirect(url_for("coverage.show", article_id=article_id, at=at or None, _anchor=anchor), code=303)


def _number(name: str) -> int:
    found = whole_number(request.form.get(name, ""))
    return -1 if found is None else found


@bp.post("/articles/<id:article_id>/coverage")
@permit(Action.MARK_COVERAGE)
def mark(article_id: int) -> ResponseReturnValue:
    """Mark a stretch as no claim."""
    with desk().db.write() as session:
        row = mark_stretch(
            session,
            actor(session),
            article_id,
            draft_id=_number("draft"),
            start=_number("start"),
            end=_number("end"),
            kind=request.form.get("kind", ""),
        )
        words, at = f"Marked as {KIND_WORDS[row.kind].lower()}.", row.end
    return _answer(article_id, words, at)


@bp.post("/articles/<id:article_id>/coverage/all")
@permit(Action.MARK_COVERAGE)
def mark_all(article_id: int) -> ResponseReturnValue:
    """Mark all stretches that the machine takes for one kind."""
    kind = request.form.get("kind", "")
    with desk().db.write() as session:
        count = mark_guessed(session, actor(session), article_id, draft_id=_number("draft"), kind=kind)
    what = KIND_WORDS[CoverageKind(kind)].lower()
    return _answer(article_id, f"{count} {'stretch is' if count == 1 else 'stretches are'} marked as {what}.", 0)


@bp.post("/articles/<id:article_id>/coverage/<id:mark_id>/back")
@permit(Action.MARK_COVERAGE)
def take_back(article_id: int, mark_id: int) -> ResponseReturnValue:
    """Take a mark back."""
    with desk().db.write() as session:
        mark = session.get(CoverageMark, mark_id)
        at = mark.start if mark is not None else 0
        together = request.form.get("together") == "1"
        count = unmark(session, actor(session), article_id, mark_id, together=together)
    return _answer(article_id, "The mark is taken back." if count <= 1 else f"{count} marks are taken back.", at)

"""Origins of an article: name, confirm, merge and split them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from factcheck.domain.errors import InvalidInput, StaleWrite, WrongState
from factcheck.domain.evidence import OriginKind
from factcheck.domain.permissions import Action
from factcheck.services.evidence_get import get_evidence
from factcheck.services.evidence_list import origins_to_choose
from factcheck.services.origin_edit import get_origin, merge_origins, name_origin
from factcheck.services.origin_find import OriginChoice
from factcheck.services.origin_list import list_origins
from factcheck.services.origin_move import move_to_origin
from factcheck.web.access import actor, permit, person
from factcheck.web.args import id_field, number_arg
from factcheck.web.claims.words import source_words
from factcheck.web.conflict import chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.evidence.forms import ORIGIN_WORDS
from factcheck.web.forms import no_nul
from factcheck.web.origins.forms import OriginForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("origins", __name__)


@bp.get("/articles/<id:article_id>/origins")
@permit(Action.SEE_DESK)
def index(article_id: int) -> ResponseReturnValue:
    """List the origins of an article with what traces back to each."""
    with desk().read() as session:
        page = list_origins(session, person(), article_id)
        return render_template("origins/index.html", page=page, kinds=ORIGIN_WORDS, **source_words())


@bp.get("/origins/<id:origin_id>/edit")
@permit(Action.NAME_ORIGIN)
def edit(origin_id: int) -> ResponseReturnValue:
    """Show an origin in a form."""
    with desk().read() as session:
        row = get_origin(session, person(), origin_id)
        form = OriginForm(formdata=None)
        form.version.data, form.kind.data, form.name.data = row.version, row.kind.value, row.name
    return _edit_page(origin_id, form)


@bp.post("/origins/<id:origin_id>/edit")
@permit(Action.NAME_ORIGIN)
def save(origin_id: int) -> ResponseReturnValue:
    """Name the origin; that confirms it."""
    form = OriginForm(formdata=MultiDict(chosen()))
    if not form.validate():
        return make_response(_edit_page(origin_id, form), 422)
    with desk().read() as session:
        back = _back(get_origin(session, person(), origin_id).article_id)
    kind, name, version = OriginKind(form.kind.data), form.name.data or "", form.version.data or 0
    try:
        with desk().db.write() as session:
            name_origin(session, actor(session), origin_id, kind=kind, name=name, version=version)
    except StaleWrite as stale:
        kept = {"kind": kind.value, "name": name}
        labels = {"kind": "Kind", "name": "Name"}
        return conflict_page(stale, ("origin", origin_id), labels=labels, back=back, unchanged=kept)
    except (InvalidInput, WrongState) as error:
        form.place(error if isinstance(error, InvalidInput) else InvalidInput(str(error)))
        return make_response(_edit_page(origin_id, form), error.status)
    flash("Confirmed.", "good")
    return redirect(back if "#" in back else f"{back}#origin-{origin_id}", code=303)


def _edit_page(origin_id: int, form: OriginForm) -> str:
    with desk().read() as session:
        row = get_origin(session, person(), origin_id)
        return render_template(
            "origins/edit.html", row=row, form=form, back=_back(row.article_id), page_errors=bool(form.errors)
        )


def _back(article_id: int) -> str:
    """Return the page that the person came from: a claim's suggestions, or the origins of the article."""
    claim_id = number_arg("claim") or id_field("claim")
    if claim_id:
        return url_for("claims.show", claim_id=claim_id, _anchor="suggestions")
    return url_for("origins.index", article_id=article_id)


@bp.post("/origins/<id:origin_id>/merge")
@permit(Action.NAME_ORIGIN)
def merge(origin_id: int) -> ResponseReturnValue:
    """Put all that traces back to one origin under another."""
    target = id_field("into")
    with desk().db.write() as session:
        row = get_origin(session, actor(session), origin_id)
        back = row.article_id
        told, tone = "Choose the origin to merge with.", "bad"
        if target:
            kept = merge_origins(session, actor(session), origin_id, target)
            told, tone = f"Merged into “{kept.name}”.", "good"
    flash(told, tone)
    return redirect(_back(back), code=303)


@bp.get("/evidence/<id:evidence_id>/origin")
@permit(Action.NAME_ORIGIN)
def choose(evidence_id: int) -> ResponseReturnValue:
    """Ask where a piece of evidence comes from in the end."""
    return _choose_page(evidence_id, "")


@bp.post("/evidence/<id:evidence_id>/origin")
@permit(Action.NAME_ORIGIN)
def move(evidence_id: int) -> ResponseReturnValue:
    """Put a piece of evidence under another origin, or one of its own."""
    known, kind = id_field("origin"), request.form.get("kind", "")
    name = no_nul(request.form.get("name", ""))
    choice = OriginChoice(kind=OriginKind(kind) if kind in set(OriginKind) else OriginKind.DOCUMENT, name=name)
    if known:
        choice = OriginChoice(id=known)
    try:
        with desk().db.write() as session:
            claim_id = move_to_origin(session, actor(session), evidence_id, choice).claim_id
    except (InvalidInput, WrongState) as error:
        return make_response(_choose_page(evidence_id, str(error)), error.status)
    flash("Moved.", "good")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor=f"evidence-{evidence_id}"), code=303)


def _choose_page(evidence_id: int, problem: str) -> str:
    with desk().read() as session:
        row, claim = get_evidence(session, person(), evidence_id)
        return render_template(
            "origins/move.html",
            title=row.title,
            claim=claim,
            chosen=row.origin_id,
            action=url_for("origins.move", evidence_id=row.id),
            back=url_for("claims.show", claim_id=claim.id, _anchor=f"evidence-{row.id}"),
            origins=origins_to_choose(session, person(), claim),
            kinds=ORIGIN_WORDS,
            problem=problem,
            typed=request.form,
            page_errors=bool(problem),
        )

"""Accept what workers suggest, one by one or all of one origin, put it aside, or say where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.evidence import OriginKind, Stance
from factcheck.domain.permissions import Action
from factcheck.services.evidence_list import origins_to_choose
from factcheck.services.origin_find import OriginChoice
from factcheck.services.origin_suggest import own_origin
from factcheck.services.relations import get_claim
from factcheck.services.suggestion_accept_all import GroupShown, accept_group, dismiss_group
from factcheck.services.suggestion_decide import (
    accept_suggestion,
    dismiss_suggestion,
    get_suggestion,
    undo_suggestion,
)
from factcheck.services.suggestion_place import move_suggestion, split_suggestion
from factcheck.web.access import actor, permit, person
from factcheck.web.args import id_field, ids_of
from factcheck.web.desk import desk
from factcheck.web.evidence.forms import ORIGIN_WORDS
from factcheck.web.forms import no_nul
from factcheck.web.suggestions.answer import decided, undecided

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("suggestions", __name__)
_MOST_AT_ONCE = 200


@bp.post("/suggestions/<id:suggestion_id>/accept")
@permit(Action.DECIDE_SUGGESTION)
def accept(suggestion_id: int) -> ResponseReturnValue:
    """Accept a suggestion with the stance that was chosen."""
    try:
        with desk().db.write() as session:
            row = accept_suggestion(session, actor(session), suggestion_id, _stance())
            claim_id, told = row.claim_id, row.stance.value
    except InvalidInput as error:
        return undecided(_claim_of(suggestion_id), suggestion_id, str(error))
    return decided(claim_id, f"Accepted: {told}.", focus=id_field("next"))


@bp.post("/suggestions/<id:suggestion_id>/dismiss")
@permit(Action.DECIDE_SUGGESTION)
def dismiss(suggestion_id: int) -> ResponseReturnValue:
    """Put a suggestion aside."""
    with desk().db.write() as session:
        claim_id = dismiss_suggestion(session, actor(session), suggestion_id).claim_id
    return decided(claim_id, "Put aside.", focus=id_field("next"))


@bp.post("/suggestions/<id:suggestion_id>/undo")
@permit(Action.DECIDE_SUGGESTION)
def undo(suggestion_id: int) -> ResponseReturnValue:
    """Take a decision back."""
    with desk().db.write() as session:
        claim_id = undo_suggestion(session, actor(session), suggestion_id).claim_id
    return decided(claim_id, "Open again.", focus=suggestion_id)


@bp.post("/claims/<id:claim_id>/suggestions/accept")
@permit(Action.DECIDE_SUGGESTION)
def accept_all(claim_id: int) -> ResponseReturnValue:
    """Accept all pages of one origin with one stance."""
    shown = _shown()
    try:
        with desk().db.write() as session:
            done = accept_group(session, actor(session), claim_id, shown, _stance())
    except InvalidInput as error:
        return undecided(claim_id, shown.suggestion_ids[0], str(error))
    told = f"{done.pages} page{'s' if done.pages != 1 else ''} accepted as one origin."
    if done.further:
        told += f" {done.further} further passage{'s' if done.further != 1 else ''} of them put aside."
    return decided(claim_id, told if done.pages else "These were decided already.", focus=id_field("next"))


@bp.post("/claims/<id:claim_id>/suggestions/dismiss")
@permit(Action.DECIDE_SUGGESTION)
def dismiss_all(claim_id: int) -> ResponseReturnValue:
    """Put all suggestions of one origin aside."""
    with desk().db.write() as session:
        count = dismiss_group(session, actor(session), claim_id, _shown())
    return decided(claim_id, f"{count} suggestion{'s' if count != 1 else ''} put aside.", focus=id_field("next"))


@bp.post("/suggestions/<id:suggestion_id>/split")
@permit(Action.DECIDE_SUGGESTION)
def split(suggestion_id: int) -> ResponseReturnValue:
    """Take a page out of its group."""
    with desk().db.write() as session:
        row = split_suggestion(session, actor(session), suggestion_id)
        claim_id, name = row.claim_id, row.origin.name if row.origin is not None else ""
    return decided(claim_id, f"Split off: an origin of its own, “{name}”.", focus=suggestion_id)


@bp.get("/suggestions/<id:suggestion_id>/origin")
@permit(Action.DECIDE_SUGGESTION)
def choose(suggestion_id: int) -> ResponseReturnValue:
    """Ask where a suggested page comes from in the end."""
    return _choose_page(suggestion_id, "")


@bp.post("/suggestions/<id:suggestion_id>/origin")
@permit(Action.DECIDE_SUGGESTION)
def move(suggestion_id: int) -> ResponseReturnValue:
    """Put a suggested page under another origin, or one of its own."""
    kind, known = request.form.get("kind", ""), id_field("origin")
    choice = OriginChoice(
        kind=OriginKind(kind) if kind in set(OriginKind) else OriginKind.DOCUMENT,
        name=no_nul(request.form.get("name", "")),
    )
    try:
        with desk().db.write() as session:
            row = move_suggestion(session, actor(session), suggestion_id, OriginChoice(id=known) if known else choice)
            claim_id = row.claim_id
    except InvalidInput as error:
        return make_response(_choose_page(suggestion_id, str(error)), 422)
    flash("Moved.", "good")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor=f"suggestion-{suggestion_id}"), code=303)


def _choose_page(suggestion_id: int, problem: str) -> str:
    with desk().read() as session:
        row = get_suggestion(session, suggestion_id)
        claim, own = get_claim(session, row.claim_id), own_origin(row.capture)
        return render_template(
            "origins/move.html",
            title=row.capture.title or own.name,
            claim=claim,
            chosen=row.origin_id,
            action=url_for("suggestions.move", suggestion_id=suggestion_id),
            back=url_for("claims.show", claim_id=claim.id, _anchor=f"suggestion-{suggestion_id}"),
            origins=origins_to_choose(session, person(), claim),
            kinds=ORIGIN_WORDS,
            problem=problem,
            typed=request.form or {"kind": own.kind.value, "name": own.name},
            page_errors=bool(problem),
        )


def _stance() -> Stance | None:
    asked = request.form.get("stance", "")
    return Stance(asked) if asked in set(Stance) else None


def _shown() -> GroupShown:
    """Read which suggestions stood in the group, under which origin."""
    asked = request.form.getlist("id")[:_MOST_AT_ONCE]
    ids = tuple(ids_of(asked))
    if not ids:
        raise InvalidInput("Choose the suggestions. Reload the page.")
    return GroupShown(ids, id_field("origin") or None, no_nul(request.form.get("name", "")))


def _claim_of(suggestion_id: int) -> int:
    with desk().read() as session:
        return get_suggestion(session, suggestion_id).claim_id

"""The page of a claim: the claim, its evidence by origin, the search for more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, redirect, render_template, request, url_for

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action
from factcheck.services.lookup_ask import ask_lookups
from factcheck.services.lookup_control import cancel_lookups, retry_lookup, retry_page
from factcheck.services.relations import get_claim
from factcheck.services.suggestion_list import count_open
from factcheck.web.access import actor, permit, person
from factcheck.web.claims.page import chosen_kind, claim_page, evidence_context, form_context, progress_context
from factcheck.web.desk import desk
from factcheck.web.forms import no_nul
from factcheck.web.htmx import announce, wants_partial

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

bp = Blueprint("claims", __name__)


@bp.get("/claims/<id:claim_id>")
@permit(Action.SEE_DESK)
def show(claim_id: int) -> ResponseReturnValue:
    """Show a claim."""
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        return claim_page(session, person(), claim, kind=chosen_kind())


@bp.get("/claims/<id:claim_id>/evidence")
@permit(Action.SEE_DESK)
def evidence(claim_id: int) -> ResponseReturnValue:
    """Show the evidence of a claim; opened by hand it is the place on the claim's page."""
    if not wants_partial():
        return redirect(url_for("claims.show", claim_id=claim_id, _anchor="evidence"), code=303)
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        return render_template("claims/_evidence.html", **evidence_context(session, person(), claim))


@bp.get("/claims/<id:claim_id>/sources")
@permit(Action.SEE_DESK)
def sources(claim_id: int) -> ResponseReturnValue:
    """Show how far the search is; opened by hand it is the place on the claim's page."""
    if not wants_partial():
        return redirect(url_for("claims.show", claim_id=claim_id, _anchor="sources"), code=303)
    return progress_part(claim_id)


@bp.get("/claims/<id:claim_id>/evidence/form")
@permit(Action.LOG_EVIDENCE)
def evidence_form(claim_id: int) -> ResponseReturnValue:
    """Show the form of one kind of evidence; opened by hand it is the place on the claim's page."""
    kind = chosen_kind()
    if not wants_partial():
        return redirect(url_for("claims.show", claim_id=claim_id, kind=kind.value, _anchor="log-form"), code=303)
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        return render_template("claims/_log_form.html", **form_context(session, person(), claim, kind))


def progress_part(claim_id: int) -> str:
    """Render the part about searching."""
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        context = progress_context(session, claim) | {"evidence": None}
        context["open_total"], context["tied_total"] = count_open(session, claim.id)
        return render_template("claims/_progress.html", **context)


@bp.post("/claims/<id:claim_id>/lookups")
@permit(Action.LOOK_UP)
def ask(claim_id: int) -> ResponseReturnValue:
    """Ask providers about the claim, in words of one's own or the desk's."""
    query = no_nul(request.form.get("query", "")).strip() or None
    providers = request.form.getlist("providers") or None
    try:
        with desk().db.write() as session:
            lookups = ask_lookups(session, actor(session), claim_id, query=query, providers=providers)
    except InvalidInput as error:
        flash(str(error), "bad")
        return redirect(url_for("claims.show", claim_id=claim_id, _anchor="sources"), code=303)
    return _asked(claim_id, f"Asking {len(lookups)} questions.")


@bp.post("/claims/<id:claim_id>/lookups/cancel")
@permit(Action.LOOK_UP)
def cancel(claim_id: int) -> ResponseReturnValue:
    """Call off the search."""
    with desk().db.write() as session:
        stopped = cancel_lookups(session, actor(session), claim_id)
    return _asked(claim_id, f"Called off {stopped} pieces of work." if stopped else "Nothing was under way.")


@bp.post("/lookups/<id:lookup_id>/retry")
@permit(Action.LOOK_UP)
def retry(lookup_id: int) -> ResponseReturnValue:
    """Put a question again."""
    with desk().db.write() as session:
        claim_id = retry_lookup(session, actor(session), lookup_id).id
    return _asked(claim_id, "Asking again.")


@bp.post("/lookup-pages/<id:page_id>/retry")
@permit(Action.LOOK_UP)
def read_again(page_id: int) -> ResponseReturnValue:
    """Fetch a page again."""
    with desk().db.write() as session:
        claim_id = retry_page(session, actor(session), page_id).id
    return _asked(claim_id, "Fetching the page again.")


def _asked(claim_id: int, words: str) -> ResponseReturnValue:
    if wants_partial():
        return announce(progress_part(claim_id), words)
    flash(words, "info")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor="sources"), code=303)

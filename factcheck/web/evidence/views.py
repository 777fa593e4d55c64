"""Log, change and withdraw evidence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import CombinedMultiDict, MultiDict

from factcheck.domain.errors import InvalidInput, StaleWrite, WrongState
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.permissions import Action
from factcheck.services.evidence_bound import bound_evidence, why_bound
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_get import get_evidence
from factcheck.services.evidence_list import origins_to_choose
from factcheck.services.evidence_log import log_evidence
from factcheck.services.evidence_withdraw import restore_evidence, withdraw_evidence
from factcheck.services.relations import get_claim
from factcheck.web.access import actor, permit, person
from factcheck.web.claims.page import claim_page, form_context
from factcheck.web.conflict import chosen, conflict_page
from factcheck.web.desk import desk
from factcheck.web.evidence.forms import FORMS, WithdrawForm
from factcheck.web.once import led_to, once
from factcheck.web.suggestions.answer import decided
from factcheck.web.uploads import keep_upload

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Evidence
    from factcheck.web.evidence.forms import EvidenceForm

bp = Blueprint("evidence", __name__)
LABELS = {"stance": "What it does to the claim", "url": "Address", "excerpt": "The words that matter"}


@bp.post("/claims/<id:claim_id>/evidence")
@permit(Action.LOG_EVIDENCE)
def log(claim_id: int) -> ResponseReturnValue:
    """Log evidence of the kind that the form is of."""
    asked = request.form.get("kind", "")
    kind = EvidenceKind(asked) if asked in set(EvidenceKind) else EvidenceKind.PAGE
    form = FORMS[kind](formdata=CombinedMultiDict((request.files, request.form)))
    with desk().read() as reading:
        form.offer(origins_to_choose(reading, person(), get_claim(reading, claim_id)))
    if not form.validate():
        return _again(claim_id, kind, form)
    where = url_for("claims.show", claim_id=claim_id, _anchor="evidence")
    try:
        file = keep_upload(request.files.get("file")) if "file" in form.own else None
        with desk().db.write() as session:
            before = once(session)
            if before is None:
                row = log_evidence(session, actor(session), claim_id, form.values(file))
                where = url_for("claims.show", claim_id=claim_id, _anchor=f"evidence-{row.id}")
                led_to(session, where)
    except InvalidInput as error:
        form.place(error)
        return _again(claim_id, kind, form)
    flash("Logged.", "good")
    return redirect(before or where, code=303)


def _again(claim_id: int, kind: EvidenceKind, form: EvidenceForm) -> ResponseReturnValue:
    """Show the form again with what was typed."""
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        return make_response(claim_page(session, person(), claim, kind=kind, form=form), 422)


@bp.get("/evidence/<id:evidence_id>/edit")
@permit(Action.LOG_EVIDENCE)
def edit(evidence_id: int) -> ResponseReturnValue:
    """Show a piece of evidence in a form."""
    with desk().read() as session:
        row, claim = get_evidence(session, person(), evidence_id)
        form = FORMS[row.kind](formdata=None)
        form.fill(row)
        return _edit_page(session, row, claim, form)


def _edit_page(session: Session, row: Evidence, claim: Claim, form: EvidenceForm, *, wrong: bool = False) -> str:
    context = form_context(session, person(), claim, row.kind, form)
    bound = why_bound(claim) if row.id in bound_evidence(session, person(), claim, (row,)) else ""
    return render_template(
        "evidence/edit.html", **(context | {"editing": row, "why_bound": bound, "page_errors": wrong})
    )


@bp.post("/evidence/<id:evidence_id>/edit")
@permit(Action.LOG_EVIDENCE)
def save(evidence_id: int) -> ResponseReturnValue:
    """Save what was changed."""
    with desk().read() as session:
        row, claim = get_evidence(session, person(), evidence_id)
        form = FORMS[row.kind](formdata=MultiDict(chosen()))
        form.offer(origins_to_choose(session, person(), claim))
        keep, claim_id = row.origin_id, claim.id
        if not form.validate():
            return make_response(_edit_page(session, row, claim, form, wrong=True), 422)
    back = url_for("claims.show", claim_id=claim_id, _anchor=f"evidence-{evidence_id}")
    version = form.version.data or 0
    try:
        with desk().db.write() as session:
            values = form.values(keep_origin=keep)
            edit_evidence(session, actor(session), evidence_id, values, version=version)
    except StaleWrite as stale:
        kept = {name: str(value) for name, value in chosen().items() if name not in {"version", "csrf_token"}}
        return conflict_page(stale, ("evidence", evidence_id), labels=LABELS, back=back, unchanged=kept)
    except (InvalidInput, WrongState) as error:
        form.place(error if isinstance(error, InvalidInput) else InvalidInput(str(error)))
        with desk().read() as session:
            row, claim = get_evidence(session, person(), evidence_id)
            return make_response(_edit_page(session, row, claim, form, wrong=True), error.status)
    flash("Saved.", "good")
    return redirect(back, code=303)


@bp.get("/evidence/<id:evidence_id>/withdraw")
@permit(Action.LOG_EVIDENCE)
def ask_why(evidence_id: int) -> ResponseReturnValue:
    """Ask why the evidence is withdrawn."""
    return _withdraw_page(evidence_id, WithdrawForm(formdata=None))


@bp.post("/evidence/<id:evidence_id>/withdraw")
@permit(Action.LOG_EVIDENCE)
def withdraw(evidence_id: int) -> ResponseReturnValue:
    """Withdraw the evidence with a reason."""
    form = WithdrawForm()
    if not form.validate():
        return make_response(_withdraw_page(evidence_id, form), 422)
    try:
        with desk().db.write() as session:
            claim_id = withdraw_evidence(session, actor(session), evidence_id, reason=form.reason.data or "").claim_id
    except InvalidInput as error:
        form.place(error)
        return make_response(_withdraw_page(evidence_id, form), 422)
    flash("Withdrawn. It stays in the history, and can be put back.", "info")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor="withdrawn"), code=303)


def _withdraw_page(evidence_id: int, form: WithdrawForm) -> str:
    with desk().read() as session:
        row, claim = get_evidence(session, person(), evidence_id)
        bound = why_bound(claim) if row.id in bound_evidence(session, person(), claim, (row,)) else ""
        return render_template(
            "evidence/withdraw.html", row=row, claim=claim, form=form, why_bound=bound, page_errors=bool(form.errors)
        )


@bp.post("/evidence/<id:evidence_id>/restore")
@permit(Action.LOG_EVIDENCE)
def restore(evidence_id: int) -> ResponseReturnValue:
    """Put withdrawn evidence back."""
    with desk().db.write() as session:
        claim_id = restore_evidence(session, actor(session), evidence_id).claim_id
    return decided(claim_id, "Put back.")

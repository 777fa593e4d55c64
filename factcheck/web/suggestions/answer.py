"""Answer what was decided with the evidence part of the claim's page, or with the page itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import flash, make_response, redirect, render_template, request, url_for

from factcheck.services.relations import get_claim
from factcheck.services.verdict_view import verdict_panel
from factcheck.web.access import person
from factcheck.web.claims.page import evidence_context
from factcheck.web.desk import desk
from factcheck.web.htmx import announce, wants_partial
from factcheck.web.verdicts.forms import FindingForm, PanelForms, RulingForm

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue
    from sqlalchemy.orm import Session

    from factcheck.models import Claim

#: What of a page says in its request that it is there: tick-lists of the verdict forms, the rules about sources.
_PARTS = frozenset({"verdict", "ruling", "policy"})


def decided(claim_id: int, words: str, *, focus: int = 0) -> ResponseReturnValue:
    """Show the list as it is now and say `words`; `focus` is the suggestion to look at next."""
    if wants_partial():
        return announce(_part(claim_id, {"focus": focus or -1}), words)
    flash(words, "good")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor="evidence"), code=303)


def undecided(claim_id: int, suggestion_id: int, sentence: str) -> ResponseReturnValue:
    """Show the list again with what is missing beside the suggestion."""
    if wants_partial():
        return make_response(_part(claim_id, {"problem": (suggestion_id, sentence)}), 422)
    flash(sentence, "bad")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor=f"suggestion-{suggestion_id}"), code=303)


def _part(claim_id: int, more: dict[str, object]) -> str:
    with desk().read() as session:
        claim = get_claim(session, claim_id)
        context = evidence_context(session, person(), claim) | more
        return render_template("claims/_decided.html", **context, **_parts(session, claim))


def _parts(session: Session, claim: Claim) -> dict[str, object]:
    """Return what else of the page turns on its evidence; ticks and words of the open forms came with the request."""
    asked = set(request.form.getlist("parts"))
    if not asked & _PARTS:
        return {"parts": []}
    panel = verdict_panel(session, person(), claim)
    open_ones = {"verdict": panel.may_propose, "ruling": panel.may_rule and panel.is_disputed, "policy": True}
    forms = PanelForms(panel, verdict=FindingForm(prefix="verdict"), ruling=RulingForm(prefix="ruling"))
    return {
        "parts": [part for part in sorted(asked & _PARTS) if open_ones[part]],
        "panel": panel,
        "panel_forms": forms,
    }

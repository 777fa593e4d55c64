"""Show and edit the sourcing policy, and let a rule pass for one claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for

from factcheck.domain.claims import ClaimKind
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.permissions import Action
from factcheck.services.agreement_view import agreement_by_kind
from factcheck.services.policy_check import RuleShown, claim_rules
from factcheck.services.policy_edit import all_rules, edit_rule
from factcheck.services.policy_override import override_rule, withdraw_override
from factcheck.web.access import actor, permit
from factcheck.web.args import NUMBER_DIGITS, whole_number
from factcheck.web.desk import desk
from factcheck.web.forms import told_by
from factcheck.web.policy.forms import COUNTS, DISPUTE_WORDS, SECOND_WORDS, RuleTyped, from_request, from_rule, padded
from factcheck.web.typed import typed

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from factcheck.domain.errors import DeskError
    from factcheck.models import Claim

bp = Blueprint("policy", __name__)
#: The ids of fields on the page, where they are not called as the rule's parts are.
_IDS = {
    "key": "rule-key",
    "claim_kind": "rule-kind",
    "words": "rule-words",
    "second_check": "rule-second",
    "dispute": "rule-dispute",
    "any_of": "rule-form",
}


@bp.app_template_global()
def rules_of(claim: Claim) -> list[RuleShown]:
    """Give the verdict column the rules that apply to its claim."""
    with desk().read() as session:
        return claim_rules(session, claim)


@bp.get("/admin/policy")
@permit(Action.SEE_DESK)
def index() -> ResponseReturnValue:
    """List the rules in force, and how often second checks agree."""
    with desk().read() as session:
        rules = all_rules(session)
        return render_template(
            "policy/index.html",
            rules=[rule for rule in rules if rule.retired_at is None],
            agreement=agreement_by_kind(session),
            counts=COUNTS,
            seconds=SECOND_WORDS,
            disputes=DISPUTE_WORDS,
        )


@bp.get("/admin/policy/new")
@permit(Action.MANAGE_POLICY)
def new() -> ResponseReturnValue:
    """Show the form of a new rule."""
    return _page(RuleTyped(ways=padded([])))


@bp.get("/admin/policy/rules/<string(maxlength=40):key>")
@permit(Action.MANAGE_POLICY)
def show(key: str) -> ResponseReturnValue:
    """Show one rule with its versions, and the form that makes the next."""
    with desk().read() as session:
        rule = next((rule for rule in all_rules(session) if rule.key == key and rule.retired_at is None), None)
        if rule is None:
            abort(404)
        return _page(from_rule(rule))


def _page(rule: RuleTyped, error: DeskError | None = None) -> ResponseReturnValue:
    ids = _IDS | {f"any_of-{at}": f"way-{n}" for at, n in enumerate(rule.filled())}
    with desk().read() as session:
        page = render_template(
            "policy/show.html",
            rule=rule,
            versions=[row for row in all_rules(session) if row.key == rule.key and row.retired_at is not None],
            kinds=list(ClaimKind),
            carriers=list(EvidenceKind),
            counts=COUNTS,
            seconds=SECOND_WORDS,
            disputes=DISPUTE_WORDS,
            wrong=told_by(error, at="rule-form", ids=ids),
            page_errors=error is not None,
        )
    return page, 422 if error is not None else 200


@bp.post("/admin/policy")
@permit(Action.MANAGE_POLICY)
def edit() -> ResponseReturnValue:
    """Make the next version of a rule, or a new rule."""
    rule = from_request()
    number = whole_number(rule.number, digits=NUMBER_DIGITS)
    try:
        with desk().db.write() as session:
            made = edit_rule(
                session,
                actor(session),
                rule.key,
                number=-1 if number is None else number,
                claim_kind=rule.claim_kind,
                words=rule.words,
                requirement=rule.requirement(),
                active=rule.active,
            )
            words = f"The rule “{made.key}” is at version {made.number} now."
    except (InvalidInput, WrongState) as error:
        return _page(rule, error)
    flash(words, "good")
    return redirect(url_for("policy.index"), code=303)


@bp.post("/claims/<id:claim_id>/policy/<string(maxlength=40):key>/override")
@permit(Action.OVERRIDE_POLICY)
def override(claim_id: int, key: str) -> ResponseReturnValue:
    """Let a rule pass for a claim."""
    try:
        with desk().db.write() as session:
            override_rule(session, actor(session), claim_id, key, str(typed(request.form.get("reason", ""))))
    except (InvalidInput, WrongState) as error:
        flash(str(error), "bad")
    else:
        flash("The rule is let pass for this claim; the log says why.", "good")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor="policy"), code=303)


@bp.post("/claims/<id:claim_id>/policy/<string(maxlength=40):key>/withdraw")
@permit(Action.OVERRIDE_POLICY)
def withdraw(claim_id: int, key: str) -> ResponseReturnValue:
    """Ask for the rule again."""
    with desk().db.write() as session:
        withdraw_override(session, actor(session), claim_id, key)
    flash("The rule is asked for again.", "good")
    return redirect(url_for("claims.show", claim_id=claim_id, _anchor="policy"), code=303)

"""Let a claim stand although a rule is unmet: an editor says why, and the log keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.permissions import Action
from factcheck.models import PolicyOverride
from factcheck.models.base import utc_now
from factcheck.services.claim_move import unsign
from factcheck.services.event_log import log_event
from factcheck.services.policy_check import claim_rules
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

LONGEST_REASON = 1_000


def override_rule(session: Session, actor: Person, claim_id: int, rule_key: str, reason: str) -> PolicyOverride:
    """Let one rule pass for one claim; the reason is kept with the claim."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.OVERRIDE_POLICY, actor, claim)
    reason = " ".join(reason.split())
    if not reason:
        raise InvalidInput("Say why this claim may stand although the rule is not met.", field="reason")
    if len(reason) > LONGEST_REASON:
        raise InvalidInput(f"At most {LONGEST_REASON:,} characters fit here.", field="reason")
    shown = next((item for item in claim_rules(session, claim) if item.rule.key == rule_key), None)
    if shown is None:
        raise NotFound("There is no such rule for this claim. It may have been changed: reload the page.")
    if shown.met:
        raise WrongState("The rule is met: there is nothing to let pass.")
    if shown.override is not None:
        raise WrongState("This rule was let pass already. Reload the page to read why.")
    row = PolicyOverride(claim_id=claim.id, rule_key=rule_key, reason=reason, by_id=actor.id)
    session.add(row)
    session.flush()
    log_event(
        session,
        actor,
        "policy.overridden",
        ("policy_override", row.id),
        after={"rule": rule_key, "number": shown.rule.number, "reason": reason},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return row


def withdraw_override(session: Session, actor: Person, claim_id: int, rule_key: str) -> PolicyOverride:
    """Ask for the rule again; that it was let pass stays in the log."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.OVERRIDE_POLICY, actor, claim)
    row = session.scalars(
        select(PolicyOverride).where(
            PolicyOverride.claim_id == claim.id,
            PolicyOverride.rule_key == rule_key,
            PolicyOverride.voided_at.is_(None),
        )
    ).first()
    if row is None:
        raise NotFound("This rule is not overridden for this claim.")
    row.voided_at = utc_now()
    session.flush()
    unsign(session, actor, claim.article_id, f"the sourcing policy is asked for again on claim {claim.number}")
    log_event(
        session,
        actor,
        "policy.override_withdrawn",
        ("policy_override", row.id),
        before={"reason": row.reason},
        after={"rule": rule_key},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return row

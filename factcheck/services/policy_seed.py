"""Put the sourcing rules that the desk starts with into the database."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.policy import RULES
from factcheck.models import PolicyRule
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def seed_policy(session: Session) -> int:
    """Add the rules that were never there and return how many; what a desk edited or switched off stays so."""
    there = set(session.scalars(select(PolicyRule.key)))
    missing = [rule for rule in RULES if rule.key not in there]
    for seed in missing:
        rule = PolicyRule(
            key=seed.key,
            number=1,
            claim_kind=str(seed.claim_kind),
            words=seed.words,
            requirement=seed.requirement,
            active=True,
        )
        session.add(rule)
        session.flush()
        log_event(session, None, "policy.seeded", ("policy_rule", rule.id), after={"key": seed.key, "number": 1})
    return len(missing)

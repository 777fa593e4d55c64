"""Change a sourcing rule, or add one: the next version is made, and the old ones are kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.claims import ClaimKind
from factcheck.domain.errors import WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.domain.policy import EVERY_KIND, read_requirement, write_requirement
from factcheck.models import PolicyRule
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

LONGEST_WORDS = 500
_KEY = re.compile(r"^[a-z][a-z0-9_]{0,39}$")


def edit_rule(
    session: Session,
    actor: Person,
    key: str,
    *,
    number: int,
    claim_kind: str,
    words: str,
    requirement: Mapping[str, Any],
    active: bool,
) -> PolicyRule:
    """Make the next version of rule `key`; `number` is the version that the form was opened with, 0 for a new rule."""
    require(Action.MANAGE_POLICY, actor.role)
    faults = Faults()
    if not _KEY.match(key):
        faults.add("The key takes small letters, digits and “_”, and begins with a letter.", field="key")
    old = session.scalars(
        select(PolicyRule).where(PolicyRule.key == key, PolicyRule.retired_at.is_(None)).with_for_update(key_share=True)
    ).one_or_none()
    now = old.number if old else 0
    if now != number:
        raise WrongState(f"The rule was changed meanwhile: it is at version {now}. Reload and compare.")
    words = " ".join(words.split())
    if not 0 < len(words) <= LONGEST_WORDS:
        faults.add(f"Say what the rule asks, in at most {LONGEST_WORDS} characters.", field="words")
    if claim_kind != EVERY_KIND and claim_kind not in set(ClaimKind):
        faults.add("Choose a kind of claim, or every kind.", field="claim_kind")
    asked = faults.take(lambda: write_requirement(read_requirement(requirement)))
    faults.settle()
    before = _told(old) if old else None
    if old:
        old.retired_at = utc_now()
        session.flush()
    new = PolicyRule(key=key, number=now + 1, claim_kind=claim_kind, words=words, requirement=asked, active=active)
    session.add(new)
    session.flush()
    log_event(session, actor, "policy.edited", ("policy_rule", new.id), before=before, after=_told(new))
    return new


def all_rules(session: Session) -> Sequence[PolicyRule]:
    """Return every version of every rule, by key, the newest version first."""
    return session.scalars(select(PolicyRule).order_by(PolicyRule.key, PolicyRule.number.desc())).all()


def _told(rule: PolicyRule) -> dict[str, object]:
    fields = ("key", "number", "claim_kind", "words", "requirement", "active")
    return {name: getattr(rule, name) for name in fields}

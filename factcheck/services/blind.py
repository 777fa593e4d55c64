"""Keep a verdict from those who could make its second check, where the policy wants that made blind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import EDITABLE_STATES, WAITING_STATES, ClaimKind
from factcheck.domain.policy import EVERY_KIND, SecondCheck, read_requirement
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Claim, Verdict
from factcheck.services.policy_check import rules_in_force
from factcheck.services.relations import current_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def blind_kinds(session: Session) -> frozenset[ClaimKind]:
    """Return the kinds of claim whose second check the policy wants blind."""
    asked = {
        rule.claim_kind
        for rule in rules_in_force(session)
        if read_requirement(rule.requirement).second_check is SecondCheck.BLIND
    }
    return frozenset(ClaimKind) if EVERY_KIND in asked else frozenset(ClaimKind(kind) for kind in asked)


def waits_blind(session: Session, claim: Claim) -> bool:
    """Say whether the verdict waits for a blind second check; histories and cards then keep it from everybody.

    One that was taken back, or whose claim was opened again or handed back before the second check, waits, too: whoever
    checks the next one has not seen it.
    """
    if claim.state not in WAITING_STATES | EDITABLE_STATES or claim.kind not in blind_kinds(session):
        return False
    if claim.state in WAITING_STATES:
        return True
    verdict = current_verdict(session, claim.id)
    return verdict is not None and verdict.state is VerdictState.PROPOSED


def is_kept_from(session: Session, person: Person, claim: Claim) -> bool:
    """Say whether `person` may not see the verdict yet: it waits for a blind check, and she did not write it."""
    if not waits_blind(session, claim):
        return False
    verdict = current_verdict(session, claim.id)
    return verdict is not None and verdict.proposed_by_id != person.id


def blind_claim_ids(session: Session) -> frozenset[int]:
    """Return the claims whose verdicts wait for a blind second check now."""
    kinds = blind_kinds(session)
    if not kinds:
        return frozenset()
    proposed = select(Verdict.claim_id).where(Verdict.state == VerdictState.PROPOSED)
    set_aside = Claim.state.in_(EDITABLE_STATES) & Claim.id.in_(proposed)
    waits = Claim.state.in_(WAITING_STATES) | set_aside
    return frozenset(session.scalars(select(Claim.id).where(waits, Claim.kind.in_(kinds))))

"""Take back a verdict that one proposed, before the second person has decided on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimAct
from factcheck.domain.permissions import Action
from factcheck.services.claim_move import move_claim
from factcheck.services.relations import current_verdict, get_claim, require_on
from factcheck.services.verdict_review import same_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def take_back_verdict(session: Session, actor: Person, claim_id: int, *, number: int) -> Claim:
    """Let who proposed version `number` check on; it is kept, and what is proposed next takes its place."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.TAKE_BACK_VERDICT, actor, claim)
    verdict = same_verdict(current_verdict(session, claim.id), number)
    move_claim(session, actor, claim, ClaimAct.TAKE_BACK, after={"verdict": verdict.number})
    # Whoever had taken the second check is told, and free of it.
    claim.second_checker_id = None
    session.flush()
    return claim

"""Take the second check of a claim, so that two people do not do it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimAct, ClaimState
from factcheck.domain.permissions import Action
from factcheck.services.claim_move import move_claim
from factcheck.services.relations import get_claim, require_on
from factcheck.services.verdict_review import taken_by_another

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def take_second(session: Session, actor: Person, claim_id: int) -> Claim:
    """Note that `actor` makes the second check; taking what one has taken already changes nothing."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.SECOND_CHECK, actor, claim)
    if claim.state is ClaimState.SECOND_CHECK:
        if claim.second_checker_id == actor.id:
            return claim
        raise taken_by_another(session, actor, claim)
    claim.second_checker_id = actor.id
    move_claim(session, actor, claim, ClaimAct.TAKE_SECOND, after={"second_checker": actor.name})
    return claim

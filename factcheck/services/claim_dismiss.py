"""Put a claim aside as not checkable, with a reason, and take it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import EDITABLE_STATES, ClaimAct, ClaimState
from factcheck.domain.permissions import Action, require
from factcheck.models import Claim
from factcheck.services.assignment_end import end_assignment
from factcheck.services.claim_facts import clean_reason
from factcheck.services.claim_move import move_claim
from factcheck.services.lock_order import hold_articles
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def dismiss_claim(
    session: Session, actor: Person, claim_id: int, reason: str, *, article_id: int | None = None
) -> Claim:
    """Put one claim aside; whoever holds it holds it no longer."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    if claim.state is ClaimState.NOT_CHECKABLE:
        require(Action.DISMISS_CLAIM, actor.role)
        return claim
    require_on(session, Action.DISMISS_CLAIM, actor, claim)
    _dismiss(session, actor, claim, clean_reason(reason, what="this is nothing to check"))
    return claim


def dismiss_claims(
    session: Session, actor: Person, article_id: int, claim_ids: Collection[int], reason: str
) -> list[Claim]:
    """Put those of `claim_ids` aside that may be, and return them."""
    require(Action.DISMISS_CLAIM, actor.role)
    why = clean_reason(reason, what="these are nothing to check")
    hold_articles(session, [article_id])
    query = (
        select(Claim)
        .where(Claim.article_id == article_id, Claim.id.in_(claim_ids), Claim.state.in_(EDITABLE_STATES))
        .order_by(Claim.id)
        .with_for_update(of=Claim, key_share=True)
    )
    claims = list(session.scalars(query))
    for claim in claims:
        _dismiss(session, actor, claim, why)
    return claims


def restore_claim(session: Session, actor: Person, claim_id: int, *, article_id: int | None = None) -> Claim:
    """Take a claim back that was put aside or cut; it is to be checked again."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    if claim.state is ClaimState.TO_CHECK:
        require(Action.RESTORE_CLAIM, actor.role)
        return claim
    require_on(session, Action.RESTORE_CLAIM, actor, claim)
    move_claim(session, actor, claim, ClaimAct.RESTORE)
    return claim


def _dismiss(session: Session, actor: Person, claim: Claim, reason: str) -> None:
    end_assignment(session, claim, reason="put aside: " + reason)
    move_claim(session, actor, claim, ClaimAct.DISMISS, reason=reason)

"""Confirm that what the machine suggests is a claim: one, some, or all of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from factcheck.domain.claims import ClaimAct, ClaimState
from factcheck.domain.permissions import Action, require
from factcheck.models import Claim, Occurrence
from factcheck.services.claim_move import move_claim, move_claims
from factcheck.services.lock_order import hold_articles
from factcheck.services.lookup_ask import ask_lookups_for_claim, ask_lookups_for_claims
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def settle(session: Session, actor: Person, claim: Claim) -> None:
    """Confirm a locked claim and owe its first look for sources; the rules were asked by the caller."""
    move_claim(session, actor, claim, ClaimAct.CONFIRM)
    ask_lookups_for_claim(session, actor, claim)


def confirm_claim(session: Session, actor: Person, claim_id: int, *, article_id: int | None = None) -> Claim:
    """Confirm one claim; confirming what is confirmed already changes nothing, so a double click does no harm."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    if claim.state is ClaimState.TO_CHECK:
        require(Action.CONFIRM_CLAIM, actor.role)
        return claim
    require_on(session, Action.CONFIRM_CLAIM, actor, claim)
    settle(session, actor, claim)
    return claim


def confirm_claims(
    session: Session,
    actor: Person,
    article_id: int,
    claim_ids: Collection[int] | None = None,
    *,
    at_most: int | None = None,
) -> list[Claim]:
    """Confirm those of `claim_ids` (None: all of the article) that wait for it, `at_most` so many, and return them."""
    require(Action.CONFIRM_CLAIM, actor.role)
    query = select(Claim).where(Claim.article_id == article_id, Claim.state == ClaimState.UNCONFIRMED)
    if claim_ids is not None:
        query = query.where(Claim.id.in_(claim_ids))
    hold_articles(session, [article_id])
    waiting = list(
        session.scalars(
            query.order_by(Claim.id)
            .limit(at_most)
            .options(selectinload(Claim.occurrences).joinedload(Occurrence.draft))  # questions hold the quoted words
            .with_for_update(of=Claim, key_share=True)
        )
    )
    move_claims(session, actor, waiting, ClaimAct.CONFIRM)
    ask_lookups_for_claims(session, actor, waiting)
    return waiting

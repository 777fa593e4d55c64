"""Take a claim to check, begin with it, hand it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import case, select

from factcheck.domain.claims import HELD_STATES, ClaimAct, ClaimState
from factcheck.domain.errors import WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Claim
from factcheck.services.assignment_end import end_assignment
from factcheck.services.claim_assign import give_claim
from factcheck.services.claim_facts import clean_reason
from factcheck.services.claim_move import move_claim
from factcheck.services.last_move import last_move
from factcheck.services.lock_order import let_go
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from factcheck.models import Person

FREE_STATES = (ClaimState.TO_CHECK, ClaimState.REOPENED)


def take_claim(session: Session, actor: Person, claim_id: int, *, article_id: int | None = None) -> Claim:
    """Take a claim that nobody holds; taking what one holds already changes nothing."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    if claim.assignee_id == actor.id and claim.state in {ClaimState.ASSIGNED, ClaimState.CHECKING}:
        return claim
    if claim.assignee is not None and claim.assignee_id != actor.id and claim.state in HELD_STATES:
        moved = WrongState(f"{claim.assignee.name} has this claim now. Take another from your queue.")
        moved.happened = last_move(session, actor, claim.id)
        raise moved
    require_on(session, Action.TAKE_CLAIM, actor, claim)
    give_claim(session, actor, claim, actor, due_at=claim.due_at, reason="taken")
    return claim


def take_next(session: Session, actor: Person, *, article_id: int | None = None) -> Claim | None:
    """Take the claim that is due first among those nobody holds; None where there is none."""
    require(Action.TAKE_CLAIM, actor.role)
    query = (
        select(Claim.id)
        .join(Article, Article.id == Claim.article_id)
        .where(Claim.state.in_(FREE_STATES), Claim.assignee_id.is_(None))
        .order_by(
            case((Article.deadline_at.is_(None), 1), else_=0),
            Article.deadline_at,
            Claim.score.desc(),
            Claim.article_id,
            Claim.number,
        )
        .limit(1)
    )
    if article_id is not None:
        query = query.where(Claim.article_id == article_id)
    claim = _first(session, query)
    if claim is None:
        return None
    article = session.get_one(Article, claim.article_id)
    give_claim(session, actor, claim, actor, due_at=article.deadline_at, reason="taken")
    return claim


def _first(session: Session, query: Select[int]) -> Claim | None:
    """Return the claim that a query finds, held; one that a colleague takes at this moment is passed over."""
    while (claim_id := session.scalar(query)) is not None:
        with session.begin_nested() as look:
            claim = get_claim(session, claim_id, lock=True)
            if claim.state in FREE_STATES and claim.assignee_id is None:
                return claim
            # It was taken while this waited for it. Its article is let go: the next claim may be of another.
            look.rollback()
            let_go(session)
    return None


def start_claim(session: Session, actor: Person, claim_id: int, *, article_id: int | None = None) -> Claim:
    """Begin with a claim one holds."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    if claim.assignee_id != actor.id:
        moved = WrongState("You do not hold this claim, so you cannot begin with it.")
        moved.happened = last_move(session, actor, claim.id)
        raise moved
    if claim.state is not ClaimState.CHECKING:
        move_claim(session, actor, claim, ClaimAct.START)
    return claim


def hand_back(session: Session, actor: Person, claim_id: int, reason: str, *, article_id: int | None = None) -> Claim:
    """Hand a claim back, saying why, so that somebody else can take it."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    require_on(session, Action.HAND_BACK_CLAIM, actor, claim)
    why = clean_reason(reason, what="you hand it back")
    held = end_assignment(session, claim, reason=why)
    after = {"from": held.checker.name if held is not None else None}
    move_claim(session, actor, claim, ClaimAct.HAND_BACK, reason=why, after=after)
    return claim

"""Give claims to a checker, with a due date and a note; whoever held one before hears why no longer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import EDITABLE_STATES, ClaimAct, ClaimState
from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action, require
from factcheck.models import Assignment, Claim, Person
from factcheck.services.assignment_end import end_assignment
from factcheck.services.claim_confirm import settle
from factcheck.services.claim_facts import clean_reason
from factcheck.services.claim_move import move_claim
from factcheck.services.draft_text import clean_line
from factcheck.services.lock_order import hold_articles_of
from factcheck.services.notice_move import tell_of_claims

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from sqlalchemy.orm import Session

LONGEST_NOTE = 2000


def assign_claims(
    session: Session,
    actor: Person,
    claim_ids: Collection[int],
    checker_id: int,
    *,
    due_at: datetime | None = None,
    note: str = "",
    reason: str = "",
    article_id: int | None = None,
) -> list[Claim]:
    """Give those of `claim_ids` that are open to the checker, and return them.

    A claim that somebody else holds is taken from them only with a `reason`, unless she is no longer here; one the
    checker holds already gets the new due date and note.
    """
    require(Action.ASSIGN_CLAIM, actor.role)
    checker = _checker(session, checker_id)
    words = clean_line(note, longest=LONGEST_NOTE, field="note", what="The note")
    query = select(Claim).where(Claim.id.in_(claim_ids), Claim.state.in_(EDITABLE_STATES))
    if article_id is not None:
        query = query.where(Claim.article_id == article_id)
    hold_articles_of(session, query.with_only_columns(Claim.article_id))
    claims = list(session.scalars(query.order_by(Claim.id).with_for_update(of=Claim, key_share=True)))
    others = {claim.assignee for claim in claims if claim.assignee is not None and claim.assignee_id != checker.id}
    why = ""
    if any(other.disabled_at is None for other in others) or (others and reason.strip()):
        why = clean_reason(reason, what="you take this from the person who holds it")
    for claim in claims:
        holder = claim.assignee
        gone = holder is not None and holder.disabled_at is not None
        told = why or (f"{holder.name} is no longer here" if holder is not None and gone else "")
        give_claim(session, actor, claim, checker, due_at=due_at, note=words, reason=told, tell=len(claims) == 1)
    if len(claims) > 1:
        tell_of_claims(session, actor, checker, claims)
    return claims


def give_claim(
    session: Session,
    actor: Person,
    claim: Claim,
    checker: Person,
    *,
    due_at: datetime | None = None,
    note: str = "",
    reason: str = "",
    tell: bool = True,
) -> Assignment:
    """Open an assignment for one locked claim; the caller asked the rules, and tells the checker where not `tell`."""
    before = claim.assignee_id
    if claim.state is ClaimState.UNCONFIRMED:
        # Who is given a claim to check has it confirmed by that, and the log says so.
        settle(session, actor, claim)
    ended = end_assignment(session, claim, reason=reason or f"given to {checker.name}")
    assignment = Assignment(claim_id=claim.id, checker_id=checker.id, assigned_by_id=actor.id, due_at=due_at, note=note)
    session.add(assignment)
    # The column too: given again to who holds it, the relationship has not changed and would leave it empty.
    claim.assignee, claim.assignee_id, claim.due_at = checker, checker.id, due_at
    after = {
        "assignee_id": checker.id,
        "assignee": checker.name,
        "due_at": due_at,
        "note": note,
        "from_id": before,
        "from": ended.checker.name if ended is not None else None,
    }
    move_claim(session, actor, claim, ClaimAct.ASSIGN, reason=reason or None, after=after, tell=tell)
    return assignment


def _checker(session: Session, checker_id: int) -> Person:
    checker = session.get(Person, checker_id)
    if checker is None or checker.disabled_at is not None:
        raise InvalidInput("Choose a person who can sign in.", field="checker")
    return checker

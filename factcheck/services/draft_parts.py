"""Read the parts of an article that several parts of a page show; a page asks for each once."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import func, select

from factcheck.db import ask_once
from factcheck.models import Claim, Draft, Occurrence, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.domain.claims import ClaimState


class Place(NamedTuple):
    """Hold where a draft makes a claim: the claim's number and state, start and end in the draft's text."""

    number: int
    state: ClaimState
    start: int
    end: int


class InState(NamedTuple):
    """Hold how many claims are in a state, and the id of the first of them."""

    claims: int
    first: int


def last_draft(session: Session, article_id: int) -> Draft | None:
    """Return the newest draft of an article, None where nothing was read yet."""
    query = select(Draft).where(Draft.article_id == article_id).order_by(Draft.number.desc()).limit(1)
    return ask_once(session, (last_draft, article_id), lambda: session.scalars(query).one_or_none())


def passages_of(session: Session, draft_id: int) -> Sequence[Passage]:
    """Return the passages of a draft in the order of its text."""
    query = select(Passage).where(Passage.draft_id == draft_id).order_by(Passage.position)
    return ask_once(session, (passages_of, draft_id), lambda: session.scalars(query).all())


def places_in(session: Session, draft_id: int) -> Sequence[Place]:
    """Return where a draft makes its claims, whatever their state, in the order of its text."""
    query = (
        select(Claim.number, Claim.state, Occurrence.start, Occurrence.end)
        .join(Occurrence, Occurrence.claim_id == Claim.id)
        .where(Occurrence.draft_id == draft_id)
        .order_by(Occurrence.start, Occurrence.end)
    )
    return ask_once(session, (places_in, draft_id), lambda: [Place(*row) for row in session.execute(query)])


def claims_by_state(session: Session, article_id: int) -> dict[ClaimState, InState]:
    """Count the claims of an article by state."""
    query = (
        select(Claim.state, func.count(), func.min(Claim.id))
        .where(Claim.article_id == article_id)
        .group_by(Claim.state)
    )

    def ask() -> dict[ClaimState, InState]:
        return {state: InState(claims, first) for state, claims, first in session.execute(query)}

    return ask_once(session, (claims_by_state, article_id), ask)

"""Say how a person stands to a claim: holds it, proposed its verdict, has taken or made the second check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.db import ask_once
from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import SIDES, Action, Bar, Relation, bar_of, refusal
from factcheck.domain.verdicts import VerdictState
from factcheck.models import Claim, Verdict
from factcheck.services.last_move import last_move
from factcheck.services.lock_order import HOLD, hold_article_of_claim

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def current_verdict(session: Session, claim_id: int) -> Verdict | None:
    """Return the verdict of a claim that is not superseded, with its ratings."""
    query = (
        select(Verdict)
        .where(Verdict.claim_id == claim_id, Verdict.state != VerdictState.SUPERSEDED)
        .options(joinedload(Verdict.attribution), joinedload(Verdict.content))
    )
    return ask_once(session, (current_verdict, claim_id), lambda: session.scalars(query).one_or_none())


def relations_of(session: Session, person: Person, claim: Claim) -> frozenset[Relation]:
    """Return how `person` stands to `claim` now."""
    return _relations(person, claim, current_verdict(session, claim.id))


def relations_of_all(session: Session, person: Person, claims: Iterable[Claim]) -> dict[int, frozenset[Relation]]:
    """Return how `person` stands to each of the claims, by their ids, in one query."""
    listed = {claim.id: claim for claim in claims}
    query = select(Verdict).where(Verdict.claim_id.in_(listed), Verdict.state != VerdictState.SUPERSEDED)
    verdicts = {row.claim_id: row for row in session.scalars(query)} if listed else {}
    return {claim_id: _relations(person, claim, verdicts.get(claim_id)) for claim_id, claim in listed.items()}


def _relations(person: Person, claim: Claim, verdict: Verdict | None) -> frozenset[Relation]:
    found = set()
    if claim.assignee_id == person.id:
        found.add(Relation.ASSIGNEE)
    if claim.second_checker_id == person.id:
        found.add(Relation.SECOND_CHECKER)
    if verdict is not None:
        if verdict.proposed_by_id == person.id:
            found.add(Relation.PROPOSER)
        if verdict.reviewed_by_id == person.id:
            found.add(Relation.REVIEWER)
    return frozenset(found)


def get_claim(session: Session, claim_id: int, *, article_id: int | None = None, lock: bool = False) -> Claim:
    """Return a claim, of `article_id` if given, or raise NotFound; `lock` holds its article and it to the end."""
    # To hold its row is not to load the article's.
    with_it = () if lock else (joinedload(Claim.article, innerjoin=True),)
    if lock:
        hold_article_of_claim(session, claim_id)
    claim = session.get(Claim, claim_id, with_for_update=HOLD if lock else None, options=with_it)
    if claim is None or (article_id is not None and claim.article_id != article_id):
        raise NotFound("There is no such claim. It may have been merged, or the address is mistyped.")
    return claim


def require_on(session: Session, action: Action, person: Person, claim: Claim) -> None:
    """Raise NotAllowed unless `person` may do `action` to `claim` as it stands."""
    related = relations_of(session, person, claim)
    bar = bar_of(action, person.role, claim.state, related)
    if bar is None:
        return
    error = refusal(bar, action, person.role, claim.state)
    if bar is Bar.STATE or (bar is Bar.RELATION and not related & SIDES):
        error.happened = last_move(session, person, claim.id)
    raise error

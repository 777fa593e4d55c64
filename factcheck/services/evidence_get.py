"""Load one piece of evidence for somebody who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import Action, allowed
from factcheck.models import Claim, Evidence
from factcheck.services.lock_order import HOLD, hold_articles_of
from factcheck.services.relations import get_claim, relations_of, relations_of_all

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def sees_confidential(session: Session, person: Person, claim: Claim) -> bool:
    """Say whether `person` may see what is confidential on `claim` as it stands."""
    return allowed(Action.SEE_CONFIDENTIAL, person.role, claim.state, relations_of(session, person, claim))


def sees_confidential_on(session: Session, person: Person, claims: Iterable[Claim]) -> dict[int, bool]:
    """Say the same of many claims, by their ids, in one query."""
    listed = {claim.id: claim for claim in claims}
    relations = relations_of_all(session, person, listed.values())
    return {
        claim_id: allowed(Action.SEE_CONFIDENTIAL, person.role, claim.state, relations[claim_id])
        for claim_id, claim in listed.items()
    }


def get_evidence(session: Session, person: Person, evidence_id: int, *, lock: bool = False) -> tuple[Evidence, Claim]:
    """Return the evidence and its claim; raise NotFound where it is not there, or confidential and not for `person`."""
    if lock:
        of_it = select(Claim.article_id).join(Evidence, Evidence.claim_id == Claim.id)
        hold_articles_of(session, of_it.where(Evidence.id == evidence_id))
    row = session.get(Evidence, evidence_id, with_for_update=HOLD | {"of": Evidence} if lock else None)
    if row is not None:
        claim = get_claim(session, row.claim_id)
        if not row.confidential or sees_confidential(session, person, claim):
            return row, claim
    # The same words for both: whether something confidential is there is not told.
    raise NotFound("There is no such evidence. It may belong to another claim, or the address is mistyped.")

"""Say whether an origin is known through confidential evidence only, so that its name must not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.models import Claim, Evidence
from factcheck.services.evidence_get import sees_confidential

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def is_secret(session: Session, origin_id: int) -> bool:
    """Say whether only confidential evidence leads to this origin."""
    return origin_id in secret_among(session, [origin_id])


def may_see_origin(session: Session, person: Person, origin_id: int) -> bool:
    """Say whether a person may read an origin's name: it is no secret, or she may see a claim that leads to it."""
    if not is_secret(session, origin_id):
        return True
    claims = session.scalars(
        select(Claim).where(Claim.id.in_(select(Evidence.claim_id).where(Evidence.origin_id == origin_id)))
    )
    return any(sees_confidential(session, person, claim) for claim in claims)


def secret_among(session: Session, origin_ids: Iterable[int]) -> set[int]:
    """Return those of the origins that only confidential evidence leads to; withdrawn evidence keeps its secret."""
    rows = session.execute(
        select(Evidence.origin_id)
        .where(Evidence.origin_id.in_(list(origin_ids)))
        .group_by(Evidence.origin_id)
        .having(func.count() == func.count().filter(Evidence.confidential))
    )
    return {int(row[0]) for row in rows}

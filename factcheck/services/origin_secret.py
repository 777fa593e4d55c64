"""Say whether an origin is known through confidential evidence only, so that its name must not be shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import and_, func, or_, select

from factcheck.domain.roles import EDITORS
from factcheck.models import Claim, Event, Evidence, Origin, Suggestion
from factcheck.services.evidence_get import sees_confidential_on

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.models import Person


def is_secret(session: Session, origin_id: int) -> bool:
    """Say whether only confidential evidence leads to this origin, or did before it was put elsewhere."""
    return origin_id in secret_names(session, [origin_id])


def may_see_origin(session: Session, person: Person, origin_id: int) -> bool:
    """Say whether a person may read an origin's name: it is no secret, or she may see a claim that leads to it."""
    if person.role in EDITORS or not is_secret(session, origin_id):
        return True
    claims = session.scalars(
        select(Claim).where(Claim.id.in_(select(Evidence.claim_id).where(Evidence.origin_id == origin_id)))
    )
    return any(sees_confidential_on(session, person, claims).values())


def secret_among(session: Session, origin_ids: Iterable[int]) -> set[int]:
    """Return those of the origins that only confidential evidence leads to; withdrawn evidence keeps its secret."""
    rows = session.execute(
        select(Evidence.origin_id)
        .where(Evidence.origin_id.in_(list(origin_ids)))
        .group_by(Evidence.origin_id)
        .having(func.count() == func.count().filter(Evidence.confidential))
    )
    return {int(row[0]) for row in rows}


def secret_names(session: Session, origin_ids: Iterable[int]) -> set[int]:
    """Return those of the origins whose names are kept: secret ones, and such that nothing leads to any more but did.

    A source that was put under another origin, by merging or by moving its evidence, is still the source.
    """
    asked = set(origin_ids)
    known = set(session.scalars(select(Evidence.origin_id).where(Evidence.origin_id.in_(asked))))
    known |= set(session.scalars(select(Suggestion.origin_id).where(Suggestion.origin_id.in_(asked))))
    left = asked - known
    return secret_among(session, known) | (_left_secret(session, left) if left else set())


def _left_secret(session: Session, origin_ids: set[int]) -> set[int]:
    """Return those of origins that nothing leads to which the log keeps sealed, or knows from what is confidential."""
    articles = select(Origin.article_id).where(Origin.id.in_(origin_ids))
    confidential = (
        select(Evidence.id).join(Claim).where(Claim.article_id.in_(articles), Evidence.confidential).scalar_subquery()
    )
    rows = session.execute(
        select(Event.object_kind, Event.object_id, Event.before, Event.after).where(
            Event.article_id.in_(articles),
            or_(
                and_(Event.object_kind == "origin", Event.object_id.in_(origin_ids)),
                and_(Event.object_kind == "evidence", Event.object_id.in_(confidential)),
            ),
        )
    )
    found: set[int] = set()
    for kind, about, *sides in rows:
        for side in sides:
            told = side or {}
            if kind == "origin" and str(told.get("name", "")).startswith("sealed:"):
                found.add(about)
            elif kind == "evidence" and told.get("origin_id") in origin_ids:
                found.add(told["origin_id"])
    return found

"""Find the claims before and after a claim of the same article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.claims import EXIT_STATES
from factcheck.models import Claim

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ClaimsBeside:
    """Hold id and number of the neighbours; None at either end."""

    before: Place | None
    after: Place | None


def claims_beside(session: Session, claim: Claim) -> ClaimsBeside:
    """Return the neighbours by number, those that were merged, cut or put aside left out."""
    order, both = Claim.number, (Claim.id, Claim.number)
    rows = (
        select(
            Claim.id.label("id"),
            *(func.lag(one).over(order_by=order).label(f"before_{n}") for n, one in enumerate(both)),
            *(func.lead(one).over(order_by=order).label(f"after_{n}") for n, one in enumerate(both)),
        )
        .where(Claim.article_id == claim.article_id, Claim.state.not_in(EXIT_STATES) | (Claim.id == claim.id))
        .subquery()
    )
    row = session.execute(select(rows).where(rows.c.id == claim.id)).one()
    return ClaimsBeside(
        (row.before_0, row.before_1) if row.before_0 else None, (row.after_0, row.after_1) if row.after_0 else None
    )

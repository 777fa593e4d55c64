"""Count how often the second person agrees, by kind of claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.verdicts import Review
from factcheck.models import Claim, Verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.claims import ClaimKind


@dataclass(frozen=True, slots=True)
class Agreement:
    """Say of how many second checks of a kind how many agreed."""

    kind: ClaimKind
    agreed: int
    checked: int

    @property
    def percent(self) -> int:
        """Return the share that agreed, in whole percent."""
        return round(100 * self.agreed / self.checked)


def agreement_by_kind(session: Session) -> list[Agreement]:
    """Return the agreement of second checks by kind of claim, the most checked first."""
    agreed = func.count().filter(Verdict.review == Review.AGREE)
    rows = session.execute(
        select(Claim.kind, agreed, func.count())
        .join(Verdict, Verdict.claim_id == Claim.id)
        .where(Verdict.review.is_not(None))
        .group_by(Claim.kind)
        .order_by(func.count().desc(), Claim.kind)
    )
    return [Agreement(kind, good, total) for kind, good, total in rows]

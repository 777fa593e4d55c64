"""Count how often the second person agrees, by kind of claim."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, func, select

from factcheck.domain.panel import PanelState
from factcheck.domain.verdicts import Review
from factcheck.models import Claim, Panel, Verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.claims import ClaimKind


@dataclass(frozen=True, slots=True)
class Agreement:
    """Say of how many second checks of a kind how many agreed, and how many disputes a vote settled, for whom."""

    kind: ClaimKind
    agreed: int
    checked: int
    voted: int = 0
    upheld: int = 0

    @property
    def percent(self) -> int:
        """Return the share that agreed, in whole percent."""
        return round(100 * self.agreed / self.checked)


def agreement_by_kind(session: Session) -> list[Agreement]:
    """Return the agreement of second checks by kind of claim, the most checked first."""
    agreed = func.count().filter(Verdict.review == Review.AGREE)
    # A vote that carried the ratings proposed upholds the verdict against the second check.
    carried = Panel.state == PanelState.CARRIED
    upheld = and_(
        carried,
        Panel.attribution_rating_id == Verdict.attribution_rating_id,
        Panel.content_rating_id == Verdict.content_rating_id,
    )
    # A version that only mends words has the second check of the one before.
    once = select(func.min(Verdict.id)).group_by(Verdict.claim_id, Verdict.reviewed_at)
    rows = session.execute(
        select(Claim.kind, agreed, func.count(), func.count().filter(carried), func.count().filter(upheld))
        .join(Verdict, Verdict.claim_id == Claim.id)
        .outerjoin(Panel, Panel.verdict_id == Verdict.id)
        .where(Verdict.review.is_not(None), Verdict.id.in_(once))
        .group_by(Claim.kind)
        .order_by(func.count().desc(), Claim.kind)
    )
    return [Agreement(*row) for row in rows]

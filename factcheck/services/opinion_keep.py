"""Keep what somebody found of a claim without leaning on another's verdict: two ratings and a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.verdicts import Review
from factcheck.models import Opinion, Rating
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.desk_rules import Seat
    from factcheck.models import Claim, Person, Verdict


def keep_opinion(
    session: Session,
    actor: Person,
    claim: Claim,
    verdict: Verdict,
    ratings: tuple[Rating, Rating],
    *,
    seat: Seat,
    note: str,
    action: str,
) -> Opinion:
    """Write an opinion on `verdict` and log it as `action`; the verdict's own two ratings agree, others dispute."""
    attribution, content = ratings
    same = (attribution.id, content.id) == (verdict.attribution_rating_id, verdict.content_rating_id)
    opinion = Opinion(
        verdict_id=verdict.id,
        by_id=actor.id,
        seat=seat,
        attribution_rating_id=attribution.id,
        content_rating_id=content.id,
        review=Review.AGREE if same else Review.DISPUTE,
        note=note,
    )
    session.add(opinion)
    session.flush()
    log_event(
        session,
        actor,
        action,
        ("opinion", opinion.id),
        after={
            "attribution": attribution.label,
            "content": content.label,
            "note": note,
            "number": verdict.number,
        },
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return opinion

"""Make a second check blind: rate first, then see whether both found the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.desk_rules import Seat
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.faults import Faults
from factcheck.domain.verdicts import Layer
from factcheck.models import Rating, Scale
from factcheck.services.blind import waits_blind
from factcheck.services.opinion_keep import keep_opinion
from factcheck.services.verdict_review import check_note, settle_review, to_review

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person, Verdict


def check_blind(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    attribution_id: int | None,
    content_id: int | None,
    note: str,
    number: int,
) -> Verdict:
    """Keep what `actor` found without seeing version `number`; the same ratings agree, others dispute."""
    claim, verdict = to_review(session, actor, claim_id, number)
    if not waits_blind(session, claim):
        raise WrongState("The second check of this claim is not made blind. Reload the page.")
    faults = Faults()
    attribution = faults.take(lambda: _rating(session, attribution_id, Layer.ATTRIBUTION, "attribution_id"))
    content = faults.take(lambda: _rating(session, content_id, Layer.CONTENT, "content_id"))
    note = faults.take(lambda: check_note(note))
    faults.settle()
    opinion = keep_opinion(
        session,
        actor,
        claim,
        verdict,
        (attribution, content),
        seat=Seat.SECOND,
        note=note,
        action="opinion.given",
    )
    found = f"Rated without seeing it: {attribution.label}; {content.label}."
    settle_review(session, actor, claim, verdict, opinion.review, f"{found} {note}".strip())
    return verdict


def _rating(session: Session, rating_id: int | None, layer: Layer, field: str) -> Rating:
    query = select(Rating).join(Scale).where(Rating.id == rating_id, Scale.layer == layer)
    found = session.scalars(query).one_or_none() if rating_id else None
    if found is None:
        raise InvalidInput("Choose a rating in both layers.", field=field)
    return found

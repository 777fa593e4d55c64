"""Mark what was found for words that a claim no longer says: why it was found speaks of those."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Suggestion

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

EARLIER = "found for the claim’s earlier words"


def note_reworded(session: Session, claim_id: int) -> None:
    """Say of a claim's open suggestions that they were found before it was reworded; one found anew says so no more."""
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.claim_id == claim_id, Suggestion.state == SuggestionState.OPEN)
        .order_by(Suggestion.id)
        .with_for_update(key_share=True)
    ).all()
    for row in rows:
        if not is_earlier(row):
            row.reasons = [EARLIER, *row.reasons]
    session.flush()


def is_earlier(row: Suggestion) -> bool:
    """Say whether a suggestion was found for words that its claim no longer says."""
    return EARLIER in row.reasons

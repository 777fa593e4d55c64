"""Keep the passages that a worker found in a capture; what a person decided about one stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Suggestion
from factcheck.models.base import utc_now
from factcheck.services.suggestion_group import owe_grouping
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from factcheck.domain.evidence import Stance

#: More of one page would hide the other pages.
PER_PAGE = 3


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """Hold a passage of a capture's text that may bear on a claim.

    `marks` are offsets within the passage; where a figure or date agrees or differs, a third part says which.
    """

    start: int
    end: int
    score: float
    reasons: tuple[str, ...] = ()
    marks: tuple[tuple[int, int] | tuple[int, int, str], ...] = ()
    quote: dict[str, Any] = field(default_factory=dict)
    stance: Stance | None = None


def keep_suggestions(
    session: Session,
    claim_id: int,
    capture_id: int,
    found: Iterable[FoundPassage],
    *,
    provider: str,
    lookup_id: int | None = None,
) -> int:
    """Add the best passages of one page as suggestions and return how many are new; twice is once."""
    best = sorted(found, key=lambda passage: (-passage.score, passage.start))[:PER_PAGE]
    added = sum(
        insert_once(
            session,
            Suggestion,
            ("claim_id", "capture_id", "start"),
            {
                "claim_id": claim_id,
                "capture_id": capture_id,
                "lookup_id": lookup_id,
                "provider": provider,
                "start": passage.start,
                "end": passage.end,
                "score": round(passage.score, 6),
                "reasons": list(passage.reasons),
                "marks": [list(mark) for mark in passage.marks],
                "quote": passage.quote,
                "stance": passage.stance,
                "state": SuggestionState.OPEN,
                "created_at": utc_now(),
            },
        )
        for passage in best
    )
    if added:
        owe_grouping(session, claim_id)
    return added

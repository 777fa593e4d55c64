"""Keep the passages that a worker found in a capture; what a person decided about one stays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Suggestion
from factcheck.models.base import utc_now
from factcheck.services.suggestion_group import owe_grouping
from factcheck.services.suggestion_reword import is_earlier
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

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
    """Add the best passages of one page as suggestions and return how many are new; twice is once.

    One that was found for earlier words of the claim, and now for these, says why anew.
    """
    best = sorted(found, key=lambda passage: (-passage.score, passage.start))[:PER_PAGE]
    added = 0
    for passage in best:
        values = {
            "lookup_id": lookup_id,
            "provider": provider,
            "end": passage.end,
            "score": round(passage.score, 6),
            "reasons": list(passage.reasons),
            "marks": [list(mark) for mark in passage.marks],
            "quote": passage.quote,
            "stance": passage.stance,
        }
        keys = {"claim_id": claim_id, "capture_id": capture_id, "start": passage.start}
        fresh = keys | values | {"state": SuggestionState.OPEN, "created_at": utc_now()}
        if insert_once(session, Suggestion, tuple(keys), fresh):
            added += 1
        else:
            _renew(session, keys, values)
    if added:
        owe_grouping(session, claim_id)
    return added


def _renew(session: Session, keys: Mapping[str, int], values: Mapping[str, Any]) -> None:
    row = session.scalars(
        select(Suggestion)
        .filter_by(**keys, state=SuggestionState.OPEN)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is not None and is_earlier(row):
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()

"""List an article's origins with what traces back to each, as far as a person may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.errors import NotFound
from factcheck.models import Article, Capture, Claim, Evidence, Origin
from factcheck.services.evidence_get import sees_confidential_on
from factcheck.services.origin_count import OriginTally, count_origins

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


@dataclass(frozen=True, slots=True)
class OriginRow:
    """Hold one origin and its carriers."""

    origin: Origin
    items: tuple[Evidence, ...]
    tally: OriginTally


@dataclass(frozen=True, slots=True)
class OriginPage:
    """Hold all origins of an article; `hidden` counts those that only confidential evidence leads to."""

    article: Article
    rows: tuple[OriginRow, ...]
    hidden: int
    tally: OriginTally


def list_origins(session: Session, person: Person, article_id: int) -> OriginPage:
    """Return the origins of an article, those with most carriers first."""
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article.")
    evidence = session.scalars(
        select(Evidence)
        .join(Claim, Claim.id == Evidence.claim_id)
        .where(Claim.article_id == article_id, Evidence.withdrawn_at.is_(None))
        .options(
            joinedload(Evidence.claim),
            joinedload(Evidence.origin),
            joinedload(Evidence.capture).options(defer(Capture.text)),
        )
        .order_by(Evidence.id)
    ).all()
    # Asked only of claims where something is confidential.
    sees = sees_confidential_on(session, person, (row.claim for row in evidence if row.confidential))
    groups: dict[int, list[Evidence]] = {}
    for row in evidence:
        groups.setdefault(row.origin_id, []).append(row)
    rows = []
    for items in groups.values():
        shown = tuple(row for row in items if not row.confidential or sees[row.claim_id])
        if shown:
            rows.append(OriginRow(items[0].origin, shown, count_origins(shown)))
    rows.sort(key=lambda row: (-len(row.items), row.origin.id))
    return OriginPage(article, tuple(rows), len(groups) - len(rows), count_origins(evidence, hide_confidential=True))

"""Tell every version of an article's verdicts with ratings in words, citations with their place, and second checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from factcheck.domain.desk_rules import Seat
from factcheck.models import Citation, Claim, Evidence, Opinion, Panel, Rating, Verdict
from factcheck.services.bundle_rows import record
from factcheck.services.publication_prepare import rating_payload

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from factcheck.services.bundle_withheld import Withheld


def verdict_records(session: Session, article_id: int, closed: Withheld) -> Iterator[dict[str, Any]]:
    """Give the verdicts by claim and number; those under a blind check and votes under way are left out."""
    rows = session.scalars(
        select(Verdict)
        .join(Claim)
        .where(Claim.article_id == article_id, Verdict.claim_id.not_in(closed.blind_claims))
        .order_by(Claim.number, Verdict.number)
        .options(
            joinedload(Verdict.attribution).joinedload(Rating.scale),
            joinedload(Verdict.content).joinedload(Rating.scale),
            selectinload(Verdict.citations).joinedload(Citation.evidence).joinedload(Evidence.capture),
        )
    ).all()
    opinions: dict[int, list[dict[str, Any]]] = {}
    said = (
        select(Opinion)
        .where(Opinion.verdict_id.in_([row.id for row in rows]))
        .order_by(Opinion.id)
        .options(joinedload(Opinion.attribution), joinedload(Opinion.content))
    )
    panels = {
        panel.verdict_id: record(panel) | {"seats": [record(seat, without=("panel_id",)) for seat in panel.seats]}
        for panel in session.scalars(
            select(Panel).where(Panel.verdict_id.in_([row.id for row in rows])).options(selectinload(Panel.seats))
        )
    }
    voting = {row.id for row in rows if row.claim_id in closed.voting_claims}
    for opinion in session.scalars(said):
        if opinion.seat is Seat.PANEL and opinion.verdict_id in voting:
            continue
        opinions.setdefault(opinion.verdict_id, []).append(_opinion(opinion))
    for row in rows:
        yield record(row) | {
            "attribution": rating_payload(row.attribution),
            "content": rating_payload(row.content),
            "citations": [_citation(one) for one in row.citations],
            "opinions": opinions.get(row.id, []),
            "panel": panels.get(row.id),
        }


def _opinion(opinion: Opinion) -> dict[str, Any]:
    ratings = {"attribution": opinion.attribution, "content": opinion.content}
    labels = {layer: rating.label if rating is not None else None for layer, rating in ratings.items()}
    return record(opinion, without=("verdict_id",)) | labels


def _citation(citation: Citation) -> dict[str, Any]:
    evidence = citation.evidence
    told: dict[str, Any] = {"position": citation.position, "evidence_id": evidence.id}
    if evidence.confidential:
        return told | {"withheld": True}
    start = _start(citation.excerpt, evidence)
    end = start + len(citation.excerpt) if start is not None else None
    return told | {"excerpt": citation.excerpt, "capture_id": evidence.capture_id, "start": start, "end": end}


def _start(excerpt: str, evidence: Evidence) -> int | None:
    """Return where the cited words stand in the kept text, nearest to where the evidence has them."""
    text = evidence.capture.text if evidence.capture is not None else ""
    if not excerpt or not text:
        return None
    near = evidence.excerpt_start or 0
    found = text.find(excerpt, near)
    found = found if found >= 0 else text.find(excerpt)
    return found if found >= 0 else None

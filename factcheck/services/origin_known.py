"""Keep a page under the origin that a person confirmed for it, on all claims of its article.

What is carried over is a story: that a page stands for its own outlet says only that nothing tied it to another source
there, and for other lines something may. What a person said on a claim stands on that claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.evidence import EvidenceKind, OriginKind, SuggestionState
from factcheck.models import Capture, Claim, Evidence, Origin, Suggestion
from factcheck.services.event_log import log_event
from factcheck.services.evidence_withdraw import is_cited
from factcheck.services.origin_suggest import own_origin

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

WHY = "confirmed for this page on another claim of the article"


class KnownOrigins:
    """Hold the confirmed origins of an article's pages, by copy and by address; the newest word decides."""

    def __init__(self, placed: Iterable[Evidence]) -> None:
        self._held: dict[int | str, Origin] = {}
        for item in placed:
            if _is_own(item):
                continue
            for key in _keys(item.capture, item.capture_id, item.url):
                self._held[key] = item.origin

    def of(self, capture: Capture | None, url: str = "") -> Origin | None:
        """Return the origin that a person confirmed for a page, None where there is none."""
        keys = _keys(capture, capture.id if capture is not None else None, url)
        return next((self._held[key] for key in keys if key in self._held), None)


def known_origins(session: Session, article_id: int) -> KnownOrigins:
    """Return what people confirmed within an article; what is confidential ties nothing."""
    return KnownOrigins(
        session.scalars(
            select(Evidence)
            .join(Claim, Claim.id == Evidence.claim_id)
            .join(Origin, Origin.id == Evidence.origin_id)
            .where(Claim.article_id == article_id, Origin.confirmed_by_id.is_not(None))
            .where(Evidence.withdrawn_at.is_(None), Evidence.confidential.is_(False))
            .where(Evidence.kind.in_((EvidenceKind.PAGE, EvidenceKind.DOCUMENT)))
            .options(joinedload(Evidence.capture).options(defer(Capture.text)), joinedload(Evidence.origin))
            .order_by(Evidence.id)
        ).all()
    )


def spread_origins(session: Session, article_id: int) -> int:
    """Put an article's pages that no person has placed under the origins confirmed for them; return how many moved.

    Evidence that a verdict cites stays as it was when people agreed on it.
    """
    session.flush()
    known = known_origins(session, article_id)
    return _spread_suggestions(session, article_id, known) + _spread_evidence(session, article_id, known)


def _spread_suggestions(session: Session, article_id: int, known: KnownOrigins) -> int:
    rows = session.scalars(
        select(Suggestion)
        .join(Claim, Claim.id == Suggestion.claim_id)
        .outerjoin(Origin, Origin.id == Suggestion.origin_id)
        .where(Claim.article_id == article_id, Suggestion.state == SuggestionState.OPEN)
        .where(Origin.confirmed_by_id.is_(None))
        .options(joinedload(Suggestion.capture).options(defer(Capture.text)))
        .order_by(Suggestion.id)
        # One that somebody decides on at this moment finds its origin by itself.
        .with_for_update(of=Suggestion, skip_locked=True, key_share=True)
    ).all()
    moved = 0
    for row in rows:
        target = known.of(row.capture)
        if target is not None and row.origin_id != target.id:
            row.origin = target
            moved += 1
    session.flush()
    return moved


def _spread_evidence(session: Session, article_id: int, known: KnownOrigins) -> int:
    rows = session.scalars(
        select(Evidence)
        .join(Claim, Claim.id == Evidence.claim_id)
        .join(Origin, Origin.id == Evidence.origin_id)
        .where(Claim.article_id == article_id, Origin.confirmed_by_id.is_(None))
        .where(Evidence.withdrawn_at.is_(None), Evidence.confidential.is_(False))
        .where(Evidence.kind.in_((EvidenceKind.PAGE, EvidenceKind.DOCUMENT)))
        .options(joinedload(Evidence.capture).options(defer(Capture.text)))
        .order_by(Evidence.id)
        .with_for_update(of=Evidence, skip_locked=True, key_share=True)
    ).all()
    moved = 0
    for row in rows:
        target = known.of(row.capture, row.url)
        if target is None or row.origin_id == target.id or is_cited(session, row.id):
            continue
        before = row.origin_id
        row.origin = target
        session.flush()
        log_event(
            session,
            None,
            "evidence.moved",
            ("evidence", row.id),
            before={"origin_id": before},
            after={"origin_id": target.id, "why": [WHY], "version": row.version},
            article_id=article_id,
            claim_id=row.claim_id,
        )
        moved += 1
    return moved


def _is_own(item: Evidence) -> bool:
    if item.origin.kind is not OriginKind.OUTLET:
        return False
    names = {item.outlet.casefold()}
    if item.capture is not None:
        names.add(own_origin(item.capture).name.casefold())
    return item.origin.name.casefold() in names


def _keys(capture: Capture | None, capture_id: int | None, url: str) -> list[int | str]:
    """Return what a page is known by: its copy, then its address, of which two copies may be kept."""
    address = (capture.canonical_url or capture.final_url or capture.url) if capture is not None else ""
    return [key for key in (capture_id, address, url) if key]

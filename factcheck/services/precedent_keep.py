"""Keep the desk's own rulings where later claims look for precedent."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claimants import names_of
from factcheck.models import Ruling
from factcheck.models.base import utc_now

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Verdict


def own_ruling(session: Session, claim_id: int) -> Ruling | None:
    """Return the precedent that the desk's verdict on a claim made, if there is one."""
    return session.scalars(select(Ruling).where(Ruling.own_claim_id == claim_id)).one_or_none()


def keep_precedent(session: Session, claim: Claim, verdict: Verdict) -> Ruling:
    """Write or renew the precedent of a ruled claim; the claim's row is locked by the caller."""
    row = own_ruling(session, claim.id)
    if row is None:
        row = Ruling(own_claim_id=claim.id, key=hashlib.sha256(f"own:{claim.id}".encode()).hexdigest())
        session.add(row)
    names = names_of(claim.chain)
    row.statement, row.speaker = claim.statement, (names[-1] if names else "")[:300]
    row.rating, row.title = verdict.content.label, verdict.summary
    row.language = claim.article.language
    row.published_on = utc_now().date()
    row.payload = {
        "attribution": verdict.attribution.key,
        "content": verdict.content.key,
        "number": verdict.number,
        "article_id": claim.article_id,
    }
    row.withdrawn_at = None
    session.flush()
    return row


def reword_precedent(session: Session, claim_id: int, verdict: Verdict) -> None:
    """Let the precedent say what the verdict says in its mended words; its day and address stay."""
    row = own_ruling(session, claim_id)
    if row is not None:
        row.title = verdict.summary
        row.payload = {**row.payload, "number": verdict.number}
        session.flush()


def withdraw_precedent(session: Session, claim_id: int) -> None:
    """Take back the precedent of a claim that is being checked again."""
    row = own_ruling(session, claim_id)
    if row is not None and row.withdrawn_at is None:
        row.withdrawn_at = utc_now()
        session.flush()

"""Name the kept files that rows point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union

from factcheck.domain.captures import CaptureState
from factcheck.models import Article, AuthorQuery, Capture, Claim, Draft, Evidence

if TYPE_CHECKING:
    from sqlalchemy import CompoundSelect
    from sqlalchemy.orm import Session


def files_named(session: Session) -> set[str]:
    """Return the digests of all files that are to be in the store; what was erased is not among them."""
    kept = select(Claim.id).join(Article).where(Article.erased_at.is_(None))
    found: CompoundSelect[Any] = union(
        select(Capture.sha256).where(Capture.state != CaptureState.ERASED, Capture.size > 0),
        select(Draft.blob),
        select(Evidence.blob).where(Evidence.claim_id.in_(kept)),
        select(AuthorQuery.blob),
    )
    return {digest for digest in session.scalars(found) if digest}

"""Name the kept files that rows point to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union

from factcheck.domain.captures import CaptureState
from factcheck.models import Article, AuthorQuery, Capture, Claim, Draft, Evidence, SheetImport

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


def files_named(session: Session, *, among: Collection[str] | None = None) -> set[str]:
    """Return the digests of all files (or of those in `among`) that are to be in the store; what was erased is not."""
    kept = select(Article.id).where(Article.erased_at.is_(None))
    kept_claims = select(Claim.id).where(Claim.article_id.in_(kept))
    names: tuple[tuple[Any, Select[Any]], ...] = (
        (Capture.sha256, select(Capture.sha256).where(Capture.state != CaptureState.ERASED, Capture.size > 0)),
        (Draft.blob, select(Draft.blob)),
        (Evidence.blob, select(Evidence.blob).where(Evidence.claim_id.in_(kept_claims))),
        (AuthorQuery.blob, select(AuthorQuery.blob)),
        (SheetImport.blob, select(SheetImport.blob).where(SheetImport.article_id.in_(kept))),
    )
    found = union(*(query if among is None else query.where(name.in_(among)) for name, query in names))
    return {digest for digest in session.scalars(found) if digest}

"""List what would be erased of an article: what the log does not hold in the open, and no other article needs.

docs/decisions/0008-what-erasing-means.md says why these and no others.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select, union
from sqlalchemy.orm import defer

from factcheck.models import (
    AuthorQuery,
    Capture,
    Challenge,
    CitationCheck,
    Claim,
    Draft,
    Evidence,
    Lookup,
    LookupPage,
    Origin,
    Publication,
    SheetImport,
    Suggestion,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class ErasePlan:
    """Hold the rows whose words go, and the digests of the files that go with them."""

    captures: Sequence[Capture] = ()
    #: Copies that another article, a draft or the desk's own shelf still needs.
    kept_captures: int = 0
    evidence: Sequence[Evidence] = ()
    origins: Sequence[Origin] = ()
    queries: Sequence[AuthorQuery] = ()
    challenges: Sequence[Challenge] = ()
    #: Spreadsheets that were brought in: any row of the file may tell of a source.
    sheets: Sequence[SheetImport] = ()
    suggestions: Sequence[int] = ()
    lookups: Sequence[int] = ()
    files: frozenset[str] = field(default_factory=frozenset)
    kept_files: int = 0

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to erase."""
        words = self.captures or self.evidence or self.origins or self.queries
        return not (words or self.challenges or self.sheets or self.suggestions)


def erase_plan(session: Session, article_id: int) -> ErasePlan:
    """Return what would be erased of an article as it stands."""
    claims = select(Claim.id).where(Claim.article_id == article_id)
    others = select(Claim.id).where(Claim.article_id != article_id)
    here = set(session.scalars(_captures_of(claims)))
    shared = set(session.scalars(_captures_of(others)))
    # Drafts stay as they came in, with the page or file they came from.
    shared |= set(session.scalars(select(Draft.capture_id).where(Draft.capture_id.is_not(None))))
    rows = session.scalars(
        select(Capture).options(defer(Capture.text)).where(Capture.id.in_(here)).order_by(Capture.id)
    ).all()
    captures = [row for row in rows if row.id not in shared and not row.in_corpus]
    evidence = session.scalars(
        select(Evidence).where(Evidence.claim_id.in_(claims), Evidence.confidential).order_by(Evidence.id)
    ).all()
    queries = session.scalars(
        select(AuthorQuery).where(AuthorQuery.article_id == article_id, AuthorQuery.blob.is_not(None))
    ).all()
    brought = session.scalars(select(SheetImport).where(SheetImport.article_id == article_id).order_by(SheetImport.id))
    sheets = [row for row in brought if row.rows]
    files = (
        {row.sha256 for row in captures}
        | {row.blob for row in sheets}
        | {row.blob for row in evidence}
        | {row.blob for row in queries}
    )
    files |= set(session.scalars(select(Evidence.blob).where(Evidence.claim_id.in_(claims))))
    named = {digest for digest in files if digest}
    needed = _needed(session, named, article_id, {row.id for row in captures})
    return ErasePlan(
        captures=captures,
        kept_captures=len(rows) - len(captures),
        evidence=evidence,
        origins=_secret_origins(session, article_id),
        queries=queries,
        challenges=session.scalars(
            select(Challenge).join(Publication).where(Publication.article_id == article_id).order_by(Challenge.id)
        ).all(),
        sheets=sheets,
        suggestions=session.scalars(
            select(Suggestion.id).where(
                Suggestion.claim_id.in_(claims), Suggestion.capture_id.in_([row.id for row in captures])
            )
        ).all(),
        lookups=session.scalars(select(Lookup.id).where(Lookup.claim_id.in_(claims))).all(),
        files=frozenset(named - needed),
        kept_files=len(needed),
    )


def _captures_of(claims: Select[Any]) -> Any:
    """Return a query for the copies that any work on some claims led to."""
    tables: tuple[Any, ...] = (Evidence, Suggestion, LookupPage, CitationCheck)
    return union(
        *(select(table.capture_id).where(table.claim_id.in_(claims), table.capture_id.is_not(None)) for table in tables)
    )


def _secret_origins(session: Session, article_id: int) -> Sequence[Origin]:
    """Return the origins that confidential evidence leads to and open evidence does not."""
    led = select(Evidence.origin_id).join(Claim).where(Claim.article_id == article_id)
    closed, open_ = led.where(Evidence.confidential), led.where(Evidence.confidential.is_(False))
    query = select(Origin).where(Origin.article_id == article_id, Origin.id.in_(closed), Origin.id.not_in(open_))
    return session.scalars(query.order_by(Origin.id)).all()


def _needed(session: Session, files: Collection[str], article_id: int, captures: set[int]) -> set[str]:
    """Return those of the files that something else needs, too."""
    elsewhere = select(Claim.id).where(Claim.article_id != article_id)
    found = set(session.scalars(select(Capture.sha256).where(Capture.sha256.in_(files), Capture.id.not_in(captures))))
    found |= set(session.scalars(select(Draft.blob).where(Draft.blob.in_(files))))
    found |= set(
        session.scalars(select(Evidence.blob).where(Evidence.blob.in_(files), Evidence.claim_id.in_(elsewhere)))
    )
    sheets = SheetImport.article_id != article_id
    found |= set(session.scalars(select(SheetImport.blob).where(SheetImport.blob.in_(files), sheets)))
    asked = AuthorQuery.article_id != article_id
    found |= set(session.scalars(select(AuthorQuery.blob).where(AuthorQuery.blob.in_(files), asked)))
    return {digest for digest in found if digest}

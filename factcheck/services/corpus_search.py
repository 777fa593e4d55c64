"""Find the desk's own documents that share words with a text: the database proposes, our BM25 decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.models import Capture, Draft
from factcheck.services.full_text import propose
from factcheck.text.bm25 import Candidate, rank

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Of a long document its beginning is ranked; the passages are sought in all of it.
_RANKED_CHARS = 20_000


def search_corpus(session: Session, asked: str, *, limit: int = 10) -> list[int]:
    """Return ids of the documents that bear on `asked`, best first; the same order on both databases."""
    return _ranked(session, asked, propose(session, "capture_search", asked), limit)


def search_kept(session: Session, asked: str, *, but_article_id: int, limit: int = 10) -> list[int]:
    """Return ids of kept texts that bear on `asked`: documents, pages found for other claims, texts of other articles.

    The drafts of the article itself are left out: no text corroborates itself.
    """
    own = select(Draft.capture_id).where(Draft.article_id == but_article_id, Draft.capture_id.is_not(None))
    left_out = set(session.scalars(own))
    ids = [one for one in propose(session, "kept_search", asked) if one not in left_out]
    return _ranked(session, asked, ids, limit)


def _ranked(session: Session, asked: str, ids: list[int], limit: int) -> list[int]:
    if not ids:
        return []
    rows = session.execute(
        select(Capture.id, Capture.title, func.substr(Capture.text, 1, _RANKED_CHARS)).where(Capture.id.in_(ids))
    )
    # Ids are padded, so that ties are broken in the order of numbers.
    candidates = [Candidate(f"{row[0]:016d}", row[1], row[2]) for row in sorted(rows, key=lambda row: int(row[0]))]
    return [int(hit.id) for hit in rank(asked, candidates, limit=limit)]

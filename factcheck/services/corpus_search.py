"""Find the desk's own documents that share words with a text: the database proposes, our BM25 decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.models import Capture, Draft
from factcheck.services.draft_known import same_text
from factcheck.services.full_text import propose_best
from factcheck.services.word_counts import count_words
from factcheck.text.bm25 import Candidate, rank

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.services.full_text import Best

#: So many documents are read to be ranked, at the least: those that hold the most and the rarest of the words.
_RANKED = 30
#: Of a long document its beginning is ranked; the passages are sought in all of it.
_RANKED_CHARS = 20_000


def search_corpus(session: Session, asked: str, *, limit: int = 10) -> list[int]:
    """Return ids of the documents that bear on `asked`, best first; the same order on both databases."""
    return _ranked(session, asked, propose_best(session, "capture_search", asked, most=max(_RANKED, limit)), limit)


def search_kept(session: Session, asked: str, *, but_article_id: int, limit: int = 10) -> list[int]:
    """Return ids of kept texts that bear on `asked`: documents, pages found for other claims, cleared articles.

    The drafts of the article itself are left out, also where it was brought in twice: no text corroborates itself (for
    its copies see own_text.py).
    """
    articles = {but_article_id, *same_text(session, but_article_id)}
    own = select(Draft.capture_id).where(Draft.article_id.in_(articles), Draft.capture_id.is_not(None))
    left_out = {row_id for row_id in session.scalars(own) if row_id is not None}
    best = propose_best(session, "kept_search", asked, most=max(_RANKED, limit), but=left_out)
    return _ranked(session, asked, best, limit)


def _ranked(session: Session, asked: str, best: Best, limit: int) -> list[int]:
    if not best.ids:
        return []
    # The newest id, which tells how many there are, in the same statement.
    newest = select(func.max(Capture.id)).scalar_subquery()
    rows = session.execute(
        select(Capture.id, Capture.title, func.substr(Capture.text, 1, _RANKED_CHARS), newest).where(
            Capture.id.in_(best.ids)
        )
    ).all()
    # Ids are padded, so that ties are broken in the order of numbers.
    candidates = [Candidate(f"{row[0]:016d}", row[1], row[2]) for row in sorted(rows, key=lambda row: int(row[0]))]
    counted = count_words(asked, best, candidates, max((row[3] for row in rows), default=0))
    return [int(hit.id) for hit in rank(asked, candidates, statistics=counted, limit=limit)]

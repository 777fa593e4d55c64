"""List the documents of the corpus, or those that hold certain words, with what is still on its way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import defer

from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Capture, Job
from factcheck.services.corpus_search import search_corpus
from factcheck.services.document_add import BY_ADDRESS

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PER_PAGE = 50
_MOST_FOUND = 100


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """Hold one document as the list shows it."""

    capture: Capture
    beginning: str


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """Hold one page of the list."""

    rows: tuple[DocumentRow, ...]
    total: int
    page: int
    pages: int
    coming: tuple[Job, ...]


def list_documents(session: Session, *, words: str = "", page: int = 1) -> DocumentPage:
    """Return a page of the corpus, the newest first, or the documents that hold `words`, best first."""
    beginning = func.substr(Capture.text, 1, 200)
    query = select(Capture, beginning).options(defer(Capture.text)).where(Capture.in_corpus)
    if words:
        ids = search_corpus(session, words, limit=_MOST_FOUND)
        found = {row[0].id: row for row in session.execute(query.where(Capture.id.in_(ids)))}
        rows = tuple(DocumentRow(*found[row_id]) for row_id in ids if row_id in found)
        return DocumentPage(rows, len(rows), 1, 1, ())
    total = session.scalar(select(func.count()).where(Capture.in_corpus)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    newest = query.order_by(Capture.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    rows = tuple(DocumentRow(*row) for row in session.execute(newest))
    return DocumentPage(rows, total, page, pages, _coming(session))


def _coming(session: Session) -> tuple[Job, ...]:
    """Return the fetches of documents that are under way or failed."""
    jobs = session.scalars(
        select(Job)
        .where(
            Job.key.startswith(f"{JobKind.FETCH_HIT}:{BY_ADDRESS}", autoescape=True),
            Job.state.not_in((JobState.DONE, JobState.CANCELLED)),
        )
        .order_by(Job.id.desc())
        .limit(PER_PAGE)
    )
    return tuple(jobs)

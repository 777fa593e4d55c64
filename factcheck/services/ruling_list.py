"""List earlier rulings, or those that hold certain words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.models import Ruling
from factcheck.services.full_text import propose

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class RulingPage:
    """Hold one page of the list."""

    rows: tuple[Ruling, ...]
    total: int
    page: int
    pages: int


def list_rulings(session: Session, *, words: str = "", page: int = 1) -> RulingPage:
    """Return a page of rulings, the newest first, or those that hold `words`, best first."""
    if words:
        ids = propose(session, "ruling_search", words, limit=PER_PAGE)
        standing_ones = select(Ruling).where(Ruling.id.in_(ids), Ruling.withdrawn_at.is_(None))
        found = {row.id: row for row in session.scalars(standing_ones)}
        rows = tuple(found[row_id] for row_id in ids if row_id in found)
        return RulingPage(rows, len(rows), 1, 1)
    standing = Ruling.withdrawn_at.is_(None)
    total = session.scalar(select(func.count()).where(standing)) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, page), pages)
    newest = select(Ruling).where(standing).order_by(Ruling.id.desc()).limit(PER_PAGE).offset((page - 1) * PER_PAGE)
    return RulingPage(tuple(session.scalars(newest)), total, page, pages)

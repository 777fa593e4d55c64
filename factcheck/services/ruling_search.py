"""Find earlier rulings on like claims: at most five, with what differs; none of them is ever "the match"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Ruling
from factcheck.services.full_text import propose
from factcheck.text.bm25 import Candidate, rank

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 5
#: A ruling that shares fewer telling words is about something else.
LEAST_SHARED = 2


def search_rulings(session: Session, statement: str, *, but_claim_id: int | None = None) -> list[Ruling]:
    """Return the rulings nearest to a statement, best first; the claim's own is left out."""
    ids = propose(session, "ruling_search", statement)
    if not ids:
        return []
    rows = {row.id: row for row in session.scalars(select(Ruling).where(Ruling.id.in_(ids)))}
    candidates = [
        Candidate(f"{row.id:016d}", row.title, f"{row.statement} {row.speaker}")
        for _, row in sorted(rows.items())
        if row.own_claim_id is None or row.own_claim_id != but_claim_id
    ]
    found = rank(statement, candidates)
    return [rows[int(hit.id)] for hit in found if len(hit.matched) >= LEAST_SHARED][:MOST]

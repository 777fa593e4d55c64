"""Find earlier rulings on like claims: at most five, with what differs; none of them is ever "the match"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.models import Ruling
from factcheck.services.full_text import propose_best
from factcheck.services.word_counts import count_words
from factcheck.text.bm25 import Candidate
from factcheck.text.precedent import precedents

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

MOST = 5
#: So many rulings are read to be ranked: those that hold the most and the rarest of the statement's words.
READ = 200
#: And none that hold less than this share of what the one that holds the most does.
LEAST_HELD = 0.25


@dataclass(frozen=True, slots=True)
class LikeRuling:
    """Hold a ruling on a like claim and, in sentences, in what that claim differs."""

    row: Ruling
    differs: tuple[str, ...]
    # The words are the same but for case, marks and endings.
    same_words: bool = False


def search_rulings(session: Session, statement: str, *, but_claim_id: int | None = None) -> list[LikeRuling]:
    """Return the rulings nearest to a statement, best first; the claim's own is left out."""
    best = propose_best(session, "ruling_search", statement, most=READ, least=LEAST_HELD)
    if not best.ids:
        return []
    # Only what is weighed, since most of these are not shown; and the newest id, which tells how many there are.
    newest = select(func.max(Ruling.id)).scalar_subquery()
    rows = session.execute(
        select(Ruling.id, Ruling.title, Ruling.statement, Ruling.published_on, Ruling.own_claim_id, newest)
        .where(Ruling.id.in_(best.ids), Ruling.withdrawn_at.is_(None))
        .order_by(Ruling.id)
    ).all()
    # Ids are padded, so that ties are broken in the order of numbers.
    candidates = [
        Candidate(f"{row_id:016d}", title, told, published_on)
        for row_id, title, told, published_on, own_claim_id, _ in rows
        if own_claim_id is None or own_claim_id != but_claim_id
    ]
    counted = count_words(statement, best, candidates, max((row[5] for row in rows), default=0))
    found = precedents(statement, candidates, statistics=counted, limit=MOST)
    if not found:
        return []
    shown = {
        row.id: row for row in session.scalars(select(Ruling).where(Ruling.id.in_([int(one.id) for one in found])))
    }
    return [
        LikeRuling(shown[int(one.id)], tuple(difference.told for difference in one.differences), one.same_words)
        for one in found
    ]

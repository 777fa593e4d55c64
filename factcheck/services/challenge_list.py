"""List what readers reported, those that wait first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import case, func, select
from sqlalchemy.orm import contains_eager, joinedload

from factcheck.domain.challenges import LATE_DAYS, WAITING, ChallengeState
from factcheck.domain.errors import NotFound
from factcheck.models import Challenge, Publication
from factcheck.models.base import utc_now
from factcheck.services.lock_order import HOLD, hold_articles_of
from factcheck.services.publication_find import current_pages

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PER_PAGE = 50


@dataclass(frozen=True, slots=True)
class ChallengeRow:
    """Hold a report with the words of the check it is about."""

    challenge: Challenge
    about: str
    late: bool


def list_challenges(
    session: Session, *, state: ChallengeState | None = None, page: int = 1
) -> tuple[list[ChallengeRow], int]:
    """Return a page of reports (those that wait first, the oldest of them on top) and how many there are."""
    where = () if state is None else (Challenge.state == state,)
    total = session.scalar(select(func.count()).select_from(Challenge).where(*where)) or 0
    waits = Challenge.state.in_(WAITING)
    query = (
        select(Challenge)
        .join(Challenge.publication)
        .options(contains_eager(Challenge.publication), joinedload(Challenge.decided_by))
        .where(*where)
        .order_by(
            case((waits, 0), else_=1),
            case((waits, Challenge.received_at)),
            Challenge.received_at.desc(),
            Challenge.id.desc(),
        )
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    )
    rows = session.scalars(query).all()
    about = _words_of(session, {row.publication_id for row in rows})
    return [ChallengeRow(row, about.get(row.publication_id, ""), is_late(row)) for row in rows], total


def get_challenge(session: Session, challenge_id: int, *, lock: bool = False) -> Challenge:
    """Return a report or raise NotFound."""
    if lock:
        of_it = select(Publication.article_id).join(Challenge, Challenge.publication_id == Publication.id)
        hold_articles_of(session, of_it.where(Challenge.id == challenge_id))
    row = session.get(Challenge, challenge_id, with_for_update=HOLD if lock else None)
    if row is None:
        raise NotFound("There is no such report.")
    return row


def about_of(session: Session, row: Challenge) -> str:
    """Return the words of the check that a report is about."""
    return _words_of(session, {row.publication_id}).get(row.publication_id, "")


def waiting_count(session: Session) -> int:
    """Count the reports that nobody has decided."""
    query = select(func.count()).select_from(Challenge).where(Challenge.state == ChallengeState.OPEN)
    return session.scalar(query) or 0


def is_late(row: Challenge) -> bool:
    """Say whether a report has waited longer than a reader should."""
    return row.state in WAITING and utc_now() - row.received_at > timedelta(days=LATE_DAYS)


def _words_of(session: Session, ids: set[int]) -> dict[int, str]:
    found = session.execute(current_pages().where(Publication.id.in_(ids)))
    return {row.id: str(now.payload.get("claim") or now.payload.get("title") or "") for row, now in found}

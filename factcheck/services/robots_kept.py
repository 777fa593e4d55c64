"""Keep what sites say in robots.txt, so that all workers together ask a site once a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.dialects import postgresql, sqlite

from factcheck.models.job import RobotsRules
from factcheck.services.capture_keep import keepable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

ORIGIN_LENGTH = 300


def kept_rules(session: Session, origin: str) -> tuple[str, str, float] | None:
    """Return what was kept of a site as (state, words, Unix time until which it holds), None where nothing was."""
    row = session.get(RobotsRules, origin[:ORIGIN_LENGTH])
    return None if row is None else (row.state, row.words, row.kept_until)


def keep_rules(session: Session, origin: str, *, state: str, words: str, until: float) -> None:
    """Keep what a site says; the newest answer stands."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    values = {"state": state, "words": keepable(words), "kept_until": until}
    session.execute(
        insert(RobotsRules)
        .values(origin=origin[:ORIGIN_LENGTH], **values)
        .on_conflict_do_update(index_elements=[RobotsRules.origin], set_=values)
    )

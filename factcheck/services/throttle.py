"""Slow down guessing: count attempts by key in a window, in the database, so that all web processes share it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from factcheck.models.base import utc_now
from factcheck.models.person import Throttle

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

WINDOW = timedelta(minutes=5)


def seconds_left(session: Session, key: str, *, limit: int, window: timedelta = WINDOW) -> int:
    """Return how many seconds `key` must wait, 0 where it has not used up `limit` attempts of this window."""
    row = session.get(Throttle, key)
    if row is None or row.count < limit:
        return 0
    return max(0, int((row.window_start + window - utc_now()).total_seconds()) + 1 if _fresh(row, window) else 0)


def count_attempt(session: Session, key: str, *, window: timedelta = WINDOW) -> int:
    """Count one attempt and return how many there were in this window."""
    row = session.get(Throttle, key, with_for_update=True)
    if row is None:
        row = Throttle(key=key, window_start=utc_now(), count=0)
        session.add(row)
    elif not _fresh(row, window):
        row.window_start, row.count = utc_now(), 0
    row.count += 1
    session.flush()
    return row.count


def forget_attempts(session: Session, key: str) -> None:
    """Start anew, after a success."""
    row = session.get(Throttle, key)
    if row is not None:
        session.delete(row)


def _fresh(row: Throttle, window: timedelta) -> bool:
    # A clock set back makes the start lie in the future; such a window counts as over.
    return timedelta(0) <= utc_now() - row.window_start < window

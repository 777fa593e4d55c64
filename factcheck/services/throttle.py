"""Slow down guessing: count attempts by key in a window, in the database, so that all web processes share it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import and_, case
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm.util import identity_key

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
    now = utc_now()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    # Of two at the same moment the later may begin the window; only a clock set back makes it begin far ahead, and
    # such a window counts as over, as one that ran out does.
    fresh = and_(Throttle.window_start > now - window, Throttle.window_start < now + window)
    # One statement: of many who try at the same moment each is counted, also where none was counted before.
    counted = (
        insert(Throttle)
        .values(key=key, window_start=now, count=1)
        .on_conflict_do_update(
            index_elements=[Throttle.key],
            set_={
                "window_start": case((fresh, Throttle.window_start), else_=now),
                "count": case((fresh, Throttle.count + 1), else_=1),
            },
        )
        .returning(Throttle.count)
    )
    # What this transaction read of the row before is not what stands there now.
    known = session.identity_map.get(identity_key(Throttle, key))
    if known is not None:
        session.expire(known)
    return session.execute(counted).scalar_one()


def forget_attempts(session: Session, key: str) -> None:
    """Start anew, after a success."""
    row = session.get(Throttle, key)
    if row is not None:
        session.delete(row)


def _fresh(row: Throttle, window: timedelta) -> bool:
    return -window < utc_now() - row.window_start < window

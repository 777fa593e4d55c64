"""Keep all machines together from asking one host too often: a row a host says when it may next be asked."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, bindparam, case, func, literal, select
from sqlalchemy.dialects import postgresql, sqlite

from factcheck.models.base import UtcDateTime, utc_now
from factcheck.models.job import HostPace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: The longest a worker's thread is worth holding for its turn; beyond that the job is put off.
WORTH_WAITING = timedelta(seconds=2)
HOST_LENGTH = 255


def take_turn(
    session: Session, host: str, *, interval: timedelta, patience: timedelta = WORTH_WAITING
) -> tuple[bool, timedelta]:
    """Reserve the host's next turn and return (True, the time to wait for it).

    Where that turn is further off than `patience`, nothing is reserved: (False, the time until it is worth asking
    again). Commit before waiting.
    """
    host, now = host[:HOST_LENGTH], utc_now()
    insert = _insert(session)(HostPace).values(host=host, next_at=now + interval)
    next_at = session.execute(
        insert.on_conflict_do_update(
            index_elements=[HostPace.host],
            set_={"next_at": _later(session, _not_before(HostPace.next_at, now), interval)},
            where=HostPace.next_at <= now + patience,
        ).returning(HostPace.next_at)
    ).scalar_one_or_none()
    if next_at is not None:
        return True, max(next_at - interval - now, timedelta(0))
    busy_until = session.scalar(select(HostPace.next_at).where(HostPace.host == host)) or now
    # Not all at once when the first of them may: but not much later either, where the interval is long.
    return False, max(busy_until - now - patience, timedelta(0)) + min(interval, patience / 2)


def hold_off(session: Session, host: str, *, seconds: float) -> None:
    """Leave a host alone for as long as it asked, on all machines; a shorter wish never cuts a longer one."""
    host, until = host[:HOST_LENGTH], utc_now() + timedelta(seconds=seconds)
    session.execute(
        _insert(session)(HostPace)
        .values(host=host, next_at=until)
        .on_conflict_do_update(index_elements=[HostPace.host], set_={"next_at": until}, where=HostPace.next_at < until)
    )


def _insert(session: Session) -> Any:
    return postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert


def _not_before(column: Any, now: datetime) -> ColumnElement[datetime]:
    moment = literal(now, UtcDateTime())
    return case((column > moment, column), else_=moment)


def _later(session: Session, moment: ColumnElement[datetime], by: timedelta) -> ColumnElement[Any]:
    if session.get_bind().dialect.name == "postgresql":
        return moment + bindparam(None, by)
    # SQLite keeps moments as text and counts in milliseconds; the zeros make it the text SQLAlchemy writes.
    shifted = func.strftime("%Y-%m-%d %H:%M:%f", moment, f"{by.total_seconds():+.3f} seconds")
    return shifted.concat("000")

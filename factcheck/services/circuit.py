"""Leave a provider alone that keeps failing: after a few failures the circuit opens, later one try may close it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from factcheck.models.base import utc_now
from factcheck.models.job import Circuit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: How many failures in a row open the circuit.
OPENS_AFTER = 5
FIRST_REST = timedelta(seconds=30)
LONGEST_REST = timedelta(minutes=10)
#: How long the one try of a half-open circuit may take before another is let through.
TRIAL = timedelta(seconds=60)
NAME_LENGTH = 80
ERROR_LENGTH = 1000


@dataclass(frozen=True, slots=True)
class Rest:
    """Say that a provider is left alone: for how long yet, and what it said last."""

    wait: timedelta
    last_error: str


def circuit_rest(session: Session, name: str) -> Rest | None:
    """Return None where the provider may be asked, and otherwise how long to leave it alone.

    When its rest is over the circuit is half open: one caller gets None and tries, the others wait for the outcome.
    """
    now = utc_now()
    circuit = session.scalars(
        select(Circuit).where(Circuit.name == name[:NAME_LENGTH]).execution_options(populate_existing=True)
    ).one_or_none()
    if circuit is None or circuit.open_until is None:
        return None
    if circuit.open_until > now:
        return Rest(circuit.open_until - now, circuit.last_error)
    won = session.execute(
        update(Circuit)
        .where(Circuit.name == circuit.name, Circuit.open_until <= now)
        # One failure short of opening: if the try fails, the circuit opens again.
        .values(open_until=now + TRIAL, failures=OPENS_AFTER - 1)
        .returning(Circuit.name)
        .execution_options(synchronize_session=False)
    ).scalar_one_or_none()
    return None if won is not None else Rest(TRIAL, circuit.last_error)


def note_success(session: Session, name: str) -> None:
    """Close the circuit; touches no row where it is closed already."""
    session.execute(
        update(Circuit)
        .where(Circuit.name == name[:NAME_LENGTH], or_(Circuit.failures > 0, Circuit.open_until.is_not(None)))
        .values(failures=0, open_until=None, interval=0.0, last_error=""),
        execution_options={"synchronize_session": False},
    )


def note_failure(session: Session, name: str, error: str) -> bool:
    """Count a failure and say whether the circuit is open now; each opening in a row rests twice as long."""
    name, now = name[:NAME_LENGTH], utc_now()
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    session.execute(
        insert(Circuit)
        .values(name=name, failures=0, interval=0.0, last_error="")
        .on_conflict_do_nothing(index_elements=[Circuit.name])
    )
    circuit = session.scalars(
        select(Circuit)
        .where(Circuit.name == name)
        .with_for_update(key_share=True)
        .execution_options(populate_existing=True)
    ).one()
    circuit.last_error = error[:ERROR_LENGTH]
    if circuit.failures < OPENS_AFTER:
        circuit.failures += 1
        if circuit.failures == OPENS_AFTER:
            seconds = min(max(FIRST_REST.total_seconds(), circuit.interval * 2), LONGEST_REST.total_seconds())
            circuit.interval, circuit.open_until = seconds, now + timedelta(seconds=seconds)
    # Those asked before it opened and failing only now change nothing: it is the same outage.
    session.flush()
    return circuit.failures >= OPENS_AFTER

"""Attempts that come at the same moment are each counted."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models.base import utc_now
from factcheck.models.person import Throttle
from factcheck.services.throttle import WINDOW, count_attempt, forget_attempts, seconds_left

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.db import Database

AT_ONCE = 6


def test_those_who_try_at_the_same_moment_are_each_counted(database: Database) -> None:
    gate = Barrier(AT_ONCE, timeout=60)

    def attempt(_: int) -> int:
        gate.wait()
        with database.write() as session:
            return count_attempt(session, "account:nobody")

    with ThreadPoolExecutor(AT_ONCE) as pool:
        counted = list(pool.map(attempt, range(AT_ONCE)))
    assert sorted(counted) == list(range(1, AT_ONCE + 1))
    with database.read() as session:
        assert seconds_left(session, "account:nobody", limit=AT_ONCE) > 0


def test_a_window_that_is_over_or_lies_ahead_begins_anew(session: Session) -> None:
    for start in (utc_now() - WINDOW - timedelta(seconds=1), utc_now() + timedelta(hours=1)):
        assert count_attempt(session, "desk") == 1
        assert count_attempt(session, "desk") == 2
        row = session.scalars(select(Throttle)).one()
        row.window_start = start
        session.flush()
        assert seconds_left(session, "desk", limit=2) == 0
        assert count_attempt(session, "desk") == 1
        assert session.get_one(Throttle, "desk").count == 1
        forget_attempts(session, "desk")
        session.flush()

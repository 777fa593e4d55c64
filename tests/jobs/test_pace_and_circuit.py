"""Politeness: one request a host and interval over all machines, and providers that fail are left alone."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from factcheck.services.circuit import FIRST_REST, OPENS_AFTER, TRIAL, circuit_rest, note_failure, note_success
from factcheck.services.host_pace import hold_off, take_turn

if TYPE_CHECKING:
    from factcheck.db import Database

SECOND = timedelta(seconds=1)
NOON = datetime(2026, 3, 1, 12, 0, 0, 123456, tzinfo=UTC)


def turn(database: Database, host: str = "paper.test", patience: timedelta = 60 * SECOND) -> tuple[bool, timedelta]:
    with database.write() as session:
        return take_turn(session, host, interval=SECOND, patience=patience)


def test_turns_of_one_host_are_an_interval_apart_and_hosts_do_not_wait_for_each_other(database: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        waits = [turn(database) for _ in range(4)]
        assert turn(database, "other.test") == (True, timedelta(0))
    assert [granted for granted, _ in waits] == [True] * 4
    assert [round(wait.total_seconds(), 2) for _, wait in waits] == [0, 1, 2, 3]


def test_a_host_that_was_not_asked_for_a_while_answers_at_once(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        turn(database)
        turn(database)
        clock.shift(100)
        assert turn(database) == (True, timedelta(0))
        assert round(turn(database)[1].total_seconds(), 2) == 1


def test_a_turn_too_far_off_is_not_reserved(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        for _ in range(3):
            assert turn(database, patience=2 * SECOND)[0]
        for _ in range(5):
            granted, again = turn(database, patience=2 * SECOND)
            assert not granted
            assert SECOND <= again <= 3 * SECOND
        clock.shift(3)
        assert turn(database, patience=2 * SECOND)[0]


def test_twenty_threads_get_twenty_different_turns(database: Database) -> None:
    with time_machine.travel(NOON, tick=False), ThreadPoolExecutor(8) as pool:
        waits = sorted(wait for _, wait in pool.map(lambda _: turn(database), range(20)))
    assert [round(wait.total_seconds(), 2) for wait in waits] == list(range(20))


def test_retry_after_holds_all_machines_off_and_is_never_cut_short(database: Database) -> None:
    with time_machine.travel(NOON, tick=False):
        turn(database)
        with database.write() as session:
            hold_off(session, "paper.test", seconds=30)
            hold_off(session, "paper.test", seconds=5)
            hold_off(session, "new.test", seconds=7)
        assert round(turn(database)[1].total_seconds(), 2) == 30
        assert round(turn(database, "new.test")[1].total_seconds(), 2) == 7


def fail(database: Database, times: int = 1) -> list[bool]:
    with database.write() as session:
        return [note_failure(session, "wiki", "503 from the provider") for _ in range(times)]


def resting(database: Database) -> timedelta | None:
    with database.write() as session:
        rest = circuit_rest(session, "wiki")
        return None if rest is None else rest.wait


def test_a_circuit_opens_after_failures_in_a_row_only(database: Database) -> None:
    assert resting(database) is None
    assert not any(fail(database, OPENS_AFTER - 1))
    with database.write() as session:
        note_success(session, "wiki")
    assert not any(fail(database, OPENS_AFTER - 1))
    assert resting(database) is None
    assert fail(database) == [True]
    rest = resting(database)
    assert rest is not None
    assert timedelta(seconds=25) < rest <= FIRST_REST


def test_half_open_lets_one_try_through_and_success_closes(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(database, OPENS_AFTER)
        clock.shift(FIRST_REST.total_seconds() + 1)
        assert resting(database) is None
        assert resting(database) == TRIAL
        with database.write() as session:
            note_success(session, "wiki")
        assert resting(database) is None
        assert resting(database) is None


def test_a_failed_try_rests_twice_as_long_and_stragglers_change_nothing(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(database, OPENS_AFTER + 7)
        assert resting(database) == FIRST_REST
        clock.shift(FIRST_REST.total_seconds() + 1)
        assert resting(database) is None
        assert fail(database) == [True]
        assert resting(database) == 2 * FIRST_REST


def test_a_try_whose_worker_died_does_not_keep_the_circuit_open_for_ever(database: Database) -> None:
    with time_machine.travel(NOON, tick=False) as clock:
        fail(database, OPENS_AFTER)
        clock.shift(FIRST_REST.total_seconds() + 1)
        assert resting(database) is None
        clock.shift(TRIAL.total_seconds() + 1)
        assert resting(database) is None


@pytest.mark.parametrize("length", [300])
def test_names_longer_than_the_column_are_cut(database: Database, length: int) -> None:
    assert turn(database, "h" * length)[0]
    with database.write() as session:
        note_failure(session, "p" * length, "e" * 5000)

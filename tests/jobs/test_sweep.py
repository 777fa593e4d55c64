"""Sweeping: what no message speaks of any more is sent again, not too soon and not too much."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING, cast

import pytest
from sqlalchemy import update

from factcheck.db import Database
from factcheck.domain.jobs import JobState
from factcheck.models import Job
from factcheck.models.base import utc_now
from factcheck.services.job_delay import work_delayed
from factcheck.services.job_fail import fail_job, put_off_job
from factcheck.services.job_sweep import sweep_jobs
from factcheck.work.sweeper import Sweeper
from tests.jobs.helpers import let_lease_run_out, look, make_due, owe, taken

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.work.eraser import Eraser


@pytest.fixture
def sent() -> list[int]:
    return []


@pytest.fixture
def carried(database_url: str, sent: list[int]) -> Iterator[Database]:
    """Return a database whose messages arrive nowhere but in `sent`."""
    found = Database(database_url, carrier=lambda owed: sent.extend(job_id for job_id, _ in owed))
    yield found
    found.dispose()


def age(database: Database, job_id: int, seconds: float) -> None:
    past = utc_now() - timedelta(seconds=seconds)
    with database.write() as session:
        session.execute(update(Job).where(Job.id == job_id).values(created_at=past, run_after=past))


def test_a_lost_message_is_sent_again_but_not_at_once_and_not_twice(carried: Database, sent: list[int]) -> None:
    sweeper, job_id = Sweeper(carried, every=1), owe(carried)
    assert sent == [job_id]
    assert sweeper.round() == []
    age(carried, job_id, 60)
    assert sweeper.round() == [job_id]
    assert sweeper.round() == []
    assert sent == [job_id, job_id]


def test_what_waits_is_sent_when_it_is_due(carried: Database) -> None:
    sweeper, job_id = Sweeper(carried, every=1), owe(carried)
    lease = taken(carried, job_id)
    with carried.write() as session:
        fail_job(session, job_id, lease.token, "no answer")
        session.execute(update(Job).values(run_after=utc_now() + timedelta(seconds=30)))
    assert sweeper.round() == []
    make_due(carried, job_id)
    assert sweeper.round() == [job_id]


def test_a_job_put_off_for_a_moment_does_not_wait_for_the_next_round(database_url: str) -> None:
    heard = threading.Event()
    database = Database(database_url)
    sweeper, job_id = Sweeper(database, every=60), owe(database)
    lease = taken(database, job_id)
    sweeper.start()
    try:
        with database.write() as session:
            put_off_job(session, job_id, lease.token, "its turn comes", seconds=0.5)
        database.carrier = lambda _owed: heard.set()
        sweeper.nudge()
        assert heard.wait(10)
    finally:
        sweeper.stop()
        database.dispose()


class BrokenEraser:
    """Stand in for an eraser whose round fails in a way that nobody foresaw."""

    def __init__(self) -> None:
        self.asked = threading.Event()

    def round(self) -> int:
        self.asked.set()
        raise ZeroDivisionError


def test_a_step_that_fails_in_an_unforeseen_way_ends_neither_the_others_nor_the_sweeping(database_url: str) -> None:
    heard, broken = threading.Event(), BrokenEraser()
    refused: list[int] = []

    def carry(owed: Iterable[tuple[int, str]]) -> None:
        if len(refused) < 2:
            # Once where it was owed, once in the sweeper's first round.
            refused.extend(job_id for job_id, _ in owed)
            raise ZeroDivisionError
        heard.set()

    database = Database(database_url)
    job_id = owe(database)
    age(database, job_id, 60)
    database.carrier = carry
    sweeper = Sweeper(database, every=0.05, unheard=timedelta(0), eraser=cast("Eraser", broken))
    sweeper.start()
    try:
        assert broken.asked.wait(10)
        assert heard.wait(10)
        assert refused
    finally:
        sweeper.stop()
        database.dispose()


def test_what_lost_its_worker_is_sent_and_what_runs_is_not(carried: Database) -> None:
    sweeper, lost, runs = Sweeper(carried, every=1), owe(carried), owe(carried)
    taken(carried, lost)
    taken(carried, runs)
    let_lease_run_out(carried, lost)
    assert sweeper.round() == [lost]


def test_what_killed_its_worker_twice_is_ended_by_the_sweep(carried: Database) -> None:
    sweeper, job_id = Sweeper(carried, every=1), owe(carried)
    for _ in range(2):
        taken(carried, job_id)
        let_lease_run_out(carried, job_id)
    assert sweeper.round() == []
    assert look(carried, job_id).state == JobState.FAILED


def test_a_long_queue_is_topped_up_and_never_flooded(carried: Database) -> None:
    jobs = [owe(carried) for _ in range(12)]
    with carried.write() as session:
        past = utc_now() - timedelta(seconds=60)
        session.execute(update(Job).values(created_at=past, run_after=past))

    def sweep() -> list[int]:
        with carried.write() as session:
            return sweep_jobs(session, limit=5)

    assert sweep() == jobs[:5]
    assert sweep() == []
    taken(carried, jobs[0])
    taken(carried, jobs[1])
    assert sweep() == jobs[5:7]


def test_two_sweepers_at_once_send_each_job_once(carried: Database) -> None:
    jobs = [owe(carried) for _ in range(30)]
    for job_id in jobs:
        age(carried, job_id, 60)
    with ThreadPoolExecutor(4) as pool:
        rounds = list(pool.map(lambda _: Sweeper(carried, every=1).round(), range(4)))
    assert sorted(job_id for swept in rounds for job_id in swept) == jobs


def test_a_page_can_say_that_work_is_delayed(carried: Database) -> None:
    job_id = owe(carried)

    def delayed() -> bool:
        with carried.read() as session:
            return work_delayed(session)

    assert not delayed()
    age(carried, job_id, 120)
    assert delayed()
    taken(carried, job_id)
    assert not delayed()

"""Taking and ending: one worker at a time, and only the one that holds the token ends the job."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.jobs import LONGEST_BACKOFF, MAX_ATTEMPTS, MAX_PUT_OFFS, JobState, backoff
from factcheck.models import Person
from factcheck.models.base import utc_now
from factcheck.services import job_fail
from factcheck.services.job_fail import fail_job, hand_back_job, put_off_job
from factcheck.services.job_finish import finish_job
from factcheck.services.job_renew import renew_jobs
from factcheck.services.job_retry import retry_job
from tests.jobs.helpers import let_lease_run_out, look, make_due, owe, take, taken

if TYPE_CHECKING:
    import random

    from factcheck.db import Database
    from tests.conftest import People


def test_the_same_work_asked_twice_is_one_job(database: Database) -> None:
    assert owe(database, "same") == owe(database, "same")


def test_a_job_is_taken_once_and_counts_the_attempt(database: Database) -> None:
    job_id = owe(database)
    lease = taken(database, job_id)
    assert (lease.attempt, lease.payload) == (1, {"n": 1})
    assert look(database, job_id).state == JobState.RUNNING
    assert take(database, job_id) is None


def test_a_message_delivered_five_times_in_parallel_has_one_effect(database: Database) -> None:
    jobs = [owe(database) for _ in range(10)]
    with ThreadPoolExecutor(5) as pool:
        leases = [lease for lease in pool.map(lambda job_id: take(database, job_id), jobs * 5) if lease]
    assert sorted(lease.job_id for lease in leases) == sorted(jobs)


def test_a_job_that_waits_is_not_taken_before_its_time(database: Database) -> None:
    job_id = owe(database)
    lease = taken(database, job_id)
    with database.write() as session:
        assert put_off_job(session, job_id, lease.token, "busy", seconds=120) == JobState.WAITING
    assert take(database, job_id) is None
    make_due(database, job_id)
    assert taken(database, job_id).token != lease.token


def test_a_lease_that_ran_out_goes_to_the_next_and_counts_a_death(database: Database) -> None:
    job_id = owe(database)
    first = taken(database, job_id)
    let_lease_run_out(database, job_id)
    second = taken(database, job_id)
    assert second.token != first.token
    assert look(database, job_id).deaths == 1
    with database.write() as session:
        assert not finish_job(session, job_id, first.token)
    assert look(database, job_id).state == JobState.RUNNING
    with database.write() as session:
        assert finish_job(session, job_id, second.token)
    assert look(database, job_id).state == JobState.DONE


def test_a_job_that_kills_its_worker_twice_is_failed_and_says_so(database: Database) -> None:
    job_id = owe(database)
    for _ in range(2):
        taken(database, job_id)
        let_lease_run_out(database, job_id)
    assert take(database, job_id) is None
    job = look(database, job_id)
    assert job.state == JobState.FAILED
    assert "worker died" in (job.error or "")


def test_renewing_keeps_a_lease_and_tells_who_lost_theirs(database: Database) -> None:
    held, lost = owe(database), owe(database)
    mine, theirs = taken(database, held), taken(database, lost)
    let_lease_run_out(database, held)
    let_lease_run_out(database, lost)
    taken(database, lost)
    with database.write() as session:
        renewed = renew_jobs(session, [mine.token, theirs.token])
    assert renewed.held == {mine.token}
    assert take(database, held) is None  # the lease is whole again
    until = look(database, held).lease_until
    assert until is not None
    assert until > utc_now() + timedelta(seconds=50)


def test_failures_wait_longer_each_time_and_end_after_the_last_attempt(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    waits: list[timedelta] = []

    def note(attempts: int, dice: random.Random) -> timedelta:
        waits.append(backoff(attempts, dice))
        return waits[-1]

    monkeypatch.setattr(job_fail, "backoff", note)
    job_id = owe(database)
    for attempt in range(1, MAX_ATTEMPTS + 1):
        lease = taken(database, job_id)
        assert lease.attempt == attempt
        with database.write() as session:
            state = fail_job(session, job_id, lease.token, "The page did not answer.")
        assert state == (JobState.FAILED if attempt == MAX_ATTEMPTS else JobState.WAITING)
        if state == JobState.WAITING:
            make_due(database, job_id)
    assert len(waits) == MAX_ATTEMPTS - 1
    assert all(wait <= timedelta(seconds=2 * 2**n) for n, wait in enumerate(waits))
    job = look(database, job_id)
    assert (job.error, job.ended_at is not None) == ("The page did not answer.", True)


def test_retry_after_is_honoured_and_costs_no_attempt(database: Database) -> None:
    job_id = owe(database)
    for _ in range(MAX_ATTEMPTS + 2):
        lease = taken(database, job_id)
        before = utc_now()
        with database.write() as session:
            put_off_job(session, job_id, lease.token, "The host asked us to wait.", seconds=90)
        job = look(database, job_id)
        assert timedelta(seconds=89) < job.run_after - before < timedelta(seconds=95)
        assert (job.attempts, job.state) == (0, JobState.WAITING)
        make_due(database, job_id)


def test_a_host_that_always_says_in_a_second_is_asked_ever_less_and_given_up_with_its_reason(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(job_fail, "backoff", lambda attempts, _dice: _top(attempts))
    job_id, waits = owe(database), []
    for _ in range(MAX_PUT_OFFS + 1):
        lease, before = taken(database, job_id), utc_now()
        with database.write() as session:
            state = put_off_job(session, job_id, lease.token, "The host asked us to wait.", seconds=1)
        if state == JobState.WAITING:
            waits.append(look(database, job_id).run_after - before)
            make_due(database, job_id)
    job = look(database, job_id)
    assert job.state == JobState.FAILED
    assert job.error == "The host asked us to wait. It was put off 30 times; the desk asks no more by itself."
    assert waits[0] < timedelta(seconds=3)
    assert waits[-1] >= LONGEST_BACKOFF


def _top(attempts: int) -> timedelta:
    """Return the longest wait that the back-off may give."""
    return min(LONGEST_BACKOFF, timedelta(seconds=2 * 2 ** (attempts - 1)))


def test_waiting_for_its_own_turn_ends_no_job(database: Database) -> None:
    job_id = owe(database)
    for _ in range(MAX_PUT_OFFS + 2):
        lease, before = taken(database, job_id), utc_now()
        with database.write() as session:
            put_off_job(session, job_id, lease.token, "This one waits for its turn.", seconds=1, ours=True)
        job = look(database, job_id)
        assert job.state == JobState.WAITING
        assert job.run_after - before < timedelta(seconds=3)
        make_due(database, job_id)


def test_a_job_asked_for_again_after_many_put_offs_has_all_of_them_again(database: Database, people: People) -> None:
    job_id = owe(database)
    for _ in range(MAX_PUT_OFFS + 1):
        lease = taken(database, job_id)
        with database.write() as session:
            put_off_job(session, job_id, lease.token, "The host asked us to wait.", seconds=1)
        make_due(database, job_id)
    with database.write() as session:
        retry_job(session, session.get_one(Person, people.eda), job_id)
    lease = taken(database, job_id)
    with database.write() as session:
        assert put_off_job(session, job_id, lease.token, "Wait.", seconds=1) == JobState.WAITING


def test_a_host_that_puts_a_job_off_for_more_than_a_day_has_failed_it(database: Database) -> None:
    job_id = owe(database)
    lease = taken(database, job_id)
    with database.write() as session:
        from_job = session.get_one(type(look(database, job_id)), job_id)
        from_job.created_at = utc_now() - timedelta(days=2)
        session.flush()
        assert put_off_job(session, job_id, lease.token, "The host asked us to wait.", seconds=5) == JobState.FAILED


def test_a_job_handed_back_was_not_tried(database: Database) -> None:
    job_id = owe(database)
    lease = taken(database, job_id)
    with database.write() as session:
        assert hand_back_job(session, job_id, lease.token) == JobState.WAITING
    assert taken(database, job_id).attempt == 1


@pytest.mark.parametrize("what", ["fail", "put off", "hand back"])
def test_a_worker_that_lost_its_lease_ends_nothing(database: Database, what: str) -> None:
    job_id = owe(database)
    lost = taken(database, job_id)
    let_lease_run_out(database, job_id)
    taken(database, job_id)
    with database.write() as session:
        done = {
            "fail": lambda: fail_job(session, job_id, lost.token, "no", last=True),
            "put off": lambda: put_off_job(session, job_id, lost.token, "no", seconds=1),
            "hand back": lambda: hand_back_job(session, job_id, lost.token),
        }[what]()
    assert done is None
    assert look(database, job_id).state == JobState.RUNNING

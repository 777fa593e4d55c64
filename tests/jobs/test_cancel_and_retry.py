"""The two buttons: cancel and try again."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.db import Database
from factcheck.domain.errors import NotAllowed, NotFound, WrongState
from factcheck.domain.jobs import JobState
from factcheck.models import Event, Job, Person
from factcheck.services.job_again import ask_again, call_off
from factcheck.services.job_cancel import cancel_job
from factcheck.services.job_fail import fail_job
from factcheck.services.job_finish import finish_job
from factcheck.services.job_retry import retry_job
from factcheck.work.handler import Cancelled
from tests.jobs.helpers import let_lease_run_out, look, make_due, owe, runner_with, take, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools
    from tests.conftest import People


def press(button: Callable[[Session, Person, int], Job], database: Database, person: int, job_id: int) -> Job:
    with database.write() as session:
        return button(session, session.get_one(Person, person), job_id)


def test_a_job_that_waits_is_cancelled_at_once_and_never_taken(database: Database, people: People) -> None:
    job_id = owe(database)
    assert press(cancel_job, database, people.eda, job_id).state == JobState.CANCELLED
    assert take(database, job_id) is None
    with database.read() as session:
        event = session.scalars(select(Event).where(Event.action == "job.cancelled")).one()
        assert (event.actor_id, event.object_id) == (people.eda, job_id)


def test_a_running_job_is_cancelled_at_its_next_step_and_stores_nothing(database: Database, people: People) -> None:
    job_id, stored, steps = owe(database), [], []

    def handler(_tools: Tools, ticket: Ticket) -> Store:
        steps.append("first")
        ticket.check_cancel()
        press(cancel_job, database, people.eda, ticket.job_id)
        ticket.check_cancel()
        steps.append("never")
        return lambda _session: stored.append("never")

    assert runner_with(database, handler).run(job_id)
    assert (steps, stored) == (["first"], [])
    assert look(database, job_id).state == JobState.CANCELLED


def test_what_is_asked_for_again_before_its_worker_has_stopped_is_done(database: Database, people: People) -> None:
    job_id, runs, stored = owe(database), [], []

    def handler(_tools: Tools, ticket: Ticket) -> Store:
        runs.append(ticket.attempt)
        if len(runs) == 1:
            press(cancel_job, database, people.eda, ticket.job_id)
            with pytest.raises(Cancelled):
                ticket.check_cancel()
            with database.write() as session:
                assert ask_again(session, session.get_one(Job, ticket.job_id))
            raise Cancelled
        return lambda _session: stored.append("done")

    runner = runner_with(database, handler)
    assert runner.run(job_id)
    assert look(database, job_id).state == JobState.WAITING
    assert runner.run(job_id)
    assert (runs, stored) == ([1, 1], ["done"])
    assert look(database, job_id).state == JobState.DONE


@pytest.mark.postgresql
def test_what_a_worker_takes_at_that_moment_is_called_off_at_its_next_step(postgresql_url: str) -> None:
    database = Database(postgresql_url)
    job_id, read = owe(database), threading.Event()

    def call() -> bool:
        with database.write() as session:
            job = session.get_one(Job, job_id)
            read.set()
            taken_by.result()
            return call_off(session, job)

    def take_it() -> None:
        assert read.wait(5)
        taken(database, job_id)

    with ThreadPoolExecutor(2) as pool:
        taken_by = pool.submit(take_it)
        assert pool.submit(call).result()
    job = look(database, job_id)
    assert (job.state, job.cancel) == (JobState.RUNNING, True)
    database.dispose()


def test_a_handler_that_never_looks_is_cancelled_when_it_ends(database: Database, people: People) -> None:
    job_id, stored = owe(database), []

    def handler(_tools: Tools, ticket: Ticket) -> Store:
        press(cancel_job, database, people.eda, ticket.job_id)
        return lambda _session: stored.append("never")

    runner_with(database, handler).run(job_id)
    assert (look(database, job_id).state, stored) == (JobState.CANCELLED, [])


def test_a_failing_job_that_was_cancelled_ends_as_cancelled(database: Database, people: People) -> None:
    job_id = owe(database)
    lease = taken(database, job_id)
    press(cancel_job, database, people.eda, job_id)
    with database.write() as session:
        assert fail_job(session, job_id, lease.token, "The page did not answer.") == JobState.CANCELLED
    make_due(database, job_id)
    assert take(database, job_id) is None


def test_a_cancelled_job_whose_worker_died_is_not_done_by_another(database: Database, people: People) -> None:
    job_id = owe(database)
    taken(database, job_id)
    press(cancel_job, database, people.eda, job_id)
    let_lease_run_out(database, job_id)
    assert take(database, job_id) is None
    assert look(database, job_id).state == JobState.CANCELLED


def test_what_has_ended_cannot_be_cancelled(database: Database, people: People) -> None:
    job_id = owe(database)
    lease = taken(database, job_id)
    with database.write() as session:
        finish_job(session, job_id, lease.token)
    with pytest.raises(WrongState, match="ended already"):
        press(cancel_job, database, people.eda, job_id)


def test_a_failed_job_is_tried_again_from_the_start_and_sent(sqlite_url: str) -> None:
    sent: list[tuple[int, str]] = []
    database = Database(sqlite_url, carrier=lambda owed: sent.extend(owed))  # noqa: PLW0108 - its parameter has a name
    with database.write() as session:
        person = Person(email="e@desk.test", name="E", role="editor", password_hash="x", settings={})
        session.add(person)
    job_id = owe(database)
    lease = taken(database, job_id)
    with database.write() as session:
        fail_job(session, job_id, lease.token, "The page did not answer.", last=True)
    sent.clear()
    job = press(retry_job, database, person.id, job_id)
    assert (job.state, job.error, job.attempts, job.deaths) == (JobState.QUEUED, None, 0, 0)
    assert sent == [(job_id, "io")]
    assert taken(database, job_id).attempt == 1
    database.dispose()


def test_only_what_failed_or_was_cancelled_is_tried_again(database: Database, people: People) -> None:
    job_id = owe(database)
    with pytest.raises(WrongState, match="failed or was cancelled"):
        press(retry_job, database, people.eda, job_id)
    press(cancel_job, database, people.eda, job_id)
    assert press(retry_job, database, people.eda, job_id).cancel is False


def test_a_checker_cannot_touch_the_desks_work_and_nobody_what_is_not_there(database: Database, people: People) -> None:
    job_id = owe(database)
    with pytest.raises(NotAllowed):
        press(cancel_job, database, people.cleo, job_id)
    with pytest.raises(NotFound):
        press(cancel_job, database, people.eda, job_id + 999)
    assert look(database, job_id).state == JobState.QUEUED

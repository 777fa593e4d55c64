"""Running a job: results are stored once, with its end, by the worker that holds it; people read plain reasons."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from structlog.testing import capture_logs

from factcheck.domain.errors import InvalidInput, StorageFull
from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import HostPace
from factcheck.models.base import utc_now
from factcheck.work import runner as runner_module
from factcheck.work.handler import Cancelled, GiveUp, LeaseLost, TryLater
from factcheck.work.runner import Runner
from tests.jobs.helpers import let_lease_run_out, look, owe, runner_with, take, taken

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from factcheck.work.handler import Store, Ticket, Tools
    from factcheck.work.keeper import Keeper


def results(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(HostPace)) or 0


def store_one(session: Session) -> None:
    """Write a row that stands for a result; nothing unique about it but its own number."""
    count = session.scalar(select(func.count()).select_from(HostPace))
    session.add(HostPace(host=f"result-{count}", next_at=utc_now()))


def handler_that(act: Callable[[Ticket], None]) -> Callable[[Tools, Ticket], Store]:
    def handler(_tools: Tools, ticket: Ticket) -> Store:
        act(ticket)
        return store_one

    return handler


def raising(error: Exception) -> Callable[[Tools, Ticket], Store]:
    def handler(_tools: Tools, _ticket: Ticket) -> Store:
        raise error

    return handler


def test_a_job_is_done_once_and_its_results_stored_with_it(database: Database) -> None:
    job_id = owe(database)
    runner = runner_with(database, handler_that(lambda _ticket: None))
    assert runner.run(job_id)
    assert not runner.run(job_id)
    assert (look(database, job_id).state, results(database)) == (JobState.DONE, 1)


def lose_lease_to_another(database: Database) -> Callable[[Ticket], None]:
    """Act out a worker that was thought dead: while it works another one takes the job and finishes it."""

    def act(ticket: Ticket) -> None:
        let_lease_run_out(database, ticket.job_id)
        assert runner_with(database, handler_that(lambda _ticket: None)).run(ticket.job_id)

    return act


def test_a_worker_that_lost_its_lease_writes_nothing(database: Database) -> None:
    job_id = owe(database)
    runner_with(database, handler_that(lose_lease_to_another(database))).run(job_id)
    assert (look(database, job_id).state, results(database)) == (JobState.DONE, 1)


def test_without_the_token_check_the_results_are_doubled(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runner_module, "finish_job", lambda *_args: True)
    job_id = owe(database)
    runner_with(database, handler_that(lose_lease_to_another(database))).run(job_id)
    assert results(database) == 2


@pytest.mark.parametrize("ask", ["renew", "check_cancel", "progress"])
def test_the_ticket_of_a_lost_lease_says_so(database: Database, ask: str) -> None:
    job_id, reached = owe(database), []

    def act(ticket: Ticket) -> None:
        let_lease_run_out(database, ticket.job_id)
        taken(database, ticket.job_id)
        asks: dict[str, Callable[[], None]] = {
            "renew": ticket.renew,
            "check_cancel": ticket.check_cancel,
            "progress": lambda: ticket.progress(1, 2),
        }
        asks[ask]()
        reached.append("never")

    runner_with(database, handler_that(act)).run(job_id)
    assert (reached, results(database)) == ([], 0)
    assert look(database, job_id).state == JobState.RUNNING  # the other worker has it


def test_long_work_keeps_its_lease_without_asking(database: Database) -> None:
    job_id, others, go_on = owe(database), [], threading.Event()
    runner = runner_with(database, handler_that(lambda _ticket: others_look()), lease=timedelta(seconds=3))

    def others_look() -> None:
        let_lease_run_out(database, job_id)
        # The keeper renews three times a lease; the row is safe after its next round.
        runner.keeper.round()
        others.append(take(database, job_id))
        go_on.set()

    runner.run(job_id)
    assert others == [None]
    assert look(database, job_id).state == JobState.DONE


def test_work_that_hangs_is_given_up_to_the_next_worker(database: Database) -> None:
    job_id, others = owe(database), []
    runner = runner_with(database, handler_that(lambda _ticket: others_look()))
    runner.keeper._longest = 0.0

    def others_look() -> None:
        let_lease_run_out(database, job_id)
        runner.keeper.round()
        others.append(take(database, job_id))

    runner.run(job_id)
    assert others[0] is not None
    assert results(database) == 0


@pytest.mark.parametrize(
    ("error", "state", "words"),
    [
        (TryLater("The archive is down."), JobState.WAITING, "The archive is down."),
        (TryLater("The host asked us to wait.", seconds=40), JobState.WAITING, "The host asked us to wait."),
        (GiveUp("This page is behind a paywall."), JobState.FAILED, "This page is behind a paywall."),
        (InvalidInput("The file is empty."), JobState.FAILED, "The file is empty."),
        (StorageFull("The disk is full."), JobState.WAITING, "The disk is full."),
        (Cancelled(), JobState.WAITING, None),  # nobody has called it off: asked for again meanwhile
        (LeaseLost(), JobState.RUNNING, None),
    ],
)
def test_what_a_handler_raises_ends_its_job(
    database: Database, error: Exception, state: JobState, words: str | None
) -> None:
    job_id = owe(database)
    assert runner_with(database, raising(error)).run(job_id)
    job = look(database, job_id)
    assert (job.state, job.error) == (state, words)
    assert results(database) == 0


def test_an_unknown_error_is_a_plain_sentence_on_the_page_and_whole_in_the_log(database: Database) -> None:
    job_id = owe(database)
    with capture_logs() as logged:
        runner_with(database, raising(ZeroDivisionError("secret detail"))).run(job_id)
    job = look(database, job_id)
    assert job.state == JobState.WAITING
    assert job.error == f"Something went wrong inside the desk (ZeroDivisionError); its log tells more of job {job_id}."
    raised = [line for line in logged if line["event"] == "job_raised"]
    assert raised[0]["exc_info"].args == ("secret detail",)


def test_a_store_that_fails_leaves_nothing_half_written_and_is_tried_again(database: Database) -> None:
    def store(session: Session) -> None:
        store_one(session)
        session.flush()
        raise KeyError("title")

    job_id = owe(database)
    runner_with(database, lambda _tools, _ticket: store).run(job_id)
    assert (look(database, job_id).state, results(database)) == (JobState.WAITING, 0)


def test_a_database_that_was_away_for_a_moment_costs_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "END_TRIES", (0.0, 0.0, 0.0))
    left = [OperationalError("write", None, Exception("gone away")) for _ in range(3)]

    def store(session: Session) -> None:
        if left:
            raise left.pop()
        store_one(session)

    job_id = owe(database)
    runner_with(database, lambda _tools, _ticket: store).run(job_id)
    assert (look(database, job_id).state, results(database)) == (JobState.DONE, 1)


def test_a_database_that_stays_away_for_this_store_fails_the_attempt(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runner_module, "END_TRIES", (0.0,))

    def store(_session: Session) -> None:
        raise OperationalError("write", None, Exception("no such table"))

    job_id = owe(database)
    runner_with(database, lambda _tools, _ticket: store).run(job_id)
    assert look(database, job_id).state == JobState.WAITING


def test_work_this_version_does_not_know_fails_with_what_to_do(database: Database) -> None:
    job_id = owe(database)
    tools = runner_with(database, raising(KeyError())).tools
    Runner(tools, {JobKind.RUN_LOOKUP: raising(KeyError())}).run(job_id)
    job = look(database, job_id)
    assert job.state == JobState.FAILED
    assert "Update the workers" in (job.error or "")


def test_progress_is_on_the_row_while_the_job_runs(database: Database) -> None:
    job_id, seen = owe(database), []

    def act(ticket: Ticket) -> None:
        ticket.progress(4, 9, "reading the archive")
        row = look(database, ticket.job_id)
        seen.append((row.progress_done, row.progress_total, row.progress_words))

    runner_with(database, handler_that(act)).run(job_id)
    assert seen == [(4, 9, "reading the archive")]


def test_a_stopping_worker_gives_its_job_back_untried(database: Database) -> None:
    job_id = owe(database)
    keepers: list[Keeper] = []

    def stop_then(ticket: Ticket) -> None:
        keepers[0].stop()
        ticket.check_cancel()

    runner = runner_with(database, handler_that(stop_then))
    keepers.append(runner.keeper)
    runner.run(job_id)
    job = look(database, job_id)
    assert (job.state, job.attempts, job.deaths) == (JobState.WAITING, 0, 0)
    assert taken(database, job_id).attempt == 1


def test_a_handler_that_does_not_stop_has_its_job_handed_back_and_stores_nothing(database: Database) -> None:
    job_id = owe(database)
    runner = runner_with(database, handler_that(lambda _ticket: hand_back()))

    def hand_back() -> None:
        assert not runner.keeper.wait_idle(0.0)
        assert runner.keeper.hand_back() == 1

    runner.run(job_id)
    assert (look(database, job_id).state, results(database)) == (JobState.WAITING, 0)

"""A clock that jumps: order comes from the sequence, the log holds, and sessions end neither too soon nor never."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import select

from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Event, Job
from factcheck.services.claim_history import article_history
from factcheck.services.event_log import log_event, verify_log
from factcheck.services.job_ask import ask_job
from factcheck.services.job_take import take_job
from factcheck.services.log_read import LogFilters, log_page

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database

    Enter = Callable[[str], FlaskClient]

START = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # the night on which Europe's clocks go back
JUMPS = (timedelta(hours=-1), timedelta(days=1), timedelta(days=-2), timedelta(hours=1))


def test_f7_the_log_holds_and_is_told_in_the_order_in_which_things_happened(database: Database) -> None:
    with time_machine.travel(START, tick=False) as clock:
        for number, jump in enumerate((timedelta(0), *JUMPS)):
            clock.shift(jump)
            with database.write() as session:
                log_event(session, None, "claim.edited", ("claim", number), after={"number": number}, article_id=1)
        with database.read() as session:
            assert verify_log(session).why is None
            moments = session.scalars(select(Event.at).order_by(Event.seq)).all()
            assert moments != sorted(moments)
            assert [event.object_id for event in log_page(session, LogFilters())[0]] == [4, 3, 2, 1, 0]
            assert [told.seq for told in article_history(session, 1).events] == [5, 4, 3, 2, 1]


@pytest.mark.parametrize(
    ("jump", "stays"),
    [(timedelta(hours=1), True), (timedelta(hours=3), False), (timedelta(days=1), False)],
)
def test_f7_a_clock_set_ahead_ends_a_session_as_time_does(sign_in: Enter, jump: timedelta, *, stays: bool) -> None:
    with time_machine.travel(START, tick=False) as clock:
        eda = sign_in("eda")
        clock.shift(jump)
        assert (eda.get("/articles").status_code == 200) is stays
        assert sign_in("eda").get("/articles").status_code == 200


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(days=-1)])
def test_f7_a_clock_set_back_locks_nobody_out_and_lets_nobody_stay(sign_in: Enter, jump: timedelta) -> None:
    with time_machine.travel(START, tick=False) as clock:
        eda = sign_in("eda")
        clock.shift(jump)
        # A cookie from the future is not believed; signing in again is all it takes.
        assert eda.get("/articles").status_code == 404
        assert sign_in("eda").get("/articles").status_code == 200
        clock.move_to(START + timedelta(hours=13))
        assert eda.get("/articles").status_code == 404


def test_f7_work_is_done_once_whichever_way_the_clock_jumps(database: Database) -> None:
    with time_machine.travel(START, tick=False) as clock:
        with database.write() as session:
            job_id = ask_job(session, JobKind.SEND_NOTICE, "one", {"notice": 1}).id
        with database.write() as session:
            assert take_job(session, job_id) is not None
        # Set back: the lease looks longer than it is, nobody takes the job twice.
        clock.shift(timedelta(hours=-1))
        with database.write() as session:
            assert take_job(session, job_id) is None
        # Set ahead: the lease has run out, so it is another's, with a token of its own.
        clock.shift(timedelta(days=1))
        with database.write() as session:
            assert take_job(session, job_id) is not None
            assert session.get_one(Job, job_id).state is JobState.RUNNING

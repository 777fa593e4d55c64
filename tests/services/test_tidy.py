"""Rows that nothing reads any more go after their time, and no others."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import FormDraft, FormKey, HostPace, Job, Person, Presence, RobotsRules, SignIn, Throttle
from factcheck.models.base import utc_now
from factcheck.services import tidy
from factcheck.services.job_ask import ask_job
from factcheck.work.sweeper import Sweeper

if TYPE_CHECKING:
    import pytest
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from factcheck.models import Base
    from tests.conftest import People

TABLES: tuple[type[Base], ...] = (Presence, Throttle, HostPace, FormKey, FormDraft, SignIn, RobotsRules, Job)
LONG = timedelta(days=31)
SHORT = timedelta(minutes=10)


def _leave(session: Session, people: People, name: str, age: timedelta) -> None:
    """Leave a row of each kind that is `age` old."""
    then = utc_now() - age
    by = {"person_id": people.cleo}
    session.add_all(
        [
            Presence(key=f"claim:{name}", seen_at=then, **by),
            Throttle(key=name, window_start=then, count=3),
            HostPace(host=name, next_at=then),
            FormKey(key=name.ljust(64, "0"), location="/x", at=then, **by),
            FormDraft(key=f"x:{name}", content={}, saved_at=then, **by),
            RobotsRules(origin=name, state="read", words="", kept_until=then.timestamp()),
        ]
    )
    for way, ended in (("out", then), ("over", None)):
        digest = f"{name}{way}".ljust(64, "0")
        session.add(SignIn(token_digest=digest, created_at=then, seen_at=then, expires_at=then, ended_at=ended, **by))
    for state in (JobState.DONE, JobState.QUEUED):
        job = ask_job(session, JobKind.WATCH_CITATION, f"{name}:{state}", {})
        job.created_at, job.state, job.ended_at = then, state, then if state is JobState.DONE else None
    ask_job(session, JobKind.SPLIT_DRAFT, name, {}).state = JobState.DONE


def _left(database: Database) -> dict[str, int]:
    with database.read() as session:
        return {one.__tablename__: session.scalar(select(func.count()).select_from(one)) or 0 for one in TABLES}


def test_what_is_old_goes_and_what_may_be_asked_for_stays(
    database: Database, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tidy, "AT_ONCE", 1)
    monkeypatch.setattr("factcheck.work.sweeper.AT_ONCE", 1)
    with database.write() as session:
        _leave(session, people, "new", SHORT)
        kept = session.get_one(Person, people.cleo).email
    before = _left(database)
    assert Sweeper(database, every=1).tidy_round() == 0
    with database.write() as session:
        _leave(session, people, "old", LONG)
    sweeper = Sweeper(database, every=1, watch=timedelta(hours=24))
    assert sweeper.tidy_round() == 9
    # A look that is still owed, and work of other kinds, are nobody's litter.
    assert _left(database) == before | {"job": before["job"] + 2}
    # Once an hour.
    assert sweeper.tidy_round() == 0
    with database.read() as session:
        assert session.get_one(Person, people.cleo).email == kept


def test_a_look_is_kept_for_as_long_as_its_slot_may_last(database: Database, people: People) -> None:
    with database.write() as session:
        _leave(session, people, "old", LONG)
    before = _left(database)["job"]
    Sweeper(database, every=1, watch=timedelta(days=30)).tidy_round()
    assert _left(database)["job"] == before


def test_a_look_that_failed_stays_on_the_page_that_tells_of_it(database: Database) -> None:
    with database.write() as session:
        job = ask_job(session, JobKind.WATCH_CITATION, "failed", {})
        job.created_at = job.ended_at = utc_now() - LONG
        job.state, job.error = JobState.FAILED, "The page did not answer."
    assert Sweeper(database, every=1, watch=timedelta(hours=24)).tidy_round() == 0
    assert _left(database)[Job.__tablename__] == 1

"""Two lookups of a claim find one page, and the second answers while the page's fetch ends."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text

from factcheck.db import Database
from factcheck.domain.jobs import JobKind, JobState
from factcheck.domain.roles import Role
from factcheck.models import Job, LookupPage, Person
from factcheck.services.job_finish import finish_job
from factcheck.services.job_take import take_job
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.services.lookup_keep import FoundPage, keep_answer
from tests.sources_kit import add_article, add_claim

if TYPE_CHECKING:
    from collections.abc import Iterator

FOUND = [FoundPage("https://gazette.example/lock", "The lock")]
#: What another session waits for while it wants a row that this one holds.
LOCKED = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")


@pytest.fixture
def database(postgresql_url: str) -> Iterator[Database]:
    made = Database(postgresql_url)
    yield made
    made.dispose()


def _two_lookups(database: Database) -> list[int]:
    with database.write() as session:
        person = Person(email="eda@desk.test", name="Eda", role=Role.EDITOR, password_hash="-", settings={})
        session.add(person)
        session.flush()
        claim = add_claim(session, add_article(session, person.id))
        asked = ask_lookups_for_claim(session, None, claim, providers=("wikipedia", "gdelt"))
        return [one.id for one in asked[:1] + [row for row in asked if row.provider != asked[0].provider][:1]]


@pytest.mark.postgresql
def test_a_page_listed_while_its_fetch_ends_is_not_forgotten(database: Database) -> None:
    first, second = _two_lookups(database)
    with database.write() as session:
        keep_answer(session, first, FOUND)
        job_id = session.scalars(select(Job.id).where(Job.kind == JobKind.FETCH_HIT)).one()
    with database.write() as session:
        lease = take_job(session, job_id)
    assert lease is not None

    def end() -> None:
        with database.write() as session:
            assert finish_job(session, job_id, lease.token)
            for page in session.scalars(select(LookupPage)):
                page.state = "captured"

    fetch = threading.Thread(target=end)
    with database.write() as answering:
        keep_answer(answering, second, FOUND)
        fetch.start()
        # Until the fetch waits for this answer, or, with the guard off, has ended without a look at it.
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as looking:
            while fetch.is_alive() and not looking.scalar(LOCKED):
                fetch.join(0.02)
    fetch.join()
    with database.read() as session:
        pages = {page.lookup_id: page.state for page in session.scalars(select(LookupPage))}
        assert pages == {first: "captured", second: "captured"}
        assert session.get_one(Job, job_id).state is JobState.DONE

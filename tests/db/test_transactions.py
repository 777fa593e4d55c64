"""Transactions: what is read cannot write, what is written is not lost, what is promised is in the log."""

from __future__ import annotations

import threading
from contextlib import nullcontext
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError

from factcheck.db import Database, ask_once, note_answer
from factcheck.domain.jobs import JobKind
from factcheck.models import Event, Job, Person, Throttle
from factcheck.services.event_log import log_event, verify_log
from factcheck.services.job_ask import ask_job
from factcheck.services.throttle import count_attempt
from tests.conftest import add_people

if TYPE_CHECKING:
    from collections.abc import Sequence


def test_a_reading_transaction_cannot_write(database: Database) -> None:
    with pytest.raises(DBAPIError), database.read() as session:
        session.execute(text("INSERT INTO host_pace (host, next_at) VALUES ('a', '2026-01-01')"))


def test_a_raised_error_takes_everything_back(database: Database) -> None:
    with pytest.raises(RuntimeError), database.write() as session:
        add_people(session)
        raise RuntimeError
    with database.read() as session:
        assert session.scalars(select(Person)).all() == []


def test_a_reading_session_asks_a_question_once(database: Database) -> None:
    asked: list[str] = []

    def ask() -> int:
        asked.append("asked")
        return len(asked)

    with database.read() as session:
        assert [ask_once(session, "how many", ask) for _ in range(3)] == [1, 1, 1]
        note_answer(session, "what else", 7)
        assert ask_once(session, "what else", ask) == 7
    with database.read() as session:
        assert ask_once(session, "how many", ask) == 2


def test_a_writing_session_asks_again_for_it_may_have_changed_the_answer(database: Database) -> None:
    with database.write() as session:

        def ask() -> int:
            return len(session.scalars(select(Person)).all())

        assert ask_once(session, "people", ask) == 0
        note_answer(session, "people", 0)
        add_people(session)
        assert ask_once(session, "people", ask) == 5


def _count_in_parallel(database: Database, threads: int, rounds: int) -> int:
    def work() -> None:
        for _ in range(rounds):
            with database.write() as session:
                count_attempt(session, "key")

    with database.write() as session:
        count_attempt(session, "key")
    running = [threading.Thread(target=work) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    with database.read() as session:
        return session.get_one(Throttle, "key").count - 1


def test_no_update_is_lost_between_writers(database: Database) -> None:
    assert _count_in_parallel(database, threads=4, rounds=25) == 100


def _impatient(url: str) -> Database:
    """Open a database of SQLite that fails at once where another writes."""
    found = Database(url)
    event.listen(found.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    return found


def test_threads_that_write_to_sqlite_queue_up_and_never_find_it_busy(sqlite_url: str) -> None:
    database = _impatient(sqlite_url)
    assert _count_in_parallel(database, threads=4, rounds=25) == 100
    database.dispose()


def test_twin_without_the_queue_they_find_it_busy(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = _impatient(sqlite_url)
    monkeypatch.setattr(database, "_turn", nullcontext)
    with database.write() as session:
        add_people(session)
        with pytest.raises(DBAPIError, match="locked"), database.write() as other:
            add_people(other)
    database.dispose()


def test_twin_plain_begin_loses_updates_or_fails(sqlite_url: str) -> None:
    """Switch the guard off: a read followed by a write under plain BEGIN does not come through."""
    database = Database(sqlite_url)
    event.listen(database.engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=0"))
    with database.read() as session:
        session.execute(text("SELECT 1"))
    other = Database(sqlite_url)
    with other.write() as session:
        count_attempt(session, "key")
    first_has_read, second_has_written = threading.Event(), threading.Event()
    failures: list[Exception] = []

    def first() -> None:
        try:
            with database.engine.connect() as connection:
                connection.execute(text("SELECT count(*) FROM throttle"))
                first_has_read.set()
                second_has_written.wait(10)
                connection.exec_driver_sql("PRAGMA query_only=OFF")
                connection.execute(update(Throttle).values(count=99))
                connection.commit()
        except DBAPIError as error:
            failures.append(error)

    thread = threading.Thread(target=first)
    thread.start()
    first_has_read.wait(10)
    with other.write() as session:
        count_attempt(session, "key")
    second_has_written.set()
    thread.join()
    assert failures
    other.dispose()
    database.dispose()


def test_two_editors_of_one_row_are_told(database: Database) -> None:
    with database.write() as session:
        people = add_people(session)
    with database.read() as session:
        mine = session.get_one(Person, people.cleo)
        session.expunge(mine)
    with database.write() as session:
        session.get_one(Person, people.cleo).name = "theirs"
    with pytest.raises(StaleDataError), database.write() as session:
        session.add(mine)
        mine.name = "mine"


def test_work_is_carried_after_the_commit_and_only_then(database_url: str) -> None:
    carried: list[tuple[int, str]] = []

    def carrier(owed: Sequence[tuple[int, str]]) -> None:
        with other.read() as session:
            assert session.get(Job, owed[0][0]) is not None
        carried.extend(owed)

    other, database = Database(database_url), Database(database_url, carrier=carrier)
    with database.write() as session:
        ask_job(session, JobKind.SPLIT_DRAFT, "draft-1", {"draft_id": 1})
        assert carried == []
    assert [queue for _, queue in carried] == ["cpu"]
    with pytest.raises(RuntimeError), database.write() as session:
        ask_job(session, JobKind.SPLIT_DRAFT, "draft-2", {"draft_id": 2})
        raise RuntimeError
    assert len(carried) == 1
    database.dispose()
    other.dispose()


def test_the_same_work_asked_twice_is_one_job(database: Database) -> None:
    with database.write() as session:
        first = ask_job(session, JobKind.SPLIT_DRAFT, "draft-1", {"draft_id": 1})
        second = ask_job(session, JobKind.SPLIT_DRAFT, "draft-1", {"draft_id": 1})
        assert first.id == second.id


def test_the_log_does_not_fork_under_parallel_writers(database: Database) -> None:
    def work(name: str) -> None:
        for number in range(20):
            with database.write() as session:
                log_event(session, None, "test.happened", ("test", number), after={"by": name})

    running = [threading.Thread(target=work, args=(name,)) for name in "abcd"]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()
    with database.read() as session:
        audit = verify_log(session)
        assert audit.bad_seq is None
        assert audit.rows == 80


@pytest.mark.parametrize("statement", ["UPDATE event SET actor = 'x'", "DELETE FROM event"])
def test_the_log_is_append_only_in_the_database(database: Database, statement: str) -> None:
    with database.write() as session:
        log_event(session, None, "test.happened", ("test", 1))
    with pytest.raises(DBAPIError, match="append-only"), database.write() as session:
        session.execute(text(statement))
    with database.read() as session:
        assert session.scalar(select(Event.actor)) == "machine"

"""Open transactions: `read()` for looking, `write()` for changing. Returning commits, raising rolls back."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import create_engine, event, make_url
from sqlalchemy.orm import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Sequence
    from sqlite3 import Connection as SqliteConnection

    from sqlalchemy import URL, Connection, Engine
    from sqlalchemy.exc import DBAPIError

#: In `session.info`: the (job id, queue) pairs that were owed in this transaction.
OWED = "owed"
#: Set on the engine that `write()` uses; its transactions take the write lock at once.
WRITES = "desk_writes"
#: In `session.info` of a session that only reads: the answers it has had, by question.
ANSWERS = "answers"
#: Seconds that a writer waits for the others on SQLite.
BUSY_SECONDS = 30
#: What PostgreSQL answers when its disk is full.
_NO_SPACE = "53100"


Answer = TypeVar("Answer")


class Carrier(Protocol):
    """Send "look at job N" to the workers; best effort, never raises."""

    def __call__(self, owed: Sequence[tuple[int, str]]) -> None:
        """Send each (job id, queue)."""


class Database:
    """Hold the engine of one process and hand out short transactions.

    `carrier` is told of the jobs a transaction wrote, after it committed: a message about a row that nobody can see yet
    would be lost. What the carrier loses, the sweeper finds.
    """

    def __init__(self, url: str | URL, *, pool_size: int = 10, carrier: Carrier | None = None) -> None:
        self.carrier = carrier
        parsed = make_url(url)
        if parsed.get_backend_name() == "postgresql" and parsed.drivername == "postgresql":
            parsed = parsed.set(drivername="postgresql+psycopg")
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        options: dict[str, Any] = {"pool_size": pool_size, "max_overflow": 10, "pool_timeout": 30}
        # An error names its statement in the log, never the words of a draft or a source.
        options["hide_parameters"] = True
        if self.is_sqlite:
            options["connect_args"] = {"timeout": BUSY_SECONDS, "check_same_thread": False}
        else:
            # A server that was restarted leaves dead connections in the pool; ask before use.
            options["pool_pre_ping"] = True
            options["connect_args"] = {"connect_timeout": 5, "application_name": "factcheck"}
        self.engine: Engine = create_engine(parsed, **options)
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
            event.listen(self.engine, "begin", _begin_sqlite)
        self._reader = self.engine.execution_options(postgresql_readonly=True)
        self._writer = self.engine.execution_options(**{WRITES: True})
        self._pen = threading.Lock()

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a transaction that can only look; both databases refuse a write in it."""
        with Session(self._reader, autoflush=False, info={ANSWERS: {}}) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a transaction that changes things, commit on leaving, roll back on any exception."""
        # begin() commits or rolls back by itself; expire_on_commit off lets a view show what it wrote.
        with self._turn(), Session(self._writer, expire_on_commit=False) as session, session.begin():
            yield session
        owed = session.info.pop(OWED, None)
        if owed and self.carrier is not None:
            self.carrier(owed)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Open a transaction that sees the database as it is at one moment, however long it reads."""
        # SQLite's read transaction is such a view by itself; PostgreSQL's default is not.
        level = {} if self.is_sqlite else {"isolation_level": "REPEATABLE READ"}
        with self._reader.connect() as connection:
            connection.execution_options(**level)
            with connection.begin():
                yield connection

    def dispose(self, *, close: bool = True) -> None:
        """Drop the pool; `close=False` after a fork, where the sockets are the parent's."""
        self.engine.dispose(close=close)
        if not close:
            # Another thread of the parent may have held it at that moment, and is not here to give it back.
            self._pen = threading.Lock()

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Let the threads of this process write to SQLite one after the other.

        SQLite does so by itself, but whoever finds it busy sleeps for up to 100 ms before looking again, while others
        come in between. Who has waited too long here goes on, and SQLite says what is wrong.
        """
        held = self.is_sqlite and self._pen.acquire(timeout=BUSY_SECONDS)
        try:
            yield
        finally:
            if held:
                self._pen.release()


def ask_once(session: Session, question: Hashable, ask: Callable[[], Answer]) -> Answer:
    """Return what `ask` returns; a session that only reads asks a question once, one that writes asks every time.

    Parts of a page that know nothing of each other need the same rows. What a writing session was told may be wrong
    after its next statement, so it remembers nothing.
    """
    answers: dict[Hashable, Answer] | None = session.info.get(ANSWERS)
    if answers is None:
        return ask()
    if question not in answers:
        answers[question] = ask()
    return answers[question]


def note_answer(session: Session, question: Hashable, answer: object) -> None:
    """Remember what another question brought along; a session that writes remembers nothing."""
    if ANSWERS in session.info:
        session.info[ANSWERS][question] = answer


def _prepare_sqlite(connection: SqliteConnection, _record: object) -> None:
    # The driver would open transactions of its own, too late and without the lock; we say BEGIN ourselves.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA foreign_keys=ON")
    # What was acknowledged is on the disk, also after a power cut.
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.execute("PRAGMA temp_store=MEMORY")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get(WRITES, False)
    connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if writes else 'ON'}")
    # A read followed by a write under plain BEGIN fails when another writer came between; take the lock first.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def is_disk_full(error: DBAPIError) -> bool:
    """Say whether the database refused because there is no room on its disk."""
    found: Any = error.orig
    return (
        getattr(found, "sqlstate", None) == _NO_SPACE or getattr(found, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL
    )

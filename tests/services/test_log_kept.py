"""The log is append-only in the database, and whoever gets round that is found out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from factcheck.models import Event
from factcheck.services.event_log import log_event, verify_log

if TYPE_CHECKING:
    from collections.abc import Callable

    from sqlalchemy.orm import Session

    from factcheck.db import Database

ROWS = 10
WORDS = "A pier of 1911"


@pytest.fixture
def log(session: Session) -> Session:
    for number in range(ROWS):
        log_event(session, None, "claim.edited", ("claim", number), after={"statement": f"{WORDS}, {number}"})
    return session


@pytest.mark.parametrize(
    "statement",
    ["UPDATE event SET actor = 'somebody else'", "DELETE FROM event WHERE seq = 10", "DELETE FROM event"],
)
def test_f17_the_database_refuses_to_change_or_delete_a_row(log: Session, statement: str) -> None:
    with pytest.raises(DBAPIError, match="append-only"), log.begin_nested():
        log.execute(text(statement))
    assert verify_log(log).bad_seq is None


def unguarded(session: Session) -> None:
    """Drop what refuses changes, as somebody with the database's password could."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER event_no_update"))
        session.execute(text("DROP TRIGGER event_no_delete"))
    else:
        session.execute(text("DROP FUNCTION event_is_kept() CASCADE"))


def flip(session: Session) -> None:
    # One letter of what was logged.
    old = session.scalars(select(Event.after).where(Event.seq == 4)).one()
    assert old is not None
    changed = old["statement"].replace("pier", "peer")
    path = "json_set(after, '$.statement', :words)"
    if session.get_bind().dialect.name == "postgresql":
        path = "jsonb_set(after, '{statement}', to_jsonb(CAST(:words AS text)))"
    session.execute(text(f"UPDATE event SET after = {path} WHERE seq = 4"), {"words": changed})


def cut(session: Session) -> None:
    session.execute(text("DELETE FROM event WHERE seq > 7"))


def swap(session: Session) -> None:
    for old, new in ((3, 1003), (6, 3), (1003, 6)):
        session.execute(text("UPDATE event SET seq = :new WHERE seq = :old"), {"old": old, "new": new})


def renumber(session: Session) -> None:
    # One row is taken out and the gap closed.
    session.execute(text("DELETE FROM event WHERE seq = 5"))
    for seq in range(6, ROWS + 1):
        session.execute(text("UPDATE event SET seq = :new WHERE seq = :old"), {"old": seq, "new": seq - 1})
    session.execute(text("UPDATE event_head SET seq = :seq"), {"seq": ROWS - 1})


@pytest.mark.parametrize(
    ("tamper", "row"), [(flip, 4), (cut, 8), (swap, 3), (renumber, 5)], ids=["flip", "cut", "swap", "renumber"]
)
def test_f16_tampering_is_found_at_its_row(database: Database, tamper: Callable[[Session], None], row: int) -> None:
    with database.write() as session:
        for number in range(ROWS):
            log_event(session, None, "claim.edited", ("claim", number), after={"statement": f"{WORDS}, {number}"})
    with database.write() as session:
        assert verify_log(session).bad_seq is None
        unguarded(session)
        tamper(session)
    with database.read() as session:
        assert verify_log(session).bad_seq == row


def test_f16_a_log_cut_short_together_with_its_head_is_found_by_the_head_that_was_noted(database: Database) -> None:
    with database.write() as session:
        for number in range(ROWS):
            log_event(session, None, "claim.edited", ("claim", number))
    with database.write() as session:
        noted = verify_log(session).head
        unguarded(session)
        cut(session)
        last = session.scalars(select(Event.hash).where(Event.seq == 7)).one()
        session.execute(text("UPDATE event_head SET seq = 7, hash = :hash"), {"hash": last})
    with database.read() as session:
        assert verify_log(session).bad_seq is None
        assert verify_log(session, noted=[noted]).why is not None

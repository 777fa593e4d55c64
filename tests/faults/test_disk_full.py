"""A full disk is a page that says so, with what was typed on it; nothing half-written stays, and room heals it."""

from __future__ import annotations

import io
import resource
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, func, select, text
from werkzeug.test import EnvironBuilder

from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Article, Event
from factcheck.services.event_log import verify_log
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.config import Settings
    from factcheck.db import Database

    Enter = Callable[[str], FlaskClient]

TYPED = "The harbour wall fell in 1987. " * 40


def bring_in(client: FlaskClient, title: str = "Typed with care") -> TestResponse:
    return send(client, "/articles/new", "/articles", title=title, text=f"{TYPED} {title}.", language="en")


def rows(db: Database) -> tuple[int, int]:
    with db.read() as session:
        articles = session.scalar(select(func.count()).select_from(Article)) or 0
        events = session.scalar(select(func.count()).select_from(Event)) or 0
        assert verify_log(session).why is None
    return articles, events


@contextmanager
def longest_file(size: int) -> Iterator[None]:
    """Let this process write no file beyond a size: as on a disk with no more room, writing fails half-way."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_f6_a_file_that_does_not_fit(sign_in: Enter, app_database: Database, settings: Settings) -> None:
    eda = sign_in("eda")
    # Small enough to be received in memory, too large to be kept.
    data = b"A line of the manuscript.\n" * 18_000
    before = rows(app_database)

    def upload() -> TestResponse:
        return send(
            eda, "/articles/new", "/articles", title="My title", file=(io.BytesIO(data), "a.txt"), language="en"
        )

    with longest_file(len(data) - 1):
        answer = upload()
    assert answer.status_code == 507
    assert "The disk is full" in answer.text
    assert "My title" in answer.text
    assert rows(app_database) == before
    kept = [path for path in settings.blob_dir.rglob("*") if path.is_file()]
    assert kept == []
    # Room returns.
    assert upload().status_code == 303
    assert len(list(DiskBlobs(settings.blob_dir).digests())) == 1


def unnamed() -> set[str]:
    """Return the temporary files of this process that have no name any more and are open still, where Linux says so."""
    found = set()
    for link in Path("/proc/self/fd").glob("*"):
        with suppress(OSError):
            found.add(str(link.readlink()))
    return {path for path in found if path.startswith(tempfile.gettempdir()) and path.endswith("(deleted)")}


def test_f6_an_upload_that_does_not_fit_where_it_is_received(sign_in: Enter, app_database: Database) -> None:
    eda = sign_in("eda")
    before = rows(app_database)
    token = value_of(eda.get("/articles/new").text, "csrf_token")
    fields = {"title": "My title", "csrf_token": token, "file": (io.BytesIO(b"x" * 1_000_000), "a.txt")}
    built = EnvironBuilder("/articles", method="POST", data=fields).get_environ()
    with built["wsgi.input"] as stream:
        body, kind = stream.read(), built["CONTENT_TYPE"]
    open_before = unnamed()
    with longest_file(600_000):
        answer = eda.post("/articles", data=body, content_type=kind)
    assert answer.status_code == 507
    assert rows(app_database) == before
    # What was begun takes no room any more, though the parser has forgotten it.
    assert unnamed() == open_before


def test_f6_a_row_that_does_not_fit_on_sqlite(sign_in: Enter, app_database: Database) -> None:
    eda = sign_in("eda")
    before = rows(app_database)
    with app_database.read() as session:
        pages = session.scalar(text("PRAGMA page_count"))
    most = [pages]
    # SQLite's own limit answers as a full disk does.
    event.listen(app_database.engine, "begin", lambda c: c.exec_driver_sql(f"PRAGMA max_page_count={most[0]}"))
    full = 0
    for number in range(30):
        answer = bring_in(eda, f"Typed with care {number}")
        if answer.status_code == 507:
            full += 1
            assert "no room on the disk" in answer.text
            assert "Typed with care" in answer.text
            assert TYPED[:60] in answer.text
            break
        assert answer.status_code == 303
    assert full == 1
    kept = rows(app_database)
    assert kept[0] == before[0] + number
    most[0] = 1_000_000
    assert bring_in(eda).status_code == 303
    assert rows(app_database)[0] == kept[0] + 1


@pytest.mark.postgresql
@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_f6_a_row_of_the_log_that_does_not_fit_on_postgresql(
    database_url: str, sign_in: Enter, app_database: Database
) -> None:
    eda = sign_in("eda")
    before = rows(app_database)
    with app_database.write() as session:
        session.execute(
            text(
                "CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS "
                "$$ BEGIN RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$"
            )
        )
        session.execute(text("CREATE TRIGGER no_room BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION no_room()"))
    answer = bring_in(eda)
    assert answer.status_code == 507
    assert TYPED[:60] in answer.text
    assert rows(app_database) == before
    with app_database.write() as session:
        session.execute(text("DROP TRIGGER no_room ON event"))
    assert bring_in(eda).status_code == 303


def test_f6_the_twin_another_fault_of_the_database_is_no_full_disk(sign_in: Enter, app_database: Database) -> None:
    eda = sign_in("eda")
    with app_database.write() as session:
        session.execute(text("ALTER TABLE article RENAME TO away"))
    answer = bring_in(eda)
    assert answer.status_code == 503

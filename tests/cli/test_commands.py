"""The commands: they do what they say, refuse in one sentence, and their exit codes can be used in scripts."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.db import Database
from factcheck.models import Article, Event, Job, Person, SignIn
from factcheck.models.base import utc_now
from factcheck.services.passwords import verify_password

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Ran


@pytest.fixture
def desk(sqlite_url: str) -> Iterator[Database]:
    found = Database(sqlite_url)
    yield found
    found.dispose()


def test_people_are_added_listed_reset_and_disabled(ran: Ran, desk: Database) -> None:
    code, printed, _ = ran("user", "add", "Ada@Desk.test", "--name", "Ada Long", "--role", "administrator")
    assert code == 0
    password = printed.strip().rsplit(" ", 1)[1]
    with desk.write() as session:
        ada = session.scalars(select(Person)).one()
        assert (ada.email, ada.must_change_password) == ("ada@desk.test", True)
        assert verify_password(ada.password_hash, password)
        now = utc_now()
        session.add(SignIn(token_digest="d" * 64, person_id=ada.id, expires_at=now))
    assert "ada@desk.test\tadministrator\tAda Long" in ran("user", "list")[1]

    _, printed, _ = ran("user", "reset", "ada@desk.test")
    with desk.read() as session:
        person = session.scalars(select(Person)).one()
        assert not verify_password(person.password_hash, password)
        assert verify_password(person.password_hash, printed.strip().rsplit(" ", 1)[1])
        assert session.scalars(select(SignIn)).one().ended_at is not None

    assert ran("user", "disable", "ada@desk.test")[2].startswith("This is the last administrator.")
    ran("user", "add", "eda@desk.test", "--name", "Eda", "--role", "administrator")
    assert ran("user", "disable", "ada@desk.test")[0] == 0
    assert "disabled" in ran("user", "list")[1]
    assert "disabled" in ran("user", "reset", "ada@desk.test")[2]
    with desk.read() as session:
        actions = set(session.scalars(select(Event.action)))
    assert {"person.added", "person.password_reset", "person.disabled"} <= actions


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("user", "add", "no address", "--name", "X"), "e-mail address"),
        (("user", "add", "x@desk.test", "--name", " "), "name of 1 to"),
        (("user", "disable", "nobody@desk.test"), "Nobody at the desk"),
        (("user", "add", "x@desk.test"), "--name"),
        (("nonsense",), "No such command"),
        (("split", "missing.txt", "--json"), "does not exist"),
        (("import", "missing.txt"), "cannot be read"),
        (("import", "https://paper.test/a"), "Nobody at this desk may bring in articles"),
    ],
)
def test_a_refusal_is_one_sentence(ran: Ran, arguments: tuple[str, ...], words: str) -> None:
    code, _, complaint = ran(*arguments)
    assert code != 0
    assert words in complaint
    assert len(complaint.splitlines()) == 1


def test_the_same_address_is_not_added_twice(ran: Ran) -> None:
    ran("user", "add", "ada@desk.test", "--name", "Ada")
    assert "at the desk already" in ran("user", "add", "ADA@desk.test", "--name", "Ada")[2]


def test_a_log_that_was_changed_is_found(ran: Ran, sqlite_url: str) -> None:
    ran("user", "add", "ada@desk.test", "--name", "Ada")
    code, printed, _ = ran("audit", "verify")
    assert (code, "The log holds: 1 rows" in printed) == (0, True)
    head = printed.strip().rsplit(" ", 1)[1]
    assert ran("audit", "verify", "--head", head)[0] == 0
    assert "a head that was noted is not in the chain" in ran("audit", "verify", "--head", "f" * 64)[2]
    with closing(sqlite3.connect(sqlite_url.removeprefix("sqlite:///"))) as connection, connection:
        for (trigger,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f'DROP TRIGGER "{trigger}"')
        connection.execute("UPDATE event SET actor = 'nobody'")
    code, _, complaint = ran("audit", "verify")
    assert (code, "row 1: its content was changed" in complaint) == (1, True)


def test_split_prints_spans_of_the_text_as_given(ran: Ran, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    text = "The harbour closed in 2019.\r\n\r\n“We lost 40 boats,” Ana Ruiz said.\r\n"
    file.write_bytes(text.encode())
    code, printed, _ = ran("split", str(file), "--json")
    found = json.loads(printed)
    assert code == 0
    assert {"sha256", "passages", "claims", "findings"} <= set(found)
    assert text[found["passages"][0]["start"] : found["passages"][0]["end"]] == "The harbour closed in 2019."
    file.write_bytes(b"\xff\xfe\x00")
    assert "not UTF-8" in ran("split", str(file), "--json")[2]


def test_import_owes_the_reading_of_a_file_and_the_fetch_of_an_address(
    ran: Ran, desk: Database, tmp_path: Path
) -> None:
    ran("user", "add", "eda@desk.test", "--name", "Eda", "--role", "editor")
    ran("user", "add", "cleo@desk.test", "--name", "Cleo")
    file = tmp_path / "harbour.txt"
    file.write_text("The harbour closed in 2019.\n")
    code, printed, _ = ran("import", str(file))
    assert (code, "Article 1 is in" in printed) == (0, True)
    assert ran("import", "https://paper.test/harbour", "--title", "Harbour")[0] == 0
    assert ran("import", str(file), "--as", "cleo@desk.test")[0] == 1
    with desk.read() as session:
        assert session.scalars(select(Article.title).order_by(Article.id)).all() == ["harbour.txt", "Harbour"]
        assert session.scalars(select(Job.kind).order_by(Job.id)).all() == ["read_upload", "fetch_draft"]


def test_fetch_says_what_it_refused_and_what_failed(ran: Ran) -> None:
    code, printed, _ = ran("fetch", "http://127.0.0.1/inside", "--json")
    found = json.loads(printed)
    assert (code, found["state"]) == (3, "refused")
    assert found["reason"]
    assert ran("fetch", "file:///etc/passwd", "--json")[0] == 3


class Failing(BaseHTTPRequestHandler):
    """Serve no robots.txt, and an error for all else."""

    def do_GET(self) -> None:
        self.send_error(404 if self.path == "/robots.txt" else 500)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name for it
        """Say nothing."""


def test_fetch_of_a_page_that_fails(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Failing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("FACTCHECK_FETCH_ALLOW_NETS", "127.0.0.0/8")
        monkeypatch.setenv("FACTCHECK_FETCH_EXTRA_PORTS", str(server.server_port))
        code, printed, _ = ran("fetch", f"http://127.0.0.1:{server.server_port}/page", "--json")
        server.shutdown()
    assert (code, json.loads(printed)["state"]) == (4, "failed")


def test_the_doctor_names_what_is_wrong(ran: Ran) -> None:
    code, printed, complaint = ran("doctor")
    assert code == 1
    assert "ok     database" in printed
    assert "FAULT  broker: Nothing answers" in printed
    assert complaint == "1 of 9 checks found a fault."


def test_without_a_desk_a_command_says_how_to_start_one(
    ran: Ran, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("FACTCHECK_DATABASE_URL")
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(tmp_path / "nowhere"))
    assert "factcheck up" in ran("user", "list")[2]

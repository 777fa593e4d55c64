"""A database that goes away in the middle of a request costs one clean page, and no word that was typed."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING, Any, Self

import pytest
import structlog
from sqlalchemy import event, func, make_url, select

from factcheck.app import create_app
from factcheck.config import Settings
from factcheck.logs import set_up_logging
from factcheck.models import Article
from factcheck.secret import make_secret
from tests.conftest import PASSWORD, add_people
from tests.web.desk_client import send

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from flask import Flask

pytestmark = pytest.mark.postgresql
WORDS = "The harbour master said the pier would close in May."


class Gate:
    """Pass bytes on to a server; shut, it cuts what is open and refuses what is new, as a restart does."""

    def __init__(self, host: str, port: int) -> None:
        self.there = (host, port)
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        self.open: list[socket.socket] = []
        self.is_shut = False
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self.listening.accept()
                if self.is_shut:
                    near.close()
                    continue
                far = socket.create_connection(self.there)
                self.open += [near, far]
                for a, b in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(a, b), daemon=True).start()

    def _pass(self, a: socket.socket, b: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := a.recv(65536):
                b.sendall(data)
        with contextlib.suppress(OSError):
            b.shutdown(socket.SHUT_RDWR)

    def shut(self) -> None:
        self.is_shut = True
        for end in self.open:
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
        self.open.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.shut()
        self.listening.close()


@pytest.fixture
def gate(postgresql_url: str) -> Iterator[Gate]:
    url = make_url(postgresql_url)
    with Gate(url.host or "127.0.0.1", url.port or 5432) as made:
        yield made


@pytest.fixture
def app(gate: Gate, postgresql_url: str, tmp_path: Path) -> Iterator[Flask]:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    make_secret(data / "secret")
    url = make_url(postgresql_url).set(host="127.0.0.1", port=gate.port)
    settings = Settings(data_dir=data, database_url=url.render_as_string(hide_password=False))
    made = create_app(settings, testing=True)
    with made.extensions["desk"].db.write() as session:
        add_people(session)
    yield made
    made.extensions["desk"].db.dispose()


@pytest.fixture(params=["json", "console"])
def _logged(request: pytest.FixtureRequest) -> Iterator[None]:
    """Log as the desk does, not as tests do."""
    set_up_logging(json=request.param == "json")
    yield
    structlog.reset_defaults()


@pytest.mark.usefixtures("_logged")
@pytest.mark.parametrize("when", ["before anything is read", "in the middle of the write"])
def test_f5_131_the_database_goes_away_and_comes_back_and_the_log_keeps_no_word(
    app: Flask, gate: Gate, when: str, capfd: pytest.CaptureFixture[str]
) -> None:
    database, client = app.extensions["desk"].db, app.test_client()
    assert send(client, "/login", email="eda@desk.test", password=PASSWORD).status_code == 303
    token = client.get("/articles/new").text.split('name="csrf_token" value="')[1].split('"')[0]
    form = {"csrf_token": token, "title": "Pier", "text": f"Pier closes\n\n{WORDS}\n"}

    def cut(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.startswith("INSERT INTO draft"):
            gate.shut()

    if when == "before anything is read":
        gate.shut()
    else:
        event.listen(database.engine, "before_cursor_execute", cut)
    answer = client.post("/articles", data=form)
    assert answer.status_code == 503
    assert WORDS in answer.text
    assert "try again" in answer.text
    logged = capfd.readouterr().err
    assert "database.unreachable" in logged
    assert WORDS not in logged
    if when != "before anything is read":
        event.remove(database.engine, "before_cursor_execute", cut)
    gate.is_shut = False
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Article)) == 0
    again = client.post("/articles", data=form)
    assert again.status_code == 303
    assert WORDS in client.get(again.location).text

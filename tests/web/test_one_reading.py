"""A page reads on one connection, in one transaction, whatever its template asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event

from factcheck.web.desk import Desk, desk
from tests.intake import split_article

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Self

    from flask import Flask
    from flask.testing import FlaskClient
    from sqlalchemy import Engine

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

PAGES = ("/", "/queue", "/articles/1", "/articles/1?claim=1", "/claims/1", "/claims/1/verdict", "/admin/policy", "/log")


class Held:
    """Count how many connections are held at once, and how many were taken in all, while the block is open."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.now = self.most = self.taken = 0

    def _out(self, *_: object) -> None:
        self.now += 1
        self.taken += 1
        self.most = max(self.most, self.now)

    def _in(self, *_: object) -> None:
        self.now -= 1

    def __enter__(self) -> Self:
        event.listen(self.engine, "checkout", self._out)
        event.listen(self.engine, "checkin", self._in)
        return self

    def __exit__(self, *_: object) -> None:
        event.remove(self.engine, "checkout", self._out)
        event.remove(self.engine, "checkin", self._in)


@pytest.fixture
def ada(sign_in: SignIn, app_database: Database, people: People) -> FlaskClient:
    with app_database.write() as session:
        split_article(session, people.eda)
    return sign_in("ada")


@pytest.mark.parametrize("page", PAGES)
def test_a_page_holds_one_connection(ada: FlaskClient, app_database: Database, page: str) -> None:
    with Held(app_database.engine) as held:
        assert ada.get(page).status_code == 200
    # One to find who asks, one for the page.
    assert (held.most, held.taken, held.now) == (1, 2, 0)


def test_without_a_shared_reading_it_holds_two(
    ada: FlaskClient, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Desk, "read", lambda self: self.db.read())
    with Held(app_database.engine) as held:
        assert ada.get("/claims/1").status_code == 200
    assert held.most == 2


def test_a_reading_that_is_over_is_not_joined(app: Flask) -> None:
    with app.test_request_context():
        with desk().read() as first, desk().read() as joined:
            assert joined is first
        with desk().read() as second:
            assert second is not first


def test_a_reading_that_failed_is_not_joined(app: Flask) -> None:
    with app.test_request_context():
        with pytest.raises(RuntimeError), desk().read() as first:
            raise RuntimeError
        with desk().read() as second:
            assert second is not first

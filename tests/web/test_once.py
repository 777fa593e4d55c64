"""A form that is sent twice is acted on once: one after the other, at the same moment, and by nobody else."""

from __future__ import annotations

import re
import secrets
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from factcheck.models import AuthorQuery
from factcheck.web.queries import views
from tests.verdict_world import build_world
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def asked(app_database: Database, people: People) -> tuple[str, dict[str, str]]:
    """Return where a question is sent and what is typed."""
    with app_database.write() as session:
        world = build_world(session, people)
        given = {"ask-claim": str(world.claim.id), "ask-to": "author", "ask-question": "Who says so?"}
        return f"/articles/{world.article.id}/queries", given


def _count(database: Database) -> int | None:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(AuthorQuery))


@pytest.mark.usefixtures("database_url")
def test_a_double_click_asks_once_and_leads_to_the_same_page(
    sign_in: Enter, app_database: Database, asked: tuple[str, dict[str, str]]
) -> None:
    where, given = asked
    clients = [sign_in("cleo"), sign_in("cleo")]
    tokens = {client: value_of(client.get(where).text, "csrf_token") for client in clients}
    gate = Barrier(2, timeout=60)
    for number in range(5):
        key = secrets.token_hex(16)

        def click(client: FlaskClient, key: str = key) -> TestResponse:
            gate.wait()
            return client.post(where, data=given | {"form_key": key, "csrf_token": tokens[client]})

        with ThreadPoolExecutor(2) as pool:
            answers = list(pool.map(click, clients))
        assert [(one.status_code, one.location) for one in answers] == [(303, where)] * 2
        assert _count(app_database) == number + 1


def test_a_key_of_somebody_else_is_no_act_of_mine(
    sign_in: Enter, app_database: Database, asked: tuple[str, dict[str, str]]
) -> None:
    where, given = asked
    for name in ("cleo", "cass"):
        assert send(sign_in(name), where, form_key="ab" * 16, **given).status_code == 303
    assert _count(app_database) == 2


def test_a_row_that_is_there_already_is_told_as_somebody_being_faster(
    app: Flask, sign_in: Enter, asked: tuple[str, dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    class ThereAlready(Exception):
        sqlstate = "23505"

    def refuse(*_: object, **__: object) -> None:
        raise IntegrityError("INSERT", {}, ThereAlready())

    monkeypatch.setattr(views, "ask_query", refuse)
    where, given = asked
    answer = send(sign_in("cleo"), where, **given)
    assert answer.status_code == 409
    assert "Somebody changed this at the same moment" in answer.text
    assert "Who says so?" in answer.text


def test_attempts_to_sign_in_at_the_same_moment_are_all_refused_calmly(app: Flask, database_url: str) -> None:
    clients = [app.test_client() for _ in range(4)]
    pages = [client.get("/login").text for client in clients]
    tokens = [re.findall(r'name="csrf_token"[^>]*value="([^"]+)"', page)[0] for page in pages]
    gate = Barrier(4, timeout=60)

    def attempt(at: int) -> int:
        gate.wait()
        typed = {"email": "nobody@desk.test", "password": "wrong wrong wrong", "csrf_token": tokens[at]}
        return clients[at].post("/login", data=typed).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(attempt, range(4)))
    assert len(set(statuses)) == 1
    assert statuses[0] < 500

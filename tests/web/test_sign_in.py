"""Signing in and out, as a person and as somebody who guesses."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.models import Person, SignIn
from factcheck.models.base import utc_now
from factcheck.services import sign_in as services
from factcheck.services.event_log import log_event
from factcheck.services.passwords import hash_password
from factcheck.services.person_reset import reset_person
from factcheck.services.sign_in import PER_ACCOUNT
from factcheck.services.throttle import count_attempt
from factcheck.web.next_page import safe_next
from tests.conftest import PASSWORD

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)
    assert found
    return found[1]


def try_password(client: FlaskClient, password: str, email: str = "cleo@desk.test") -> tuple[int, str]:
    token = token_of(client.get("/login").text)
    answer = client.post("/login", data={"email": email, "password": password, "csrf_token": token})
    return answer.status_code, answer.text


def test_a_form_that_names_a_draft_signs_in_all_the_same(client: FlaskClient, people: People) -> None:
    fields = {"email": "cleo@desk.test", "password": PASSWORD, "autosave": "x"}
    token = token_of(client.get("/login").text)
    assert client.post("/login", data=fields | {"csrf_token": token}).status_code == 303


def test_101_a_wrong_password_and_an_unknown_address_read_the_same(client: FlaskClient, people: People) -> None:
    wrong, unknown = try_password(client, "not hers at all"), try_password(client, "x", "nobody@desk.test")
    assert wrong[0] == unknown[0] == 422
    sentence = "The address or the password is not right"
    assert sentence in wrong[1]
    assert sentence in unknown[1]


def test_100_guessing_is_slowed_down_and_says_when_to_come_back(
    client: FlaskClient, people: People, app_database: Database
) -> None:
    codes = [try_password(client, f"guess number {n}")[0] for n in range(PER_ACCOUNT + 1)]
    assert codes == [422] * PER_ACCOUNT + [429]
    assert "Wait 5 minutes" in try_password(client, "seven quiet herons")[1]


@pytest.mark.parametrize("password", ["seven quiet herons", "not hers at all"])
def test_while_a_password_is_tried_nobody_else_waits(
    client: FlaskClient, people: People, app_database: Database, monkeypatch: pytest.MonkeyPatch, password: str
) -> None:
    """Hashing is slow on purpose; anybody may send passwords, and SQLite has one writer at a time."""
    done: list[bool] = []

    def other_act() -> None:
        with app_database.write() as session:
            log_event(session, None, "any.act", ("person", people.cass))

    def beside(slow: Callable[..., Any]) -> Callable[..., Any]:
        def hashed(*given: Any) -> Any:
            act = threading.Thread(target=other_act, daemon=True)
            act.start()
            act.join(timeout=2)
            done.append(not act.is_alive())
            return slow(*given)

        return hashed

    for name in ("verify_password", "hash_password"):
        monkeypatch.setattr(services, name, beside(getattr(services, name)))
    # A hash of older costs is made anew at the sign-in.
    monkeypatch.setattr(services, "needs_rehash", lambda _stored: True)
    right = password == "seven quiet herons"
    assert try_password(client, password)[0] == (303 if right else 422)
    assert done == [True] * (2 if right else 1)
    monkeypatch.undo()
    assert try_password(client, "seven quiet herons")[0] == 303


def test_a_password_that_was_changed_while_it_was_tried_is_tried_anew(
    client: FlaskClient, people: People, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, changed = services.try_password, hash_password("eight loud pelicans")

    def try_and_change(stored: str | None, password: str) -> services.Proof | None:
        proof = real(stored, password)
        with app_database.write() as session:
            session.get_one(Person, people.cleo).password_hash = changed
        return proof

    monkeypatch.setattr("factcheck.web.sign_in.views.try_password", try_and_change)
    assert try_password(client, "seven quiet herons")[0] == 422
    assert try_password(client, "eight loud pelicans")[0] == 303


def test_guesses_sent_at_once_are_no_more_than_guesses_one_by_one(
    client: FlaskClient, people: People, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = services.try_password

    def try_as_the_last_of_many(stored: str | None, password: str) -> services.Proof | None:
        with app_database.write() as session:
            for _ in range(PER_ACCOUNT):
                count_attempt(session, "address:127.0.0.1")
        return real(stored, password)

    monkeypatch.setattr("factcheck.web.sign_in.views.try_password", try_as_the_last_of_many)
    assert try_password(client, "seven quiet herons")[0] == 429


def test_a_post_without_a_token_writes_nothing(client: FlaskClient, people: People, app_database: Database) -> None:
    answer = client.post("/login", data={"email": "cleo@desk.test", "password": "seven quiet herons"})
    assert answer.status_code == 400
    assert "cleo@desk.test" in answer.text
    assert "seven quiet herons" not in answer.text
    with app_database.read() as session:
        assert session.scalar(select(func.count()).select_from(SignIn)) == 0


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_address_of_the_desk_leads_to_the_login_however_it_is_asked(client: FlaskClient, method: str) -> None:
    """A monitor asks by HEAD, and would report a desk that stands as gone."""
    answer = client.open("/", method=method)
    assert (answer.status_code, answer.location) == (303, "/login")


def test_another_site_cannot_post_here(client: FlaskClient, people: People) -> None:
    token = token_of(client.get("/login").text)
    data = {"email": "cleo@desk.test", "password": "seven quiet herons", "csrf_token": token}
    assert client.post("/login", data=data, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert client.post("/login", data=data, headers={"Origin": "https://evil.example"}).status_code == 400
    assert client.post("/login", data=data, headers={"Origin": "http://localhost"}).status_code == 303


def test_a_session_ends_for_good_when_signing_out(app: Flask, sign_in: Callable[[str], FlaskClient]) -> None:
    client = sign_in("cleo")
    page = client.get("/password").text
    kept = client.get_cookie("desk")
    assert kept is not None
    assert client.post("/logout", data={"csrf_token": token_of(page)}).status_code == 303
    replay = app.test_client()
    replay.set_cookie("desk", kept.value)
    assert replay.get("/password").status_code == 404


def test_a_disabled_person_is_out_at_the_next_request(
    sign_in: Callable[[str], FlaskClient], people: People, app_database: Database
) -> None:
    client = sign_in("cleo")
    assert client.get("/password").status_code == 200
    with app_database.write() as session:
        row = session.get_one(Person, people.cleo)
        row.disabled_at = row.created_at
    assert client.get("/password").status_code == 404


def test_a_new_password_signs_other_browsers_out(sign_in: Callable[[str], FlaskClient]) -> None:
    here, there = sign_in("cleo"), sign_in("cleo")
    form = {"old": "seven quiet herons", "new": "eight loud pelicans", "again": "eight loud pelicans"}
    page = here.get("/password").text
    assert here.post("/password", data={**form, "csrf_token": token_of(page)}).status_code == 303
    assert here.get("/password").status_code == 200
    assert there.get("/password").status_code == 404


def test_a_one_time_password_must_be_replaced_first(
    sign_in: Callable[[str], FlaskClient], people: People, app_database: Database
) -> None:
    client = sign_in("eda")
    with app_database.write() as session:
        session.get_one(Person, people.eda).must_change_password = True
    assert "Choose your own password" in client.get("/password").text


def test_a_one_time_password_runs_out_and_a_new_one_is_good_again(
    client: FlaskClient, people: People, app_database: Database
) -> None:
    with app_database.write() as session:
        person, password = reset_person(session, None, people.cleo)
        person.one_time_until = utc_now()
    assert "good for 7 days" in try_password(client, password)[1]
    # Whoever does not know it learns nothing.
    assert "The address or the password is not right" in try_password(client, "a wild guess")[1]
    with app_database.write() as session:
        _, password = reset_person(session, None, people.cleo)
    assert try_password(client, password)[0] == 303


@pytest.mark.parametrize(
    "cookie", ["", "x", "a.b.c", "eyJ0b2tlbiI6ICJ4In0.aaaa.bbbb", "%00", "x" * 5000], ids=lambda c: c[:8] or "empty"
)
def test_row_99_a_forged_cookie_is_nobody(app: Flask, cookie: str) -> None:
    client = app.test_client(use_cookies=False)
    assert client.get("/password", headers={"Cookie": f"desk={cookie}"}).status_code == 404


@pytest.mark.parametrize(
    "target",
    [
        "//e",
        r"/\e",
        "/\t/e",
        "///e",
        "https:e",
        "http:///e",
        "%2f%2fe",
        "/%2fe",
        "/..//e",
        "javascript:alert(1)",
        "/a\r\nSet-Cookie: x=1",
        "/%0d%0aX: y",
        "/%5ce",
        "e",
        "/" + "a" * 2000,
        "/[",
    ],
)
def test_row_104_no_way_out_through_next(target: str) -> None:
    assert safe_next(target) in {"", "/["}


def test_row_104_a_path_of_ours_is_kept() -> None:
    assert safe_next("/articles/3?claim=7") == "/articles/3?claim=7"


def test_row_97_the_cookie_is_a_new_one_after_signing_in(client: FlaskClient, people: People) -> None:
    client.get("/login")
    before = client.get_cookie("desk")
    try_password(client, "seven quiet herons")
    after = client.get_cookie("desk")
    assert before is not None
    assert after is not None
    assert before.value != after.value


def test_signing_in_leads_to_the_page_that_was_asked_for(client: FlaskClient, people: People) -> None:
    refused = client.get("/password")
    assert refused.status_code == 404
    assert "next=/password" in refused.text.replace("%2F", "/")
    page = client.get("/login?next=/password").text
    data = {
        "email": "cleo@desk.test",
        "password": "seven quiet herons",
        "csrf_token": token_of(page),
        "next": "/password",
    }
    assert client.post("/login", data=data).headers["Location"] == "/password"

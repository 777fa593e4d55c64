"""Crafted requests do nothing and break nothing. Numbers name rows of the attack list."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.domain.roles import Role
from factcheck.models import Article, Event, Person
from factcheck.web.errors import _unforeseen
from tests.conftest import PASSWORD
from tests.intake import split_article
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        return split_article(session, people.eda)[0].id


def rows(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Event)) or 0


@pytest.mark.parametrize("case", ["none", "another's", "garbage", "cross-site", "origin", "text"])
def test_94_a_form_from_elsewhere_writes_nothing_and_keeps_what_was_typed(
    sign_in: Enter, app_database: Database, case: str
) -> None:
    eda, edo = sign_in("eda"), sign_in("edo")
    own = value_of(eda.get("/articles/new").text, "csrf_token")
    token = {"none": "", "another's": value_of(edo.get("/articles/new").text, "csrf_token"), "garbage": "x.y.z"}
    headers = {"cross-site": {"Sec-Fetch-Site": "cross-site"}, "origin": {"Origin": "https://evil.example"}}
    data: dict[str, Any] = {"csrf_token": token.get(case, own), "title": "T", "text": "My unsaved words"}
    before = rows(app_database)
    if case == "text":
        answer = eda.post("/articles", data='{"csrf_token": "x"}', content_type="text/plain")
    else:
        answer = eda.post("/articles", data=data, headers=headers.get(case))
        assert "My unsaved words" in answer.text
    assert answer.status_code in {400, 403}
    assert rows(app_database) == before


def test_95_what_changes_something_answers_to_post_alone(app: Flask, sign_in: Enter) -> None:
    ada = sign_in("ada")
    changing = [
        rule
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "GET" not in (rule.methods or ())
    ]
    both = {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())}
    assert changing
    for rule in changing:
        if rule.rule in both:
            continue
        path = app.url_map.bind("x").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        for method in ("GET", "PUT", "DELETE", "TRACE"):
            assert ada.open(path, method=method).status_code == 405, (method, path)
    # The override of some frameworks is no override here.
    assert ada.post("/articles?_method=DELETE", data={"_method": "DELETE"}).status_code == 400


def test_96_signing_in_takes_a_token_and_signing_out_a_post(client: FlaskClient, sign_in: Enter) -> None:
    answer = client.post("/login", data={"email": "cleo@desk.test", "password": PASSWORD})
    assert answer.status_code == 400
    cleo = sign_in("cleo")
    assert cleo.get("/logout").status_code == 405
    assert cleo.get("/settings").status_code == 200


def test_98_a_cookie_kept_from_before_signing_out_is_nobody(app: Flask, sign_in: Enter) -> None:
    cleo = sign_in("cleo")
    kept = cleo.get_cookie("desk")
    assert kept is not None
    assert send(cleo, "/settings", "/logout").status_code == 303
    thief = app.test_client(use_cookies=False)
    assert thief.get("/settings", headers={"Cookie": f"desk={kept.value}"}).status_code == 404


@pytest.mark.parametrize("path", ["/login?next=/%0d%0aSet-Cookie:x=1", "/search?q=%0d%0aX:1", "/p/abcdefgh/%0d%0aX:1"])
def test_105_line_ends_never_become_headers(sign_in: Enter, path: str) -> None:
    answer = sign_in("cleo").get(path)
    assert answer.status_code in {200, 303, 404}
    assert "X" not in answer.headers
    assert "x=1" not in str(answer.headers.getlist("Set-Cookie"))


def test_106_108_a_claim_answers_under_its_own_article_only(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        other, _, claims = split_article(
            session, people.eda, title="Another", text="Head of it\n\nTen men.\n", claims=("Ten men.",)
        )
        claim_id, other_id = claims[0].id, other.id
    eda = sign_in("eda")
    page = f"/articles/{article}"
    assert send(eda, page, f"/articles/{article}/claims/{claim_id}/confirm", version="1").status_code == 404
    assert send(eda, page, f"/articles/{other_id}/claims/{claim_id}/confirm", version="1").status_code == 303


def test_109_fields_nobody_asked_for_change_nothing(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    cleo = sign_in("cleo")
    mine = value_of(cleo.get("/settings").text, "version")
    own = {"name": "Cleo", "theme": "dark", "density": "", "version": mine}
    assert send(cleo, "/settings", role="administrator", id="1", email="x@y.z", **own).status_code == 303
    eda = sign_in("eda")
    page = f"/articles/{article}/edit"
    version = value_of(eda.get(page).text, "version")
    send(eda, page, version=version, title="New", language="en", state="published", owner_id=str(people.cleo), id="99")
    with app_database.read() as session:
        assert session.get_one(Person, people.cleo).role is Role.CHECKER
        assert session.get_one(Person, people.cleo).email == "cleo@desk.test"
        row = session.get_one(Article, article)
        assert (row.state.value, row.owner_id) == ("triage", people.eda)
    for wrong in ("999", "9" * 5000, "\u0663", "-1"):
        stale = send(eda, page, version=wrong, title="Newer", language="en")
        assert stale.status_code == 409, wrong


ODD_IDS = ["99999999999999999999", "%D9%A3", "007", "-1", "1%00", "0", "1.0", "1e3", "9007199254740993", "+1"]


@pytest.mark.parametrize("odd", ODD_IDS)
@pytest.mark.parametrize("base", ["/claims/", "/articles/", "/captures/", "/documents/", "/evidence/"])
def test_110_a_number_has_one_spelling(sign_in: Enter, base: str, odd: str) -> None:
    path = f"{base}{odd}/edit" if base == "/evidence/" else base + odd
    assert sign_in("cleo").get(path).status_code == 404


@pytest.mark.parametrize(
    "query",
    ['"', "it's", "a-b", "foo AND", "claim:", "*", "(", "^", "a\x00b", "x" * 10_000, "%", "_", "NEAR(", "'; --"],
)
def test_111_any_search_is_answered(sign_in: Enter, article: int, query: str) -> None:
    cleo = sign_in("cleo")
    for path in ("/search", "/documents", "/articles", "/p", f"/articles/{article}"):
        assert cleo.get(path, query_string={"q": query}).status_code == 200, path


ODD_PAGES = ["page=0", "page=-1", "page=1e9", "page=abc", "page=99999999999999999999", "sort=password", "per=1000000"]


@pytest.mark.parametrize("query", [*ODD_PAGES, "status[]=", "state=nosuch", "assignee=x", "from=abc&to=9999-99-99"])
def test_112_odd_questions_to_lists_are_clamped(sign_in: Enter, article: int, query: str) -> None:
    ada = sign_in("ada")
    for path in ("/search", "/documents", "/articles", "/p", "/log", "/queue", "/rulings", f"/articles/{article}"):
        assert ada.get(f"{path}?{query}").status_code in {200, 404}, path


@pytest.mark.parametrize("body", ["[" * 200_000, '{"a":1,"a":2}', "[]", "nul"])
def test_113_json_is_no_form(sign_in: Enter, app_database: Database, body: str) -> None:
    eda = sign_in("eda")
    before = rows(app_database)
    answer = eda.post("/articles", data=body, content_type="application/json")
    assert answer.status_code in {400, 413, 415}
    assert rows(app_database) == before


def test_114_a_line_end_in_what_is_logged_is_escaped(
    client: FlaskClient, people: People, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        client.post(
            "/login",
            data={"email": "x\n2026 INFO signed in", "password": "y"},
            headers={"User-Agent": "a%0a2026 INFO signed in"},
        )
    told = capsys.readouterr()
    for line in (told.out + told.err + caplog.text).splitlines():
        assert not line.startswith("2026 INFO signed in")


def test_115_forwarded_headers_are_ignored_without_a_proxy(sign_in: Enter, app: Flask) -> None:
    headers = {"X-Forwarded-For": "10.1.2.3", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    cleo = sign_in("cleo")
    assert "evil.example" not in cleo.get("/", headers=headers).text
    with app.test_client() as asked:
        answer = asked.get("/", headers=headers)
        assert "evil.example" not in answer.headers.get("Location", "")
    assert "10.1.2.3" not in cleo.get("/settings/sessions", headers=headers).text


def test_116_a_demotion_holds_from_the_next_request(sign_in: Enter, app_database: Database, people: People) -> None:
    eda = sign_in("eda")
    token = value_of(eda.get("/articles/new").text, "csrf_token")
    with app_database.write() as session:
        session.get_one(Person, people.eda).role = Role.CHECKER
    answer = eda.post("/articles", data={"csrf_token": token, "title": "T", "text": "Words enough to be a text."})
    assert answer.status_code == 403


def test_117_parts_and_pages_ask_for_the_same_rights(sign_in: Enter, client: FlaskClient, article: int) -> None:
    eda = sign_in("eda")
    for path in (
        f"/articles/{article}",
        f"/articles/{article}?claim=1",
        "/claims/1",
        "/claims/1/evidence",
        "/claims/1/sources",
    ):
        for headers in ({}, {"HX-Request": "true"}):
            inside = eda.get(path, headers=headers)
            assert inside.status_code in {200, 303}, path
            assert "HX-Request" in inside.headers["Vary"]
            assert client.get(path, headers=headers).status_code == 404, path


def test_118_no_desk_page_may_be_framed(sign_in: Enter, app: Flask, article: int) -> None:
    eda = sign_in("eda")
    for path in ("/", "/queue", "/login", f"/articles/{article}", "/claims/1", "/nothing", "/p"):
        answer = eda.get(path)
        assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
        assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"


def test_120_no_inside_address_tells_that_it_exists(app: Flask, client: FlaskClient, article: int) -> None:
    told = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.rule.startswith(
            ("/p", "/embed", "/static", "/oembed", "/healthz")
        ):
            continue
        path = app.url_map.bind("x").build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        if path in {"/", "/login"}:
            continue
        answer = client.get(path)
        told[path] = (answer.status_code, answer.headers["Cache-Control"], "noindex" in answer.text)
    assert set(told.values()) == {(404, "no-store", True)}, {p: t for p, t in told.items() if t[0] != 404 or not t[2]}


def test_121_public_ids_cannot_be_counted_through(client: FlaskClient) -> None:
    for guess in ("1", "2", "00000001", "aaaaaaaa", "abcdefgh/x/1", "abcdefgh/x/2"):
        assert client.get(f"/p/{guess}").status_code == 404


def test_131_a_mistake_of_ours_shows_a_number_and_nothing_else(app: Flask, sign_in: Enter) -> None:
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.register_error_handler(Exception, _unforeseen)

    def broken() -> str:
        raise RuntimeError("SELECT secret FROM draft WHERE text = 'the unpublished words'")

    broken.permission = app.view_functions["queue.show"].permission  # type: ignore[attr-defined, union-attr]  # as permit() sets it
    app.view_functions["queue.show"] = broken
    answer = sign_in("cleo").get("/queue")
    assert answer.status_code == 500
    assert answer.headers["X-Request-Id"] in answer.text
    for word in ("SELECT", "unpublished", "Traceback", "RuntimeError"):
        assert word not in answer.text

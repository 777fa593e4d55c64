"""What is typed is kept until it is sent; who else looks at a page is told; neither keeps anybody signed in."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from flask import url_for
from sqlalchemy import func, select, update

from factcheck.domain.desk_rules import QueryTo
from factcheck.models import Claim, FormDraft, Person, Presence, SignIn
from factcheck.models.base import utc_now
from factcheck.services import form_draft
from factcheck.services.query_ask import ask_query
from factcheck.web import access
from factcheck.web.form_pages import PAGES
from tests.intake import split_article
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

WORDS = "Half a verdict, typed at a quarter to six"


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        return split_article(session, people.eda)[0].id


def keep(client: FlaskClient, key: str, **fields: str) -> TestResponse:
    token = value_of(client.get("/articles").text, "csrf_token")
    return client.post(
        "/form-drafts", data={"csrf_token": token, "key": key, "fields": json.dumps(list(fields.items()))}
    )


def kept(client: FlaskClient, *keys: str) -> dict[str, dict[str, str]]:
    answer: dict[str, Any] = client.get("/form-drafts", query_string={"key": keys}).get_json()
    return {form["key"]: dict(form["fields"]) for form in answer["forms"]}


def rows(database: Database, model: Any) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_what_was_typed_comes_back_on_another_machine_and_the_newest_counts(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    assert keep(eda, "article:1", title="First").status_code == 200
    assert keep(eda, "article:1", title=WORDS).get_json()["saved"]
    keep(eda, "change:1", before="x")
    assert kept(sign_in("eda"), "article:1", "nothing:1") == {"article:1": {"title": WORDS}}


def test_nobody_sees_what_another_has_typed(sign_in: Enter, article: int) -> None:
    keep(sign_in("eda"), "article:1", title=WORDS)
    assert kept(sign_in("edo"), "article:1") == {}
    assert sign_in("edo").get("/form-drafts?key=article:1").headers["Cache-Control"] == "no-store"


def test_sending_the_form_forgets_it_and_a_refused_form_does_not(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    page = f"/articles/{article}/edit"
    key = value_of(eda.get(page).text, "autosave")
    assert key == f"article:{article}"
    keep(eda, key, title=WORDS)
    version = value_of(eda.get(page).text, "version")
    refused = send(eda, page, version=version, title="x" * 301, language="en", autosave=key)
    assert refused.status_code == 422
    assert kept(eda, key)
    assert send(eda, page, version=version, title=WORDS, language="en", autosave=key).status_code == 303
    assert kept(eda, key) == {}


def test_sending_one_form_forgets_no_other_persons(sign_in: Enter, article: int) -> None:
    eda, edo = sign_in("eda"), sign_in("edo")
    key, page = f"article:{article}", f"/articles/{article}/edit"
    keep(edo, key, title="Edo's words")
    send(eda, page, version=value_of(eda.get(page).text, "version"), title=WORDS, language="en", autosave=key)
    assert kept(edo, key) == {key: {"title": "Edo's words"}}


def test_it_can_be_discarded(sign_in: Enter, article: int) -> None:
    eda = sign_in("eda")
    keep(eda, "article:1", title=WORDS)
    token = value_of(eda.get("/articles").text, "csrf_token")
    assert eda.post("/form-drafts/discard", data={"csrf_token": token, "key": "article:1"}).status_code == 204
    assert kept(eda, "article:1") == {}


@pytest.mark.parametrize("fields", ["", "[" * 200_000, "{}", '[["a"]]', '[["a", 1]]', "null"])
def test_what_is_no_form_is_refused(sign_in: Enter, app_database: Database, fields: str) -> None:
    eda = sign_in("eda")
    token = value_of(eda.get("/articles").text, "csrf_token")
    assert eda.post("/form-drafts", data={"csrf_token": token, "key": "a:1", "fields": fields}).status_code == 400
    assert rows(app_database, FormDraft) == 0


@pytest.mark.parametrize("key", ["", "A:1", "a:1:2:3:4", "../x", "a" * 300])
def test_a_key_names_a_form(sign_in: Enter, key: str) -> None:
    assert keep(sign_in("eda"), key, title="x").status_code == 400


def test_94_a_post_without_a_token_keeps_nothing(sign_in: Enter, app_database: Database) -> None:
    assert sign_in("eda").post("/form-drafts", data={"key": "a:1", "fields": "[]"}).status_code == 400
    assert rows(app_database, FormDraft) == 0


def test_what_is_too_long_says_so_and_old_forms_make_room(
    sign_in: Enter, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(form_draft, "LONGEST", 100)
    monkeypatch.setattr(form_draft, "MOST", 3)
    eda = sign_in("eda")
    assert keep(eda, "a:0", title="x" * 101).status_code == 422
    for n in range(1, 6):
        assert keep(eda, f"a:{n}", title=str(n)).status_code == 200
    assert set(kept(eda, *(f"a:{n}" for n in range(6)))) == {"a:3", "a:4", "a:5"}


def test_nul_and_lone_surrogates_are_kept_as_what_databases_hold(sign_in: Enter) -> None:
    eda = sign_in("eda")
    keep(eda, "a:1", title="a\x00b\ud800c")
    assert kept(eda, "a:1")["a:1"]["title"] == "a\ufffdb?c"


def look(client: FlaskClient, key: str) -> str:
    token = value_of(client.get("/articles").text, "csrf_token")
    return str(client.post("/presence", data={"csrf_token": token, "key": key}).get_json()["words"])


def test_who_else_has_the_page_open_is_told_until_she_is_gone(sign_in: Enter, app_database: Database) -> None:
    eda, cleo = sign_in("eda"), sign_in("cleo")
    assert look(eda, "claim:1") == ""
    assert look(cleo, "claim:1") == "Eda has this open too."
    assert look(cleo, "claim:2") == ""
    with app_database.write() as session:
        session.execute(update(Presence).values(seen_at=utc_now() - timedelta(minutes=2)))
    assert look(eda, "claim:1") == "Cleo (2 min ago) has this open too."
    with app_database.write() as session:
        session.execute(update(Presence).values(seen_at=utc_now() - timedelta(minutes=4)))
    assert look(eda, "claim:1") == ""


def _seen(database: Database) -> object:
    with database.read() as session:
        return session.scalars(select(SignIn.seen_at)).one()


def test_an_open_page_keeps_nobody_signed_in_and_staying_does(sign_in: Enter, app_database: Database) -> None:
    eda = sign_in("eda")
    token = value_of(eda.get("/articles").text, "csrf_token")
    with app_database.write() as session:
        session.execute(update(SignIn).values(seen_at=utc_now() - timedelta(minutes=30)))
    before = _seen(app_database)
    eda.post("/presence", data={"csrf_token": token, "key": "claim:1"})
    assert _seen(app_database) == before
    assert eda.get("/stay").status_code == 204
    assert _seen(app_database) != before


def test_twin_without_the_list_a_forgotten_tab_would_stay_signed_in(
    sign_in: Enter, app_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "_QUIET", frozenset())
    eda = sign_in("eda")
    token = value_of(eda.get("/articles").text, "csrf_token")
    with app_database.write() as session:
        session.execute(update(SignIn).values(seen_at=utc_now() - timedelta(minutes=30)))
    before = _seen(app_database)
    eda.post("/presence", data={"csrf_token": token, "key": "claim:1"})
    assert _seen(app_database) != before


def test_a_form_sent_after_the_session_ended_hands_back_every_word(
    sign_in: Enter, app_database: Database, article: int
) -> None:
    eda = sign_in("eda")
    page = f"/articles/{article}/edit"
    html = eda.get(page).text
    with app_database.write() as session:
        session.execute(update(SignIn).values(ended_at=utc_now()))
    data = {"csrf_token": value_of(html, "csrf_token"), "version": value_of(html, "version"), "title": WORDS}
    answer = eda.post(page, data=data)
    assert answer.status_code in {400, 404}
    assert WORDS in answer.text


def test_who_signs_in_again_is_led_back_to_the_form(sign_in: Enter, app_database: Database, article: int) -> None:
    eda = sign_in("eda")
    page = f"/articles/{article}/edit"
    html = eda.get(page).text
    with app_database.write() as session:
        session.execute(update(SignIn).values(ended_at=utc_now()))
    data = {"csrf_token": value_of(html, "csrf_token"), "autosave": f"article:{article}", "title": WORDS}
    assert value_of(eda.post(page, data=data).text, "next") == page
    # A name that was made up leads nowhere else.
    for key in ("", "article:x", "//evil.test", "nobody:1", "article:1:2:3:4"):
        assert value_of(eda.post(page, data=data | {"autosave": key}).text, "next") == page


def test_each_form_that_saves_itself_has_its_page(app: Flask) -> None:
    templates = Path(__file__).parents[2] / "templates"
    found = {
        key
        for path in templates.rglob("*.html")
        for key in re.findall(r"autosave\('([a-z-]+)", path.read_text(encoding="utf-8"))
    }
    # The forms of a claim's card say which of them they are where they are written.
    assert found - {"claim-"} == set(PAGES) - {"claim-edit", "claim-split"}
    with app.test_request_context():
        for endpoint, *names in PAGES.values():
            values: dict[str, Any] = dict.fromkeys(names, 1)
            assert url_for(endpoint, **values)


@pytest.mark.parametrize(
    ("page", "sent_to", "key", "leads_to"),
    [
        ("/articles/{0}?claim=1", "/articles/{0}/claims/1/edit", "claim-edit:{0}:1", "/articles/{0}?claim=1"),
        ("/articles/{0}/queries", "/queries/1/answer", "answer:{0}:1", "/articles/{0}/queries"),
        ("/articles/new", "/articles", "article-new", "/articles/new"),
    ],
)
def test_the_way_back_names_the_page_of_the_very_form(
    sign_in: Enter,
    app_database: Database,
    people: People,
    article: int,
    page: str,
    sent_to: str,
    key: str,
    leads_to: str,
) -> None:
    eda = sign_in("eda")
    with app_database.write() as session:
        claim = session.scalars(select(Claim).where(Claim.number == 1)).one()
        ask_query(session, session.get_one(Person, people.eda), claim.id, to=QueryTo.AUTHOR, question="Who says?")
    html = eda.get(page.format(article)).text
    assert f'name="autosave" value="{key.format(article)}"' in html
    with app_database.write() as session:
        session.execute(update(SignIn).values(ended_at=utc_now()))
    data = {"csrf_token": value_of(html, "csrf_token"), "autosave": key.format(article), "words": WORDS}
    answer = eda.post(sent_to.format(article), data=data).text
    assert value_of(answer, "next") == leads_to.format(article)
    assert WORDS in answer

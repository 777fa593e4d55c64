"""What somebody typed comes back under the words of the form, and over a sign-in into the form itself."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import update

from factcheck.models import SignIn
from factcheck.models.base import utc_now
from tests.conftest import PASSWORD
from tests.verdict_world import build_world
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

OURS = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def claim(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        world = build_world(session, people)
        world.hold(world.claim)
        return world.claim.id


def labels(page: str) -> dict[str, str]:
    """Return what an error page hands back: label → text."""
    found = re.findall(r'for="typed-\d+">([^<]*)</label>.*?<textarea[^>]*>\n([^<]*)</textarea>', page, re.DOTALL)
    return {unescape(label): unescape(text) for label, text in found}


def end_sessions(database: Database) -> None:
    with database.write() as session:
        session.execute(update(SignIn).values(ended_at=utc_now()))


def sign_in_from(client: FlaskClient, page: str, password: str = PASSWORD) -> TestResponse:
    fields = {name: value_of(page, name) for name in ("csrf_token", "next", "kept")}
    return client.post("/login", data=fields | {"email": "cleo@desk.test", "password": password})


def test_an_error_page_names_the_fields_as_the_form_does_and_leaves_out_what_nobody_typed(
    sign_in: Enter, claim: int
) -> None:
    typed = {
        "verdict-rationale": "We read the minutes.",
        "verdict-disposition": "must_fix",
        "verdict-fix_before": "in May",
        "verdict-content_rating_id": "12",
        "verdict-evidence_ids": "3",
        "verdict-version": "1",
        "autosave": f"verdict:{claim}",
        "next": "/queue",
    }
    page = send(sign_in("cass"), "/settings", f"/claims/{claim}/verdict", **typed)
    assert page.status_code == 403
    assert labels(page.text) == {
        "What was checked, and how you come to the rating": "We read the minutes.",
        "What happens to the copy": "Must fix",
        "Words as they stand": "in May",
    }


def test_a_form_that_no_view_built_is_named_too(sign_in: Enter, claim: int) -> None:
    page = sign_in("cleo").post(f"/claims/{claim}/evidence", data={"excerpt": "Page 4.", "title": "Minutes"})
    assert page.status_code == 400
    assert set(labels(page.text).values()) == {"Page 4.", "Minutes"}
    assert "excerpt" not in {label.lower() for label in labels(page.text)}


def test_a_session_that_ended_leads_back_to_the_form_with_every_word(
    sign_in: Enter, app_database: Database, claim: int
) -> None:
    cleo = sign_in("cleo")
    token = value_of(cleo.get(f"/claims/{claim}").text, "csrf_token")
    end_sessions(app_database)
    typed = {"verdict-rationale": "Two hours\r\nof reading.", "verdict-version": "1", "autosave": f"verdict:{claim}"}
    out = cleo.post(f"/claims/{claim}/verdict", data=typed | {"csrf_token": token})
    assert "You are signed out" in out.text
    assert labels(out.text) == {"What was checked, and how you come to the rating": "Two hours\nof reading."}
    wrong = sign_in_from(cleo, out.text, "not the password")
    assert wrong.status_code == 422
    back = sign_in_from(cleo, wrong.text)
    assert back.status_code == 303
    assert back.headers["Location"] == f"/claims/{claim}/verdict"
    kept = cleo.get(f"/form-drafts?key=verdict:{claim}").get_json()["forms"]
    assert dict(kept[0]["fields"]) == {"verdict-rationale": "Two hours\nof reading.", "verdict-version": "1"}


def test_words_of_a_form_that_does_not_save_itself_are_shown_after_sign_in(
    sign_in: Enter, app_database: Database, claim: int
) -> None:
    cleo = sign_in("cleo")
    token = value_of(cleo.get(f"/claims/{claim}").text, "csrf_token")
    end_sessions(app_database)
    out = cleo.post(f"/queue/{claim}/hand-back", data={"reason": "I know the source.", "csrf_token": token})
    back = sign_in_from(cleo, out.text)
    assert back.status_code == 200
    assert "I know the source." in back.text
    assert f'href="/claims/{claim}"' in back.text


def test_who_signed_out_in_another_window_loses_nothing(sign_in: Enter, claim: int) -> None:
    cleo = sign_in("cleo")
    token = value_of(cleo.get(f"/claims/{claim}").text, "csrf_token")
    assert send(cleo, "/settings", "/logout").status_code == 303
    typed = {"verdict-rationale": "Two hours.", "autosave": f"verdict:{claim}", "csrf_token": token}
    out = cleo.post(f"/claims/{claim}/verdict", data=typed, headers=OURS)
    assert sign_in_from(cleo, out.text).headers["Location"] == f"/claims/{claim}/verdict"
    assert cleo.get(f"/form-drafts?key=verdict:{claim}").get_json()["forms"]


@pytest.mark.parametrize("kept", ["", "[", "[]", '{"key": 1}', '{"key": "verdict:1", "fields": [1]}', "[" * 100_000])
def test_a_crafted_form_of_sign_in_carries_nothing(people: People, client: FlaskClient, kept: str) -> None:
    assert people.cleo
    token = value_of(client.get("/login").text, "csrf_token")
    fields = {"csrf_token": token, "kept": kept, "email": "cleo@desk.test", "password": PASSWORD}
    assert client.post("/login", data=fields).status_code == 303


def fields_kept(client: FlaskClient, claim: int) -> list[dict[str, str]]:
    return [dict(form["fields"]) for form in client.get(f"/form-drafts?key=verdict:{claim}").get_json()["forms"]]


@pytest.mark.parametrize("how", ["the session ended", "signed out in another window"])
def test_words_go_to_nobody_else_who_signs_in_at_that_browser(
    how: str, sign_in: Enter, app_database: Database, claim: int
) -> None:
    cleo, cass = sign_in("cleo"), sign_in("cass")
    token = value_of(cass.get(f"/claims/{claim}").text, "csrf_token")
    own = {"csrf_token": token, "key": f"verdict:{claim}", "fields": '[["verdict-rationale", "What Cass wrote."]]'}
    assert cass.post("/form-drafts", data=own).status_code == 200
    token = value_of(cleo.get(f"/claims/{claim}").text, "csrf_token")
    if how == "the session ended":
        end_sessions(app_database)
    else:
        assert send(cleo, "/settings", "/logout").status_code == 303
    typed = {"verdict-rationale": "What Cleo wrote.", "autosave": f"verdict:{claim}", "csrf_token": token}
    out = cleo.post(f"/claims/{claim}/verdict", data=typed, headers=OURS)
    sent = {name: value_of(out.text, name) for name in ("csrf_token", "next", "kept")}
    back = cleo.post("/login", data=sent | {"email": "cass@desk.test", "password": PASSWORD})
    assert back.status_code == 303
    assert "What Cleo wrote." not in back.text
    assert fields_kept(cleo, claim) == [{"verdict-rationale": "What Cass wrote."}]
    assert "What somebody else typed here was not carried over." in cleo.get("/claims/1").text


def test_words_of_nobody_knows_whom_are_shown_and_kept_for_nobody(sign_in: Enter, claim: int) -> None:
    cleo = sign_in("cleo")
    token = value_of(cleo.get(f"/claims/{claim}").text, "csrf_token")
    cleo.delete_cookie("desk")
    typed = {"verdict-rationale": "Two hours.", "autosave": f"verdict:{claim}", "csrf_token": token}
    out = cleo.post(f"/claims/{claim}/verdict", data=typed, headers=OURS)
    back = sign_in_from(cleo, out.text)
    assert "Two hours." in back.text
    assert fields_kept(cleo, claim) == []

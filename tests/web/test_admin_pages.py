"""Scales, log, people and settings."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select, text

from factcheck.domain.roles import Role
from factcheck.heads import note_head
from factcheck.models import Event, Person, Scale
from factcheck.services.event_log import log_event
from factcheck.services.scale_seed import seed_scales
from tests.conftest import PASSWORD
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.config import Settings
    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


def scale_form(page: str) -> dict[str, str]:
    """Return the scale's form as the page fills it in."""
    fields: dict[str, str] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name = re.search(r'name="(r\d+-\w+|name|number)"', tag)
        value = re.search(r'value="([^"]*)"', tag)
        if name:
            fields[name[1]] = value[1] if value else ""
    fields |= dict(re.findall(r'<textarea[^>]*name="(r\d+-\w+)"[^>]*>([^<]*)</textarea>', page))
    for name, options in re.findall(r'<select[^>]*name="(r\d+-\w+)"[^>]*>(.*?)</select>', page):
        chosen = re.search(r'value="(\w+)" selected', options)
        fields[name] = chosen[1] if chosen else "good"
    return fields


@pytest.fixture
def scales(app_database: Database) -> None:
    with app_database.write() as session:
        seed_scales(session)


def test_an_editor_makes_the_next_version_of_a_scale(scales: None, sign_in: SignIn, app_database: Database) -> None:
    eda = sign_in("eda")
    page = "/admin/scales/public"
    fields = scale_form(eda.get(page).text)
    fields["r5-label"] = "Not proven"
    fields["r0-place"] = "9"
    assert send(eda, page, **fields).status_code == 303
    shown = eda.get(page).text
    assert "Version 2" in shown
    assert 'value="Not proven"' in shown
    with app_database.read() as session:
        newest = session.scalars(select(Scale).where(Scale.key == "public", Scale.retired_at.is_(None))).one()
        assert newest.ratings[0].label == "Mostly true"
    stale = send(eda, page, **fields)
    assert stale.status_code == 422
    assert "changed meanwhile" in stale.text


@pytest.mark.parametrize("odd", ["\u00b2", "\u0663", "9" * 5000, "-1", ""])
def test_a_place_that_is_no_number_is_the_last(scales: None, sign_in: SignIn, app_database: Database, odd: str) -> None:
    eda = sign_in("eda")
    page = "/admin/scales/public"
    fields = scale_form(eda.get(page).text)
    assert send(eda, page, **fields | {"r0-place": odd}).status_code == 303
    with app_database.read() as session:
        newest = session.scalars(select(Scale).where(Scale.key == "public", Scale.retired_at.is_(None))).one()
        assert newest.ratings[-1].label == fields["r0-label"]


def test_a_bad_scale_is_refused_and_stays_in_the_form(scales: None, sign_in: SignIn) -> None:
    eda = sign_in("eda")
    page = "/admin/scales/public"
    fields = scale_form(eda.get(page).text) | {"r2-symbol": "", "r3-label": "<b>"}
    answer = send(eda, page, **fields)
    assert answer.status_code == 422
    assert "Rating 3: give it a symbol" in answer.text
    assert 'value="&lt;b&gt;"' in answer.text


def test_checkers_read_scales_and_edit_none(scales: None, sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    shown = cleo.get("/admin/scales").text
    assert "Half true" in shown
    assert "/admin/scales/public" not in shown
    assert cleo.get("/admin/scales/public").status_code == 403
    assert send(cleo, "/settings", "/admin/scales/public", number=1, name="x").status_code == 403


def fill_log(database: Database, people: People, rows: int) -> None:
    with database.write() as session:
        cleo = session.get_one(Person, people.cleo)
        for number in range(rows):
            log_event(
                session,
                cleo,
                "claim.edited",
                ("claim", number + 1),
                before={"statement": "old"},
                after={"statement": f"<script>alert({number})</script>"},
                article_id=1 + number % 2,
                claim_id=number + 1,
            )


def test_the_log_is_paged_filtered_and_escaped(people: People, sign_in: SignIn, app_database: Database) -> None:
    fill_log(app_database, people, 120)
    eda = sign_in("eda")
    page = eda.get("/log").text
    assert "<script>alert" not in page
    assert "page 1 of 3" in page
    assert eda.get("/log?page=3").text.count('id="row-') == 21
    assert eda.get("/log?article=2").text.count('id="row-') == 50
    assert eda.get("/log?claim=7").text.count('id="row-') == 1
    assert eda.get(f"/log?who={people.eda}").text.count('id="row-') == 1
    assert eda.get("/log?action=claim.edited&until=2001-01-01").text.count('id="row-') == 0
    for odd in (
        "page=0",
        "page=-1",
        "page=9999999",
        "who=x",
        "claim=99999999999999999999",
        "until=9999-12-31",
        "action='",
    ):
        assert eda.get(f"/log?{odd}").status_code == 200, odd


def test_the_chain_is_checked_on_demand_and_a_break_is_named(
    people: People, sign_in: SignIn, app_database: Database
) -> None:
    fill_log(app_database, people, 5)
    eda = sign_in("eda")
    assert "The chain holds" in send(eda, "/log", "/log/verify").text
    with app_database.write() as session:
        session.execute(text("DROP TRIGGER event_no_update"))
        session.execute(text("UPDATE event SET actor = 'Nobody' WHERE seq = 3"))
    assert "The chain is broken at row 3" in send(eda, "/log", "/log/verify").text


def test_the_log_shows_words_that_changed_and_whether_the_noted_head_stands(
    people: People, sign_in: SignIn, app_database: Database, settings: Settings
) -> None:
    with app_database.write() as session:
        eda_row = session.get_one(Person, people.eda)
        before, after = {"statement": "Nine people died."}, {"statement": "<b>Ten</b> people died."}
        log_event(session, eda_row, "claim.edited", ("claim", 1), before=before, after=after)
        log_event(session, None, "claim.found", ("claim", 2), after={"number": 2})
    eda = sign_in("eda")
    page = eda.get("/log").text
    assert "<del>" in page
    assert "&lt;b&gt;Ten" in page
    assert " people died." in page
    assert "No head was noted yet" in page
    assert eda.get("/log?who=machine").text.count('id="row-') >= 1
    with app_database.read() as session:
        noted = session.scalars(select(Event).order_by(Event.seq.desc())).first()
        assert noted is not None
    note_head(settings.head_dir, noted.seq, noted.hash, datetime(2026, 3, 1, tzinfo=UTC))
    assert "The head noted on 2026-03-01" in eda.get("/log").text
    note_head(settings.head_dir, noted.seq, "f" * 64, datetime(2026, 3, 2, tzinfo=UTC))
    assert "A head that was noted is not in the log" in eda.get("/log").text
    assert "The chain is broken" in send(eda, "/log", "/log/verify").text


def test_checkers_do_not_read_the_log(sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    assert cleo.get("/log").status_code == 403
    assert cleo.get("/log/verify").status_code == 405


def test_an_administrator_adds_a_person_whose_password_is_shown_once(sign_in: SignIn, app: Flask) -> None:
    ada = sign_in("ada")
    answer = send(ada, "/admin/people", name="Ruth <i>", email="Ruth@desk.test", role="checker")
    found = re.search(r'class="one-time">([^<]+)<', answer.text)
    assert found
    assert "Ruth &lt;i&gt;" in answer.text
    assert found[1] not in ada.get("/admin/people").text
    ruth = app.test_client()
    token = value_of(ruth.get("/login").text, "csrf_token")
    entered = ruth.post("/login", data={"email": "ruth@desk.test", "password": found[1], "csrf_token": token})
    assert entered.status_code == 303
    assert "/password" in ruth.get("/settings").headers["Location"]


def test_adding_somebody_twice_or_without_an_address_keeps_the_form(sign_in: SignIn) -> None:
    ada = sign_in("ada")
    twice = send(ada, "/admin/people", name="Cleo", email="cleo@desk.test", role="checker")
    assert twice.status_code == 422
    assert "is at the desk already" in twice.text
    wrong = send(ada, "/admin/people", name="Ruth", email="ruth at desk", role="checker")
    assert wrong.status_code == 422
    assert 'value="ruth at desk"' in wrong.text
    assert send(ada, "/admin/people", name="Ruth", email="r@desk.test", role="king").status_code == 422


def test_98_disabling_ends_sessions_and_letting_in_again_takes_a_new_password(
    sign_in: SignIn, people: People, app: Flask
) -> None:
    ada, cleo = sign_in("ada"), sign_in("cleo")
    assert cleo.get("/settings").status_code == 200
    send(ada, "/admin/people", f"/admin/people/{people.cleo}/disable")
    assert cleo.get("/settings").status_code == 404
    answer = send(ada, "/admin/people", f"/admin/people/{people.cleo}/enable")
    assert 'class="one-time"' in answer.text
    again = app.test_client()
    token = value_of(again.get("/login").text, "csrf_token")
    old = again.post("/login", data={"email": "cleo@desk.test", "password": PASSWORD, "csrf_token": token})
    assert old.status_code == 422


def test_97_a_changed_role_takes_a_new_sign_in(sign_in: SignIn, people: People, app_database: Database) -> None:
    ada, cleo = sign_in("ada"), sign_in("cleo")
    cleo.get("/settings")
    page = ada.get("/admin/people").text
    row = page.split(f'id="person-{people.cleo}"')[1]
    changed = send(
        ada, "/admin/people", f"/admin/people/{people.cleo}/role", role="editor", version=value_of(row, "version")
    )
    assert changed.status_code == 303
    assert cleo.get("/settings").status_code == 404
    with app_database.read() as session:
        assert session.get_one(Person, people.cleo).role is Role.EDITOR


def test_the_last_administrator_stays(sign_in: SignIn, people: People, app_database: Database) -> None:
    ada = sign_in("ada")
    page = ada.get("/admin/people").text
    version = value_of(page.split(f'id="person-{people.ada}"')[1], "version")
    for act, fields in (("role", {"role": "checker", "version": version}), ("disable", {})):
        answer = send(ada, "/admin/people", f"/admin/people/{people.ada}/{act}", **fields)
        assert answer.status_code == 409, act
        assert "last administrator" in answer.text
    with app_database.read() as session:
        assert session.get_one(Person, people.ada).role is Role.ADMINISTRATOR


def test_editors_do_not_manage_people(sign_in: SignIn, people: People) -> None:
    eda = sign_in("eda")
    assert eda.get("/admin/people").status_code == 403
    for address in ("/admin/people", f"/admin/people/{people.cleo}/disable", f"/admin/people/{people.cleo}/reset"):
        assert send(eda, "/settings", address, role="administrator", name="x", email="x@x.test").status_code == 403


def settings_of(page: str, **values: Any) -> dict[str, Any]:
    return {"version": value_of(page, "version"), "name": "Cleo", "theme": "", "density": "", "keys_on": "y"} | values


def test_settings_change_how_the_desk_looks_and_are_logged(sign_in: SignIn, app_database: Database) -> None:
    cleo = sign_in("cleo")
    fields = settings_of(cleo.get("/settings").text, name="Cleo Marsh", theme="dark", density="dense")
    del fields["keys_on"]
    assert send(cleo, "/settings", **fields).status_code == 303
    page = cleo.get("/settings").text
    assert 'data-theme="dark"' in page
    assert 'data-density="dense"' in page
    assert 'data-keys="off"' in page
    assert "Cleo Marsh" in page
    with app_database.read() as session:
        told = select(func.count()).select_from(Event).where(Event.action == "person.settings_changed")
        assert session.scalar(told) == 1


@pytest.mark.parametrize(
    ("field", "value", "status"), [("name", " ", 422), ("theme", "pink", 422), ("version", "9", 409)]
)
def test_settings_that_cannot_be_are_refused(sign_in: SignIn, field: str, value: str, status: int) -> None:
    cleo = sign_in("cleo")
    assert send(cleo, "/settings", **settings_of(cleo.get("/settings").text, **{field: value})).status_code == status


def test_ones_other_sessions_are_listed_and_ended_and_nobody_elses(sign_in: SignIn) -> None:
    here, there, other = sign_in("cleo"), sign_in("cleo"), sign_in("cass")
    page = here.get("/settings/sessions").text
    ids = re.findall(r"/settings/sessions/(\d+)/end", page)
    assert len(ids) == 1
    assert send(other, "/settings", f"/settings/sessions/{ids[0]}/end").status_code == 404
    assert there.get("/settings").status_code == 200
    assert send(here, "/settings/sessions", f"/settings/sessions/{ids[0]}/end").status_code == 303
    assert there.get("/settings").status_code == 404
    assert here.get("/settings").status_code == 200
    third = sign_in("cleo")
    send(here, "/settings/sessions", "/settings/sessions/end-others")
    assert third.get("/settings").status_code == 404
    assert here.get("/settings").status_code == 200

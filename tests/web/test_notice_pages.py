"""The bell and the page of notices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.services.claim_assign import assign_claims
from tests.verdict_world import build_world
from tests.web.desk_client import send
from tests.web.page_rules import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


def test_the_bell_counts_and_reading_clears_it(app_database: Database, people: People, sign_in: SignIn) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        assign_claims(session, world.person("eda"), [world.claim.id], people.cleo)
    cleo = sign_in("cleo")
    assert "Notices, 1 not read" in cleo.get("/queue").text
    page = cleo.get("/notices").text
    assert "Eda gave you claim 1 – “The harbour at Quell closes”" in page
    assert not problems(page)
    newest = page.split('name="up_to" value="')[1].partition('"')[0]
    assert send(cleo, "/notices", "/notices/read", up_to=newest).status_code == 303
    assert "not read</span>" not in cleo.get("/queue").text
    assert "Notices, 1" not in sign_in("cass").get("/queue").text


def test_one_chooses_what_is_mailed(people: People, sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    send(cleo, "/notices", "/notices/mail", mail="digest", kinds=["assigned"])
    page = cleo.get("/notices").text
    assert 'value="digest" checked' in page
    assert 'value="assigned" checked' in page
    assert 'value="ruled" checked' not in page
    send(cleo, "/notices", "/notices/mail", mail="pigeon")
    assert "Choose one of the ways offered" in cleo.get("/notices").text

"""What is public has one day for everybody: the desk's, and no reader's or server's."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import select

from factcheck.app import create_app
from factcheck.models import Person, Publication
from factcheck.services.withdraw import withdraw_publication
from tests.conftest import PASSWORD, People, add_people
from tests.verdict_world import build_world
from tests.web.desk_client import send, value_of
from tests.web.test_sign_in import token_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask.testing import FlaskClient

    from factcheck.config import Settings
    from factcheck.db import Database

#: In Los Angeles it is half past seven in the evening of 4 March 2026.
EVENING = datetime(2026, 3, 5, 3, 30, tzinfo=UTC)


@dataclass
class Desk:
    """Hold a desk in Los Angeles with an editor signed in there, who published on the evening of 4 March."""

    database: Database
    eda: FlaskClient
    people: People
    claim: str
    story: str


@pytest.fixture
def desk(settings: Settings, sqlite_url: str) -> Iterator[Desk]:
    with time_machine.travel(EVENING, tick=False):
        app = create_app(settings.model_copy(update={"time_zone": "America/Los_Angeles"}), testing=True)
        database = app.extensions["desk"].db
        with database.write() as session:
            people = add_people(session)
            world = build_world(session, people)
            world.ruled()
            article, editor = world.article.id, session.get_one(Person, people.eda)
            # She travels; what she publishes has the desk's day all the same.
            editor.settings = {"zone": "Asia/Tokyo"}
        eda = app.test_client()
        form = {"email": "eda@desk.test", "password": PASSWORD, "csrf_token": token_of(eda.get("/login").text)}
        assert eda.post("/login", data=form).status_code == 303
        page = f"/articles/{article}/publish"
        text = eda.get(page).text
        answer = send(eda, page, **{name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")})
        assert answer.status_code == 303
        with database.read() as session:
            rows = {row.subject.value: row for row in session.scalars(select(Publication))}
        claim, story = (f"/p/{rows[name].public_id}/{rows[name].slug}" for name in ("claim", "article"))
        yield Desk(database, eda, people, claim, story)
        database.dispose()


def days(text: str) -> set[str]:
    return set(re.findall(r"\d+ March 2026", text)) | set(re.findall(r"2026-03-\d\d(?!T)", text))


def test_public_pages_say_the_day_of_the_desk(desk: Desk) -> None:
    reader = desk.eda.application.test_client()
    for client in (reader, desk.eda):
        found = days(client.get(desk.claim).text)
        # The page was kept by the desk, checked and published on one evening; the claim itself is older.
        assert {"4 March 2026", "2026-03-04"} <= found
        assert not {"5 March 2026", "2026-03-05"} & found
        assert not {"5 March 2026", "2026-03-05"} & days(client.get(desk.story).text)
        assert "4 March 2026" in client.get("/p").text
    assert desk.claim in reader.get("/p?since=2026-03-04&until=2026-03-04").text
    assert desk.claim not in reader.get("/p?since=2026-03-05").text
    review = re.search(r'"datePublished":\s*"([^"]+)"', reader.get(desk.claim).text)
    assert review is None or review[1] == "2026-03-04"


def test_a_withdrawal_says_the_day_of_the_desk(desk: Desk) -> None:
    with desk.database.write() as session:
        row = session.scalars(select(Publication).where(Publication.claim_id.is_not(None))).one()
        withdraw_publication(session, session.get_one(Person, desk.people.eda), row.id, "Forged.", revision=1)
    reader = desk.eda.application.test_client()
    gone = reader.get(desk.claim)
    assert gone.status_code == 410
    assert "4 March 2026" in gone.text
    assert "5 March 2026" not in gone.text
    assert "4 March 2026" in reader.get("/p/corrections").text


def test_the_logs_filter_goes_by_the_days_that_stand_beside_the_rows(desk: Desk) -> None:
    def rows(day: str) -> int:
        text = desk.eda.get(f"/log?since={day}&until={day}").text
        return len(re.findall(r'<tr id="row-', text))

    # She has chosen Tokyo, where it is the fifth already.
    assert (rows("2026-03-04"), rows("2026-03-05") > 0) == (0, True)
    with desk.database.write() as session:
        session.get_one(Person, desk.people.eda).settings = {}
    assert (rows("2026-03-04") > 0, rows("2026-03-05")) == (True, 0)
    assert desk.eda.get("/log?since=0001-01-01&until=9999-12-31").status_code == 200

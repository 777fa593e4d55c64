"""A kept page leads to the Internet Archive with two buttons, unless nothing may be asked outside."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.jobs import JobState
from factcheck.models import Event, Job
from tests.sources_kit import STATEMENT, add_article, add_capture, add_claim, add_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


def _keep(database: Database, people: People, *, confidential: bool) -> str:
    with database.write() as session:
        claim = add_claim(session, add_article(session, people.eda, confidential=confidential))
        capture = add_capture(session, STATEMENT, url="https://post.test/a", title="The lock")
        add_suggestion(session, claim, capture, STATEMENT)
        return f"/captures/{capture.id}"


@pytest.mark.parametrize(("button", "way"), [("Save in the Wayback Machine", "archive"), ("Other captures", "copies")])
def test_a_button_owes_the_question_once_and_its_answer_is_shown(
    sign_in: SignIn, app_database: Database, people: People, button: str, way: str
) -> None:
    where, client = _keep(app_database, people, confidential=False), sign_in("cleo")
    page = client.get(where).text
    assert button in page
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    for _ in range(2):
        answer = client.post(f"{where}/{way}", data={"csrf_token": token})
        assert (answer.status_code, answer.headers["Location"]) == (303, f"{where}#archive")
    page = client.get(where).text
    assert button not in page
    assert ">Refresh</a>" in page
    with app_database.write() as session:
        # What went out of the house is told once, with who sent it.
        told = session.scalars(select(Event).where(Event.action == "archive.asked")).one()
        assert ((told.after or {})["address"], told.actor_id) == ("https://post.test/a", people.cleo)
        job = session.scalars(select(Job).where(Job.key.like("%archive:%"))).one()
        job.state = JobState.DONE
        hostile = ["javascript:alert(1)", "<b>never</b>"]
        job.payload = {**job.payload, "copies": [["https://web.archive.org/web/1/x", "5 March"], hostile], "total": 2}
    page = client.get(where).text
    assert '<a href="https://web.archive.org/web/1/x"' in page
    assert "javascript:" not in page
    assert "<b>never" not in page


def test_a_confidential_article_says_why_nothing_is_asked(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    where, client = _keep(app_database, people, confidential=True), sign_in("cleo")
    page = client.get(where).text
    assert "confidential, and asking outside is not allowed for it. An editor can allow it." in page
    assert "Save in the Wayback Machine" not in page
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    answer = client.post(f"{where}/archive", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "confidential" in answer.text
    with app_database.read() as session:
        assert not session.scalars(select(Job).where(Job.key.like("%archive:%"))).all()

"""The page of keeping and legal hold: what it says, what it refuses, what it lists."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.models import Article, Event
from factcheck.models.base import utc_now
from factcheck.web.times import day_words
from tests.copy_kit import bring_in_secret
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        made = bring_in_secret(session, people)
        made.title = "Harbour <b>wall</b>"
        return made.id


def keep(client: FlaskClient, article_id: int, **fields: str) -> tuple[int, str]:
    page = f"/articles/{article_id}/keeping"
    answer = send(client, page, version=fields.pop("version", value_of(client.get(page).text, "version")), **fields)
    return answer.status_code, answer.text


def test_the_page_lists_what_would_go_and_takes_hold_and_day(
    sign_in: Enter, article: int, app_database: Database
) -> None:
    eda = sign_in("eda")
    page = eda.get(f"/articles/{article}/keeping").text
    assert "Kept without end" in page
    assert "1 confidential piece of evidence" in page
    assert "Hidden Heron" not in page
    assert "Kept without end" not in eda.get(f"/articles/{article}/edit").text
    assert "No day is set for this article." in eda.get(f"/articles/{article}/edit").text

    day = utc_now().date() + timedelta(days=200)
    far = day.isoformat()
    assert keep(eda, article, retain_until=far)[0] == 303
    page = eda.get(f"/articles/{article}/keeping").text
    assert f"Kept until {day_words(day)}" in page
    assert "Its editor is told 30 days before" in page
    assert f"Kept until {day_words(day)}" in eda.get(f"/articles/{article}/edit").text

    status, page = keep(eda, article, retain_until=far, legal_hold="y")
    assert status == 422
    assert "Say why the hold is put on or lifted" in page
    assert f'value="{far}"' in page
    assert keep(eda, article, retain_until=far, legal_hold="y", why="Letter of 3 March")[0] == 303
    assert "On legal hold" in eda.get(f"/articles/{article}/keeping").text
    with app_database.read() as session:
        assert session.get_one(Article, article).legal_hold
        row = session.scalars(select(Event).where(Event.action == "retention.set").order_by(Event.seq.desc())).first()
        assert row is not None
        assert (row.after or {})["why"] == "Letter of 3 March"


@pytest.mark.parametrize("day", ["2001-01-01", "soon", "2026-13-01", "99999-01-01"])
def test_a_day_that_is_none_is_refused_and_kept_in_the_form(sign_in: Enter, article: int, day: str) -> None:
    status, page = keep(sign_in("eda"), article, retain_until=day)
    assert status == 422
    assert re.search("lies ahead|Write the day as", page)
    assert day in page


def test_a_stale_form_is_shown_both(sign_in: Enter, article: int) -> None:
    eda, edo = sign_in("eda"), sign_in("edo")
    version = value_of(eda.get(f"/articles/{article}/keeping").text, "version")
    far = (utc_now().date() + timedelta(days=200)).isoformat()
    later = (utc_now().date() + timedelta(days=300)).isoformat()
    assert keep(edo, article, retain_until=far)[0] == 303
    status, page = keep(eda, article, version=version, retain_until=later)
    assert status == 409
    assert far in page
    assert later in page
    answer = send(
        eda,
        f"/articles/{article}/keeping",
        version=value_of(page, "version"),
        **{"keep-retain_until": "mine", "mine-retain_until": later, "theirs-retain_until": far},
    )
    assert answer.status_code == 303
    assert f'value="{later}"' in eda.get(f"/articles/{article}/keeping").text


def test_a_checker_does_not_see_it(sign_in: Enter, article: int) -> None:
    cleo = sign_in("cleo")
    assert cleo.get(f"/articles/{article}/keeping").status_code == 403
    assert send(cleo, "/queue", f"/articles/{article}/keeping", legal_hold="y", why="x").status_code == 403

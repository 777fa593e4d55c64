"""An article brought in by mistake is put away with a reason, and taken back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.articles import ArticleState
from factcheck.models import Article, Claim, Event
from factcheck.services.draft_add import find_same_address
from tests.intake import split_article
from tests.web.desk_client import send
from tests.web.page_rules import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        made, _, _ = split_article(session, people.eda)
        made.title, made.source_url = "Sent to us twice", "https://courier.test/twice"
        return made.id


def _worked_on(client: FlaskClient) -> str:
    """Return the rows of articles on the desk's first page, without what happened there last."""
    return "".join(re.findall(r"<tr.*?</tr>", client.get("/").text, re.DOTALL))


def test_it_leaves_lists_and_counts_and_comes_back(sign_in: Enter, app_database: Database, article: int) -> None:
    eda, page = sign_in("eda"), f"/articles/{article}"
    assert "Sent to us twice" in eda.get("/articles?state=open").text
    assert "Sent to us twice" in _worked_on(eda)
    assert f"{page}/put-away" in eda.get(page).text
    refused = send(eda, f"{page}/put-away", reason=" ")
    assert refused.status_code == 422
    assert problems(refused.text) == []
    assert send(eda, f"{page}/put-away", reason="Sent in twice.").status_code == 303
    told = eda.get(page).text
    assert "This article is put away" in told
    assert "Sent in twice." in told
    assert f"{page}/put-away" not in told
    assert "Sent to us twice" not in eda.get("/articles?state=open").text
    assert "Put away" in eda.get("/articles").text
    assert "Sent to us twice" not in _worked_on(eda)
    with app_database.read() as session:
        assert find_same_address(session, "https://courier.test/twice") is None
    assert send(eda, page, f"{page}/take-back").status_code == 303
    assert "Sent to us twice" in eda.get("/articles?state=open").text
    with app_database.read() as session:
        acts = session.scalars(select(Event.action).where(Event.article_id == article).order_by(Event.seq)).all()
        assert acts[-2:] == ["article.put_away", "article.taken_back"]


def test_whoever_goes_on_with_it_takes_it_back(sign_in: Enter, app_database: Database, article: int) -> None:
    eda, page = sign_in("eda"), f"/articles/{article}"
    send(eda, f"{page}/put-away", reason="Sent in twice.")
    assert send(eda, page, f"{page}/claims/confirm", all="1").status_code == 303
    with app_database.read() as session:
        row = session.get_one(Article, article)
        assert (row.state, row.put_away_why) == (ArticleState.CHECKING, None)
        assert session.scalars(select(Claim)).first() is not None
    # Now it is work, and is not put away over the heads of those who do it.
    assert send(eda, f"{page}/put-away", reason="Again.").status_code == 409
    assert "Put it away" not in eda.get(page).text


def test_a_checker_does_not_put_articles_away(sign_in: Enter, article: int) -> None:
    cleo = sign_in("cleo")
    assert send(cleo, f"/articles/{article}", f"/articles/{article}/put-away", reason="No.").status_code == 403

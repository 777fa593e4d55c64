"""Every page of an article wears one head: where one is, what is open, what comes next."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.articles import ArticleState
from factcheck.domain.claims import ClaimState
from factcheck.models import Claim, Person
from factcheck.services.article_head import next_for, view_head
from tests.intake import TEXT, split_article
from tests.web.page_rules import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

WAYS = {
    "": "Text",
    "/drafts/1": "Drafts",
    "/coverage": "Coverage",
    "/changes": "Changes",
    "/queries": "Questions",
    "/replies": "Replies",
    "/times": "Time",
    "/origins": "Origins",
    "/clearance": "Clearance",
    "/publish": "Publish",
}
LINES = ("The old wall fell in 1987 and killed nine people", "The council of Ostvik will spend 40 million crowns")


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        made, _, _ = split_article(session, people.eda, TEXT, LINES, title="Harbour wall")
        made.state = ArticleState.CHECKING
        return made.id


@pytest.mark.parametrize("page", WAYS)
def test_each_page_has_the_same_ways_and_says_which_it_is(sign_in: Enter, article: int, page: str) -> None:
    html = parse(sign_in("eda").get(f"/articles/{article}{page}").text)
    nav = next(e for e in html.iter("nav") if e.get("aria-label") == "This article")
    links = list(nav.iter("a"))
    assert [a.get("href") for a in links] == [f"/articles/{article}{way}" for way in WAYS]
    assert ["".join(a.itertext()).split()[0] for a in links if a.get("aria-current") == "page"] == [WAYS[page]]


def test_a_checker_is_not_led_where_she_may_not_go(sign_in: Enter, article: int) -> None:
    html = sign_in("cleo").get(f"/articles/{article}").text
    assert f'href="/articles/{article}/clearance"' in html
    assert f'href="/articles/{article}/publish"' not in html
    assert f'href="/articles/{article}/edit"' not in html


def test_a_change_in_the_workspace_changes_the_head(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    page = client.get(f"/articles/{article}").text
    assert "Confirm 2" in page
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    with app_database.read() as session:
        claim = session.get_one(Claim, 1)
        data = {"csrf_token": token, "version": claim.version}
    answer = client.post(f"/articles/{article}/claims/1/confirm", data=data, headers={"HX-Request": "true"})
    head = answer.text.partition('<hx-partial hx-target="#article-head"')[2]
    assert "Confirm 1" in head


@pytest.mark.parametrize(
    ("states", "editor", "checker"),
    [
        (("unconfirmed", "to_check"), ("Confirm 1", "claims"), ("Take one of 1", "claim")),
        (("to_check", "reopened"), ("Assign 2", "claims"), ("Take one of 2", "claims")),
        (("disputed", "assigned"), ("Settle 1 disputed", "claim"), None),
        (("agreed", "ruled"), ("Rule on 1", "claim"), None),
        (("proposed", "ruled"), ("Second-check 1", "claim"), ("Second-check 1", "claim")),
        (("checking", "ruled"), None, None),
        (("ruled", "not_checkable"), ("Cover the rest", "coverage"), None),
    ],
)
def test_the_next_step_is_that_of_who_looks(
    app_database: Database,
    people: People,
    article: int,
    states: tuple[str, str],
    editor: tuple[str, str] | None,
    checker: tuple[str, str] | None,
) -> None:
    with app_database.write() as session:
        for claim, state in zip(session.query(Claim).order_by(Claim.id), states, strict=True):
            claim.state = ClaimState(state)
            claim.assignee_id = people.edo if state in {"assigned", "checking"} else None
    with app_database.read() as session:
        for who, wanted in ((people.eda, editor), (people.cleo, checker)):
            person = session.get_one(Person, who)
            head = view_head(session, person, article)
            assert head is not None
            step = next_for(person, head)
            assert (step and (step.words, step.page)) == wanted


def test_what_one_holds_comes_first_for_a_checker(app_database: Database, people: People, article: int) -> None:
    with app_database.write() as session:
        for claim in session.query(Claim):
            claim.state, claim.assignee_id = ClaimState.ASSIGNED, people.cleo
    with app_database.read() as session:
        cleo = session.get_one(Person, people.cleo)
        head = view_head(session, cleo, article)
        assert head is not None
        step = next_for(cleo, head)
        assert step is not None
        assert step.words == "Check claim 1"


def test_articles_in_work_lead_to_each_other(sign_in: Enter, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        made = [split_article(session, people.eda, TEXT, LINES, title=f"Wall {n}")[0] for n in range(3)]
        made[1].state = ArticleState.PUBLISHED
        ids = [one.id for one in made]
    client = sign_in("cleo")
    assert re.findall(
        r'href="(\S+)" data-key="(.)" data-key-word="(?:Next|Prev)', client.get(f"/articles/{ids[0]}").text
    ) == [(f"/articles/{ids[2]}", "[")]
    assert f'href="/articles/{ids[0]}" data-key="]"' in client.get(f"/articles/{ids[2]}").text

"""The board as a page: grouped, filtered by its address; forms name who has the least to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.claims import ClaimState
from factcheck.models import Claim, Person
from factcheck.models.base import utc_now
from factcheck.services.claim_assign import assign_claims
from tests.intake import split_article
from tests.web.page_rules import parse, problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        made, _, claims = split_article(session, people.eda)
        claims[0].assignee_id, claims[0].state = people.cleo, ClaimState.CHECKING
        for claim in claims[1:]:
            claim.state = ClaimState.TO_CHECK
        return made.id


@pytest.mark.parametrize(
    "query", ["", "?by=state", "?by=nonsense&due=never&article=0", "?due=overdue", "?by=state&due=today"]
)
def test_any_address_of_the_board_opens(sign_in: Enter, article: int, query: str) -> None:
    assert sign_in("cleo").get(f"/board{query}").status_code == 200


def test_the_board_names_people_and_leads_to_their_claims(sign_in: Enter, article: int) -> None:
    page = sign_in("eda").get(f"/board?article={article}").text
    assert "Nobody yet" in page
    assert "1 open" in page
    assert 'href="/claims/1"' in page
    assert sign_in("eda").get("/board?article=999").status_code == 404


@pytest.mark.parametrize("page", ["/articles/{}?claim=2", "/claims/2"])
def test_enter_gives_a_claim_to_whom_was_chosen_and_not_to_oneself(sign_in: Enter, article: int, page: str) -> None:
    html = parse(sign_in("eda").get(page.format(article)).text)
    form = next(e for e in html.iter("form") if (e.get("action") or "").endswith("/assign"))
    first = next(e for e in form.iter("button") if e.get("type") == "submit")
    assert first.get("name") != "me"
    assert "Assign" in "".join(first.itertext())


def test_the_form_that_gives_claims_out_names_who_has_the_least_to_do(sign_in: Enter, article: int) -> None:
    page = sign_in("eda").get(f"/articles/{article}").text
    options = page.split('id="bulk-checker"')[1].split("</select>")[0]
    assert options.index("least to do") < options.index("(1 open)")


def test_an_editor_gives_on_what_somebody_left_from_the_board(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        session.get_one(Person, people.cleo).disabled_at = utc_now()
    client = sign_in("eda")
    page = client.get("/board").text
    assert problems(page) == []
    assert "<s><bdi>Cleo</bdi></s>" in page
    assert "no longer here" in client.get("/claims/1").text
    assert "no longer here" in client.get("/").text
    form = page.split('class="board-give"')[1].split("</form>")[0]
    values = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert values["claim"] == "1"
    assert client.post("/search", data={**values, "checker": people.cass}).location == "/board?by=person"
    with app_database.read() as session:
        assert session.get_one(Claim, 1).assignee_id == people.cass
    assert "board-give" not in sign_in("cass").get("/board").text


def test_the_note_to_the_checker_stands_on_the_claims_page(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    note = "Ask the harbour office first, not the council."
    with app_database.write() as session:
        assign_claims(session, session.get_one(Person, people.eda), [2], people.cass, note=note)
    page = sign_in("cass").get("/claims/2").text
    assert f"Note from <bdi>Eda</bdi>: <bdi>{note}</bdi>" in page
    assert problems(page) == []

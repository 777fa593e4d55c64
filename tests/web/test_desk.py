from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select, update

from factcheck.domain.claims import ClaimState
from factcheck.models import Claim, Job, Person
from factcheck.models.base import utc_now
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_confirm import confirm_claims
from tests.intake import TEXT, split_article
from tests.web.test_articles import send

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def filled(app_database: Database, people: People) -> int:
    """One article, late, its five claims confirmed, the first two with Cleo."""
    with app_database.write() as session:
        late = utc_now() - timedelta(hours=3)
        made, _, claims = split_article(session, people.eda, deadline_at=late)
        eda = session.get_one(Person, people.eda)
        confirm_claims(session, eda, made.id)
        assign_claims(session, eda, [claims[0].id], people.cleo, due_at=utc_now() + timedelta(days=3))
        assign_claims(session, eda, [claims[1].id], people.cleo, note="Late already")
        return made.id


def tiles(page: str) -> dict[str, int]:
    found = re.findall(r'<span class="tile-n">(\d+)</span><span class="tile-label">(?:<svg.*?</svg>)?([^<]+)', page)
    return {label: int(n) for n, label in found}


def test_pages_say_that_sources_are_delayed_while_work_waits_for_nobody(
    sign_in: Enter, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        _, _, claims = split_article(session, people.eda)
        claim_id = claims[0].id
        claims[0].state, claims[0].assignee_id = ClaimState.CHECKING, people.cleo
    cleo = sign_in("cleo")
    page = f"/claims/{claim_id}"
    assert send(cleo, f"{page}/lookups", {"query": "ferry", "providers": "corpus"}).status_code == 303
    assert "delayed" not in cleo.get(page).text
    assert "delayed" not in cleo.get("/").text
    with app_database.write() as session:
        session.execute(update(Job).values(run_after=utc_now() - timedelta(minutes=2)))
    assert "Sources are delayed" in cleo.get(page).text
    assert "Sources are delayed" in cleo.get("/").text


def test_an_empty_desk_says_how_to_begin(sign_in: Enter) -> None:
    page = sign_in("eda").get("/").text
    assert "No articles yet" in page
    assert "/articles/new" in page
    assert "/articles/new" not in sign_in("cleo").get("/").text


def test_the_desk_counts_what_waits_and_who_holds_what(sign_in: Enter, filled: int) -> None:
    page = sign_in("eda").get("/").text
    assert tiles(page) == {
        "to confirm": 0,
        "unassigned": 3,
        "in check": 2,
        "in review": 0,
        "overdue": 4,
        "cited pages changed": 0,
    }
    assert "(4 overdue)" in page
    assert "0 of 5" in page
    assert "Assign 3" in page
    row = page.split("<bdi>Cleo</bdi></a></th>")[1].partition("</tr>")[0]
    assert re.findall(r'<td class="num">(\d+)</td>', row) == ["2", "1", "0"]


def test_each_tile_leads_to_what_it_counts(sign_in: Enter, filled: int) -> None:
    client = sign_in("eda")
    page = client.get("/").text
    for n, href in [(3, "/search?state=unassigned"), (2, "/search?state=in_check"), (4, "/search?state=overdue")]:
        assert f'href="{href}"' in page
        assert client.get(href).text.count('name="claim"') == n


def test_claims_of_a_list_are_given_out_together(
    sign_in: Enter, app_database: Database, people: People, filled: int
) -> None:
    client = sign_in("eda")
    ids = re.findall(r'name="claim" value="(\d+)"', client.get("/search?state=unassigned").text)
    assert send(client, "/search?state=unassigned", {"checker": people.cass}).status_code == 422
    assert send(client, "/search?state=unassigned", {"claim": ids, "checker": people.cass}).status_code == 303
    with app_database.read() as session:
        assert len(session.scalars(select(Claim.id).where(Claim.assignee_id == people.cass)).all()) == 3


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "it's",
        "a-b",
        "foo AND",
        "claim:",
        "*",
        "(",
        "^",
        "\x00",
        "x" * 10_000,
        "%",
        "_",
        "\\",
        "' OR 1=1 --",
        "\ud800",
        "<b>",
        "{{7*7}}",
    ],
)
def test_a_hostile_search_finds_nothing_and_breaks_nothing(sign_in: Enter, filled: int, typed: str) -> None:
    answer = sign_in("cleo").get("/search", query_string={"q": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code == 200
    if typed in {"%", "_", "*", "^"}:
        assert "Nothing was found" in answer.text


def test_a_search_finds_words_in_any_order_and_case(sign_in: Enter, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        split_article(
            session, people.eda, "Élan vital\n\nÉcole 100% fermée.", ["École 100% fermée."], title="Élan vital"
        )
    client = sign_in("cleo")
    for typed in ("fermée école", "100%", "École", "vital élan"):
        assert "Nothing was found" not in client.get("/search", query_string={"q": typed}).text, typed
    # A sign is not asked for, and stands for no other letter.
    assert "Nothing was found" in client.get("/search?q=1_0").text


def test_letters_inside_a_word_are_one_press_away(sign_in: Enter, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        split_article(
            session, people.eda, "Watergate\n\nThe Watergate office opened.", ["The Watergate office opened."]
        )
    client = sign_in("cleo")
    page = client.get("/search?q=terga").text
    assert "Nothing was found" in page
    (href,) = re.findall(r'href="([^"]+)">Look for these letters inside words, too', page)
    found = client.get(href.replace("&amp;", "&")).text
    assert "The Watergate office opened." in found
    assert "Only whole words and how they begin" in found


def test_the_queue_is_by_due_date_and_says_why(sign_in: Enter, filled: int) -> None:
    page = sign_in("cleo").get("/queue").text
    assert re.findall(r'<span class="queue-no">(\d+)</span>', page) == ["2", "1"]
    assert page.count("To check") >= 2
    assert "Overdue" in page
    assert "(2) My queue" in page
    assert "Nothing waits for you" in sign_in("cass").get("/queue").text


def test_take_next_begin_and_hand_back(sign_in: Enter, app_database: Database, people: People, filled: int) -> None:
    client = sign_in("cass")
    page = client.get("/queue").text
    key = re.findall(r'name="form_key" value="([^"]+)"', page)[0]
    first = send(client, "/queue/next", {"form_key": key})
    again = send(client, "/queue/next", {"form_key": key})
    assert first.status_code == 303
    assert first.location == again.location
    with app_database.read() as session:
        (claim,) = session.scalars(select(Claim.id).where(Claim.assignee_id == people.cass)).all()
    assert send(client, f"/queue/{claim}/start").status_code == 303
    assert "You began this" in client.get("/queue").text
    refused = send(client, f"/queue/{claim}/hand-back", {"reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert send(client, f"/queue/{claim}/hand-back", {"reason": "I know her"}).status_code == 303
    with app_database.read() as session:
        assert session.get_one(Claim, claim).state is ClaimState.TO_CHECK
    assert send(sign_in("cleo"), "/queue/999999/start").status_code == 404


def test_take_next_says_when_nothing_is_left(sign_in: Enter) -> None:
    client = sign_in("cass")
    send(client, "/queue/next")
    assert "Nothing waits to be taken" in client.get("/queue").text


def test_articles_are_filtered(sign_in: Enter, app_database: Database, people: People, filled: int) -> None:
    with app_database.write() as session:
        split_article(session, people.edo, TEXT + "x", title="Something else")
    client = sign_in("eda")
    assert "Something else" in client.get("/articles").text
    assert "Something else" not in client.get("/articles?due=late").text
    assert "Something else" not in client.get("/articles?owner=mine").text
    assert "Harbour wall" not in client.get("/articles?q=something").text.split("<tbody>")[1]
    assert "No article is like that" in client.get("/articles?state=withdrawn").text


def test_a_wrong_address_leads_back_to_the_desk_or_to_the_door(sign_in: Enter, client: FlaskClient) -> None:
    assert "Back to the desk" in sign_in("cleo").get("/nothing-here").text
    assert "Sign in" in client.get("/nothing-here").text

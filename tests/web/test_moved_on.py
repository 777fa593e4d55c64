"""Two windows are open and one acts: the other reads what happened, and gets back what was typed."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.claims import ClaimState
from factcheck.models import Claim, Person
from factcheck.services.claim_assign import assign_claims
from tests.verdict_world import World, build_world
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def claim(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        return build_world(session, people).claim.id


def said(page: str) -> str:
    """Return the words of a page, its tags left out."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def propose(database: Database, people: People, claim_id: int) -> None:
    with database.write() as session:
        claim = session.get_one(Claim, claim_id)
        world = World(session, people, claim.article, claim.occurrences[0].draft, claim, claim)
        world.proposed()


def test_a_second_check_that_a_colleague_made_is_told_with_her_name_and_the_words_are_kept(
    sign_in: SignIn, app_database: Database, people: People, claim: int
) -> None:
    propose(app_database, people, claim)
    page = f"/claims/{claim}/verdict"
    cass, eda = sign_in("cass"), sign_in("eda")
    number = value_of(eda.get(page).text, "second-number")
    fields = {"second-number": number, "second-review": "agree", "second-note": "I read page 4, too."}
    assert send(cass, page, f"/claims/{claim}/second-check", **fields).status_code == 303
    late = send(eda, page, f"/claims/{claim}/second-check", **fields)
    words = said(late.text)
    assert late.status_code == 409
    assert "Not allowed" not in words
    assert re.search(r"Cass agreed with the verdict today \d\d:\d\d\.", words)
    assert "somebody else makes the second check" not in words
    assert "I read page 4, too." in words
    assert f'href="/claims/{claim}"' in late.text


def test_what_one_did_in_ones_own_other_window_is_told_as_that(
    sign_in: SignIn, app_database: Database, people: People, claim: int
) -> None:
    propose(app_database, people, claim)
    page = f"/claims/{claim}/verdict"
    cass = sign_in("cass")
    number = value_of(cass.get(page).text, "second-number")
    fields = {"second-number": number, "second-review": "agree", "second-note": "x"}
    send(cass, page, f"/claims/{claim}/second-check", **fields)
    assert "You agreed with the verdict today" in said(send(cass, page, f"/claims/{claim}/second-check", **fields).text)


def test_a_claim_given_to_somebody_else_while_one_typed(
    sign_in: SignIn, app_database: Database, people: People, claim: int
) -> None:
    cleo = sign_in("cleo")
    assert send(cleo, "/queue", f"/queue/{claim}/take").status_code == 303
    with app_database.write() as session:
        assign_claims(session, session.get_one(Person, people.eda), [claim], people.cass, reason="Cleo is ill")
    late = send(cleo, f"/claims/{claim}", f"/claims/{claim}/verdict", **{"verdict-rationale": "Two hours of reading."})
    words = said(late.text)
    assert re.search(r"Eda gave this claim to Cass today \d\d:\d\d\.", words)
    assert "Two hours of reading." in words
    taken = said(send(cleo, "/queue", f"/queue/{claim}/take").text)
    assert "Eda gave this claim to Cass today" in taken
    assert "Cass has this claim now" in taken


def test_a_second_check_that_two_want_to_take(
    sign_in: SignIn, app_database: Database, people: People, claim: int
) -> None:
    propose(app_database, people, claim)
    page, take = f"/claims/{claim}/verdict", f"/claims/{claim}/second-check/take"
    cass, edo = sign_in("cass"), sign_in("edo")
    assert send(cass, page, take).status_code == 303
    # A double click takes it once.
    assert send(cass, page, take).status_code == 303
    late = send(edo, page, take)
    assert late.status_code == 409
    assert "Cass took the second check today" in said(late.text)


def test_whose_own_verdict_it_is_reads_the_rule_that_is_true(
    sign_in: SignIn, app_database: Database, people: People, claim: int
) -> None:
    propose(app_database, people, claim)
    answer = send(sign_in("cleo"), f"/claims/{claim}", f"/claims/{claim}/second-check/take")
    assert answer.status_code == 403
    assert "You proposed this verdict: somebody else makes the second check." in said(answer.text)


def test_a_part_of_a_page_that_comes_too_late_stays_and_says_why(
    sign_in: SignIn, app_database: Database, people: People, claim: int
) -> None:
    cleo, eda = sign_in("cleo"), sign_in("eda")
    page = f"/claims/{claim}"
    token = value_of(eda.get(page).text, "csrf_token")
    assert send(cleo, "/queue", f"/queue/{claim}/take").status_code == 303
    with app_database.write() as session:
        session.get_one(Claim, claim).state = ClaimState.RULED
    answer = eda.post(
        f"/claims/{claim}/lookups",
        data={"csrf_token": token, "query": "north pier"},
        headers={"HX-Request": "true", "HX-Current-URL": f"http://localhost{page}?kind=book"},
    )
    assert answer.status_code == 409
    assert answer.headers["HX-Reswap"] == "beforebegin"
    assert "<html" not in answer.text
    assert "<h1" not in answer.text
    assert "Sources are looked for until a claim is ruled" in answer.text
    assert f'href="{page}?kind=book"' in answer.text
    assert "north pier" in answer.text


def test_a_part_of_a_page_asked_for_after_the_session_leaves_the_page_and_what_is_typed_on_it(
    sign_in: SignIn, claim: int
) -> None:
    eda = sign_in("eda")
    page = f"/claims/{claim}"
    token = value_of(eda.get(page).text, "csrf_token")
    assert send(eda, "/settings", "/logout").status_code == 303
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{page}", "Sec-Fetch-Site": "same-origin"}
    answer = eda.get(f"{page}/sources", headers=headers)
    assert answer.status_code == 404
    assert "HX-Retarget" not in answer.headers
    assert "<html" not in answer.text
    assert f'href="/login?next={page}"' in answer.text
    # Nobody pressed anything: the focus stays where somebody types.
    assert "autofocus" not in answer.text
    sent = eda.post(f"{page}/lookups", data={"csrf_token": token, "query": "north pier"}, headers=headers)
    assert sent.headers["HX-Retarget"] == "body"
    assert "north pier" in sent.text
    bare = eda.post("/suggestions/1/accept", data={"csrf_token": token}, headers=headers)
    assert bare.headers["HX-Reswap"] == "beforebegin"

"""A blind second check: nothing of the first verdict shows before the second rating is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.verdicts import Review
from factcheck.models import Claim, Opinion, PolicyRule
from factcheck.services.agreement_view import agreement_by_kind
from factcheck.services.blind_check import check_blind
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.claim_take import hand_back
from factcheck.services.policy_seed import seed_policy
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_take_back import take_back_verdict
from tests.verdict_world import World, build_world
from tests.web.desk_client import send, value_of
from tests.web.page_rules import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

CANARY = "zq-first-verdict-heron"


def blind_world(session: Session, people: People, *, second_check: str = "blind") -> World:
    seed_policy(session)
    for rule in session.scalars(select(PolicyRule)):
        rule.requirement = {**rule.requirement, "second_check": second_check}
    world = build_world(session, people)
    words: dict[str, Any] = {name: f"{CANARY} {name}" for name in ("summary", "rationale", "limits")}
    world.proposed(attribution="imprecise", content="mostly_false", **words)
    return world


@pytest.fixture
def world(session: Session, people: People) -> World:
    return blind_world(session, people)


def check(world: World, attribution: str = "imprecise", content: str = "mostly_false") -> Any:
    return check_blind(
        world.session,
        world.person("cass"),
        world.claim.id,
        attribution_id=world.rating("attribution", attribution).id,
        content_id=world.rating("public", content).id,
        note="",
        number=1,
    )


def test_the_same_ratings_agree(world: World) -> None:
    assert check(world).review is Review.AGREE
    assert world.state() is ClaimState.AGREED
    assert world.session.scalars(select(Opinion)).one().by_id == world.people.cass
    assert [(row.agreed, row.checked, row.percent) for row in agreement_by_kind(world.session)] == [(1, 1, 100)]


def test_another_rating_in_either_layer_disputes(world: World) -> None:
    verdict = check(world, content="true")
    assert verdict.review is Review.DISPUTE
    assert "Rated without seeing it: Imprecisely reported; True." in verdict.review_note
    assert world.state() is ClaimState.DISPUTED


def test_the_open_form_is_refused_where_the_policy_wants_it_blind(world: World) -> None:
    with pytest.raises(WrongState, match="blind"):
        review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=1)


def test_both_layers_are_rated(world: World) -> None:
    with pytest.raises(InvalidInput) as caught:
        check_blind(
            world.session,
            world.person("cass"),
            world.claim.id,
            attribution_id=world.rating("attribution", "accurate").id,
            content_id=world.rating("attribution", "accurate").id,
            note="",
            number=1,
        )
    assert caught.value.field == "content_id"


def pages(claim: int, article: int) -> list[str]:
    return [
        f"/claims/{claim}",
        f"/claims/{claim}/verdict",
        f"/claims/{claim}/evidence",
        f"/articles/{article}?claim=1",
        f"/articles/{article}",
        f"/articles/{article}/queries",
        f"/search?q={CANARY}",
        f"/claims/{claim}/publish",
        "/log",
        "/queue",
        "/",
    ]


def leaks(client: FlaskClient, claim: int, article: int) -> list[str]:
    found = []
    for page in pages(claim, article):
        for headers in ({}, {"HX-Request": "true"}):
            text = client.get(page, headers=headers).text.replace(f'value="{CANARY}"', "").replace(f"“{CANARY}”", "")
            if f"{CANARY} " in text:
                found.append(page)
    return found


@pytest.mark.parametrize("then", ["held", "handed back", "opened again"])
def test_a_verdict_that_was_taken_back_is_shown_to_nobody_who_may_check_the_next(
    then: str, sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        made = blind_world(session, people)
        claim, article = made.claim.id, made.article.id
        if then == "opened again":
            reopen_claim(session, made.person("eda"), claim, "New minutes came in.")
        else:
            take_back_verdict(session, made.person("cleo"), claim, number=1)
        if then == "handed back":
            hand_back(session, made.person("cleo"), claim, "On leave from tomorrow.")
    for who in ("cass", "eda"):
        assert not leaks(sign_in(who), claim, article)
    assert leaks(sign_in("cleo"), claim, article)


@pytest.mark.parametrize("who", ["cass", "eda"])
def test_no_page_shows_the_first_verdict_before_the_second_rating(
    who: str, sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        made = blind_world(session, people)
        claim, article = made.claim.id, made.article.id
        ids = {
            "blind-attribution_id": made.rating("attribution", "imprecise").id,
            "blind-content_id": made.rating("public", "mostly_false").id,
        }
    client = sign_in(who)
    assert not leaks(client, claim, article)
    assert leaks(sign_in("cleo"), claim, article)
    page = f"/claims/{claim}/verdict"
    shown = client.get(page).text
    assert "second check, blind" in shown.lower()
    assert "second-review" not in shown
    assert not problems(shown)
    number = value_of(shown, "blind-number")
    fields: dict[str, Any] = {"blind-number": number}
    refused = send(client, page, f"/claims/{claim}/blind-check", **fields)
    assert refused.status_code == 422
    assert CANARY not in refused.text
    assert send(client, page, f"/claims/{claim}/blind-check", **fields, **ids).status_code == 303
    assert CANARY in client.get(page).text
    with app_database.read() as session:
        assert session.get_one(Claim, claim).state is ClaimState.AGREED


def test_where_the_policy_does_not_ask_for_it_the_verdict_shows(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        made = blind_world(session, people, second_check="required")
        claim, article = made.claim.id, made.article.id
    assert f"/claims/{claim}" in leaks(sign_in("cass"), claim, article)

"""The vote on a dispute as people see it: a seat, a form, nothing of the others before the last vote is in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models import PolicyRule
from factcheck.services.policy_seed import seed_policy
from tests.services.test_panel_vote import disputed_world, ids, vote, who
from tests.web.desk_client import send, value_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

CANARY = "zq-vote-heron"


def test_a_vote_from_seat_to_ruling(sign_in: SignIn, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        made = disputed_world(session, people)
        claim, article = made.claim.id, made.article.id
        false = ids(made, "false")
        vote(made, "Vera", "false", CANARY)
    page = f"/claims/{claim}"
    edo = sign_in("edo")
    assert "Rule that it stands" not in edo.get(page).text
    assert "A seat in a vote is free" in edo.get("/queue").text
    assert "Take a seat" in edo.get(page).text
    assert send(edo, page, f"{page}/panel/seat").status_code == 303
    shown = edo.get(f"{page}/verdict").text
    fields: dict[str, Any] = {"vote-number": value_of(shown, "vote-number")}
    refused = send(edo, page, f"{page}/panel/vote", **fields, **{"vote-note": "kept words"})
    assert refused.status_code == 422
    assert "Choose a rating in both layers." in refused.text
    assert "kept words" in refused.text
    for name in ("edo", "eda", "cleo"):
        client = sign_in(name)
        for where in (page, f"{page}/verdict", f"/articles/{article}", f"/articles/{article}?claim=1", "/log", "/"):
            assert CANARY not in client.get(where).text, where
    ratings = {f"vote-{name}": value for name, value in false.items()}
    done = send(edo, page, f"{page}/panel/vote", **fields, **ratings, **{"vote-note": "The minutes say May 3."})
    assert done.status_code == 303
    after = sign_in("cleo").get(page).text
    assert CANARY in after
    assert "Another finding carried" in after
    ruling = edo.get(f"{page}/verdict").text
    assert "The verdict that the vote found" in ruling
    assert "Rule that it stands" not in ruling
    assert f'name="ruling-content_rating_id" value="{false["content_id"]}" checked' in ruling


def test_an_editor_invites_and_ends_a_vote(sign_in: SignIn, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        made = disputed_world(session, people)
        page = f"/claims/{made.claim.id}"
        vera = who(made, "Vera").id
    eda = sign_in("eda")
    assert send(eda, page, f"{page}/panel/invite", **{"invite-person": people.cleo}).status_code == 422
    assert send(eda, page, f"{page}/panel/invite", **{"invite-person": "x"}).status_code == 422
    assert send(eda, page, f"{page}/panel/invite", **{"invite-person": vera}).status_code == 303
    assert "has not voted yet" in eda.get(page).text
    assert send(eda, page, f"{page}/panel/seats/{vera}/leave").status_code == 303
    assert "Say why the vote is ended" in send(eda, page, f"{page}/panel/end").text
    assert send(eda, page, f"{page}/panel/end", **{"end_vote-why": "Nobody is here."}).status_code == 303
    assert "Nobody is here." in eda.get(page).text
    assert "Rule that it stands" in eda.get(page).text


def test_no_side_gets_in_by_posting(sign_in: SignIn, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        page = f"/claims/{disputed_world(session, people).claim.id}"
    for name in ("cleo", "cass"):
        client = sign_in(name)
        assert "Take a seat" not in client.get(page).text
        assert send(client, "/settings", f"{page}/panel/seat").status_code == 403
    assert send(sign_in("cass"), "/settings", f"{page}/panel/end", **{"end_vote-why": "x"}).status_code == 403


def test_the_policy_page_sets_who_settles_a_dispute(sign_in: SignIn, app_database: Database, people: People) -> None:
    assert people.eda
    with app_database.write() as session:
        seed_policy(session)
    eda = sign_in("eda")
    where = "/admin/policy/rules/every"
    fields = {
        "key": "every",
        "number": "1",
        "claim_kind": "*",
        "words": "One source that opens",
        "w0-opens": "1",
        "second_check": "required",
        "dispute": "panel",
        "active": "yes",
    }
    assert send(eda, where, "/admin/policy", **fields).status_code == 303
    assert 'value="panel" selected' in eda.get(where).text
    assert "A panel of three votes" in eda.get("/admin/policy").text
    refused = send(eda, where, "/admin/policy", **(fields | {"number": "2", "dispute": "dice"}))
    assert refused.status_code == 422
    with app_database.read() as session:
        rule = session.scalars(select(PolicyRule).where(PolicyRule.key == "every", PolicyRule.retired_at.is_(None)))
        assert rule.one().requirement["dispute"] == "panel"

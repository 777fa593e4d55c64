"""The policy's pages: beside the verdict, let pass with a reason, edited as data."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimKind
from factcheck.models import PolicyRule
from factcheck.services.policy_check import unmet_rules
from factcheck.services.policy_seed import seed_policy
from tests.verdict_world import build_world
from tests.web.desk_client import send
from tests.web.page_rules import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


@pytest.fixture
def claim(app_database: Database, people: People) -> tuple[int, int]:
    with app_database.write() as session:
        seed_policy(session)
        world = build_world(session, people)
        world.claim.kind = ClaimKind.QUANTITY
        world.evidence()
        return world.article.id, world.claim.id


def test_rules_stand_beside_the_verdict_and_an_editor_lets_one_pass(
    claim: tuple[int, int], sign_in: SignIn, app_database: Database
) -> None:
    article_id, claim_id = claim
    page = f"/claims/{claim_id}"
    eda, cleo = sign_in("eda"), sign_in("cleo")
    shown = eda.get(page).text
    assert "Not met:</strong> <bdi>A primary source, or two origins" in shown
    assert "Met:</strong> <bdi>One source that opens" in shown
    assert not problems(shown)
    to = f"{page}/policy/quantity/override"
    assert to in shown
    assert to not in cleo.get(page).text
    assert send(cleo, page, to, reason="Let me").status_code == 403
    send(eda, page, to, reason=" ")
    assert "Say why" in eda.get(page).text
    send(eda, page, to, reason="The board <b>never</b> printed it")
    after = eda.get(page).text
    assert "Let pass:" in after
    assert "&lt;b&gt;never" in after
    with app_database.read() as session:
        assert [rule.claim_number for rule in unmet_rules(session, article_id)] == [2]
    send(eda, page, f"{page}/policy/quantity/withdraw")
    assert "Not met:" in eda.get(page).text


def test_a_rule_is_edited_into_its_next_version(
    claim: tuple[int, int], sign_in: SignIn, app_database: Database
) -> None:
    eda = sign_in("eda")
    page = "/admin/policy/rules/quantity"
    assert not problems(eda.get(page).text)
    fields = {
        "key": "quantity",
        "number": "1",
        "claim_kind": "quantity",
        "words": "Two data sets",
        "w1-kinds": ["dataset"],
        "w1-count": "2",
        "second_check": "blind",
        "active": "yes",
    }
    assert send(eda, page, "/admin/policy", **fields | {"claim_kind": "gossip"}).status_code == 422
    assert send(eda, page, "/admin/policy", **fields).status_code == 303
    assert "meanwhile" in send(eda, page, "/admin/policy", **fields).text
    with app_database.read() as session:
        old, new = session.scalars(select(PolicyRule).where(PolicyRule.key == "quantity").order_by(PolicyRule.number))
        assert old.retired_at is not None
        assert new.requirement == {"any_of": [{"kinds": ["dataset"], "count": 2}], "second_check": "blind"}
    assert "Version 1, until" in eda.get(page).text
    index = eda.get("/admin/policy").text
    assert "Two data sets" in index
    assert not problems(index)


def test_a_new_rule_is_added_and_checkers_only_read(claim: tuple[int, int], sign_in: SignIn) -> None:
    eda, cleo = sign_in("eda"), sign_in("cleo")
    assert not problems(eda.get("/admin/policy/new").text)
    fields = {"key": "law", "number": "0", "claim_kind": "law", "words": "The text of the act", "active": "yes"}
    sent = send(eda, "/admin/policy/new", "/admin/policy", **fields, second_check="required", **{"w0-primary": "1"})
    assert sent.status_code == 303
    shown = cleo.get("/admin/policy").text
    assert "The text of the act" in shown
    assert "/admin/policy/rules/law" not in shown
    assert cleo.get("/admin/policy/new").status_code == 403

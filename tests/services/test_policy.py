"""The sourcing policy held against claims, and what an editor may let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, WrongState
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.policy import RULES
from factcheck.models import Event, PolicyRule
from factcheck.models.base import utc_now
from factcheck.services.policy_check import claim_rules, unmet_rules
from factcheck.services.policy_override import override_rule, withdraw_override
from factcheck.services.policy_seed import seed_policy
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    seed_policy(session)
    made = build_world(session, people)
    made.second.kind = ClaimKind.QUANTITY
    session.flush()
    return made


def asked(world: World) -> list[tuple[int, str]]:
    return [(rule.claim_number, rule.rule_key) for rule in unmet_rules(world.session, world.article.id)]


def test_the_first_rules_come_once_and_edited_ones_stay(session: Session) -> None:
    assert seed_policy(session) == len(RULES)
    session.scalars(select(PolicyRule)).first().active = False  # type: ignore[union-attr]  # seeded above
    session.flush()
    assert seed_policy(session) == 0


def test_each_claim_is_asked_by_its_kind_and_by_the_rule_for_all(world: World) -> None:
    assert asked(world) == [(1, "every"), (2, "quantity"), (2, "every")]


def test_two_pages_of_one_origin_do_not_make_a_number_good(world: World) -> None:
    same = world.origin()
    world.evidence(world.second, origin_id=same.id)
    world.evidence(world.second, origin_id=same.id)
    assert asked(world) == [(1, "every"), (2, "quantity")]
    world.evidence(world.second)
    assert asked(world) == [(1, "every")]


def test_withdrawn_evidence_no_longer_counts(world: World) -> None:
    item = world.evidence(world.second, primary=True)
    assert (2, "quantity") not in asked(world)
    item.withdrawn_at = utc_now()
    world.session.flush()
    assert (2, "quantity") in asked(world)


def test_a_call_does_not_open_but_a_kept_file_does(world: World) -> None:
    item = world.evidence(kind=EvidenceKind.CALL, url="", outlet="")
    assert (1, "every") in asked(world)
    item.blob = "ab" * 32
    world.session.flush()
    assert (1, "every") not in asked(world)


def test_claims_that_are_out_or_not_confirmed_are_not_asked(world: World) -> None:
    world.claim.state = ClaimState.CUT
    world.second.state = ClaimState.UNCONFIRMED
    world.session.flush()
    assert asked(world) == []


def test_a_retired_rule_asks_nothing(world: World) -> None:
    for rule in world.session.scalars(select(PolicyRule)):
        rule.retired_at = utc_now()
    world.session.flush()
    assert asked(world) == []


def test_an_editor_lets_a_rule_pass_for_one_claim_and_the_log_says_why(world: World) -> None:
    override_rule(world.session, world.person("eda"), world.second.id, "quantity", " The board\nnever printed it. ")
    assert asked(world) == [(1, "every"), (2, "every")]
    event = world.session.scalars(select(Event).where(Event.action == "policy.overridden")).one()
    assert event.after == {"rule": "quantity", "number": 1, "reason": "The board never printed it."}
    assert event.claim_id == world.second.id
    withdraw_override(world.session, world.person("edo"), world.second.id, "quantity")
    assert (2, "quantity") in asked(world)


def test_a_checker_cannot_override_and_nobody_without_a_reason(world: World) -> None:
    with pytest.raises(NotAllowed):
        override_rule(world.session, world.person("cleo"), world.second.id, "quantity", "I am sure")
    with pytest.raises(InvalidInput, match="Say why"):
        override_rule(world.session, world.person("eda"), world.second.id, "quantity", " ")
    assert (2, "quantity") in asked(world)


def test_only_a_rule_that_applies_and_is_unmet_can_be_overridden(world: World) -> None:
    eda = world.person("eda")
    with pytest.raises(NotFound):
        override_rule(world.session, eda, world.claim.id, "quantity", "No such rule for an event")
    world.evidence()
    with pytest.raises(WrongState, match="met"):
        override_rule(world.session, eda, world.claim.id, "every", "It is met")
    override_rule(world.session, eda, world.second.id, "every", "Heard in the room")
    with pytest.raises(WrongState, match="already"):
        override_rule(world.session, eda, world.second.id, "every", "Again")


def test_a_claims_page_learns_which_rules_are_met(world: World) -> None:
    world.evidence(world.second)
    shown = {item.rule.key: (item.met, item.unmet) for item in claim_rules(world.session, world.second)}
    assert shown == {"quantity": (False, True), "every": (True, False)}

"""The sourcing policy held against claims, and what an editor may let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.domain.errors import InvalidInput, NotAllowed, NotFound, WrongState
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.jobs import JobKind, JobState
from factcheck.domain.policy import RULES
from factcheck.models import Event, Evidence, PolicyRule
from factcheck.models.base import utc_now
from factcheck.services.job_ask import ask_job
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


def fetched(world: World, row: Evidence, state: JobState, error: str = "") -> None:
    """Owe the fetch of the page behind `row` as logging it does, and let it end so."""
    key, payload = f"evidence:{row.id}:{row.version}", {"evidence_id": row.id}
    job = ask_job(world.session, JobKind.FETCH_HIT, key, payload, claim_id=row.claim_id)
    job.state, job.error = state, error
    world.session.flush()


@pytest.mark.parametrize(
    ("state", "error", "said"),
    [
        (JobState.FAILED, "The site's robots.txt asks not to be read.", "robots.txt asks not to be read. Log a source"),
        (JobState.FAILED, "There is no such page (404).", "There is no such page (404). Log a source"),
        (JobState.CANCELLED, "", "never opened for the desk. Log a source"),
        (JobState.WAITING, "It did not answer in time.", "is still being fetched"),
    ],
)
def test_a_page_that_never_opened_opens_nothing(world: World, state: JobState, error: str, said: str) -> None:
    row = world.evidence()
    fetched(world, row, state, error)
    unmet = unmet_rules(world.session, world.article.id)[0]
    assert (unmet.claim_number, unmet.rule_key) == (1, "every")
    assert unmet.why.startswith("“Minutes of meeting 1” ")
    assert said in unmet.why
    world.evidence(url="https://board.test/other", capture_id=world.capture().id)
    assert asked(world)[0] == (2, "quantity")


@pytest.mark.parametrize(
    ("state", "values", "met"),
    [
        ("captured", {"text": "Resolved."}, True),
        ("truncated", {"text": "Resol"}, True),
        ("unreadable", {"media_type": "application/pdf", "size": 900}, True),
        ("unreadable", {"media_type": "text/html", "size": 900}, False),
        ("unreadable", {"media_type": "application/pdf", "size": 0}, False),
        ("blocked", {"media_type": "text/plain", "size": 900}, False),
        ("erased", {"media_type": "application/pdf", "size": 900}, False),
    ],
)
def test_a_kept_copy_counts_if_it_shows_something(world: World, state: str, values: dict[str, Any], met: bool) -> None:
    capture = world.capture()
    capture.state, capture.text = state, ""
    for name, value in values.items():
        setattr(capture, name, value)
    world.evidence(capture_id=capture.id)
    assert ((1, "every") not in asked(world)) is met


def test_what_may_not_be_fetched_was_opened_by_whoever_logged_it(world: World) -> None:
    world.evidence(confidential=True)
    assert (1, "every") not in asked(world)


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

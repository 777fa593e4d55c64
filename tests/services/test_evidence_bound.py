"""What a second person confirms is what was proposed: cited evidence stays as it is under a verdict."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.domain.errors import WrongState
from factcheck.domain.evidence import OriginKind, Stance
from factcheck.domain.verdicts import Review
from factcheck.models import Event, Origin, PolicyRule
from factcheck.models.base import utc_now
from factcheck.services.blind_check import check_blind
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.evidence_bound import bound_evidence
from factcheck.services.evidence_edit import edit_evidence
from factcheck.services.evidence_log import EvidenceValues
from factcheck.services.evidence_withdraw import withdraw_evidence
from factcheck.services.origin_edit import merge_origins, name_origin
from factcheck.services.origin_find import OriginChoice
from factcheck.services.origin_move import move_to_origin
from factcheck.services.policy_seed import seed_policy
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from factcheck.services.verdict_take_back import take_back_verdict
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Evidence
    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def as_is(row: Evidence) -> EvidenceValues:
    return EvidenceValues(
        kind=row.kind, stance=row.stance, title=row.title, url=row.url, outlet=row.outlet, excerpt=row.excerpt
    )


def edit(world: World, row: Evidence, who: str = "cleo", **changed: Any) -> None:
    edit_evidence(world.session, world.person(who), row.id, replace(as_is(row), **changed), version=row.version)


def edits(world: World) -> int:
    count = select(func.count()).select_from(Event).where(Event.action.in_(("evidence.edited", "evidence.withdrawn")))
    return world.session.scalar(count) or 0


@pytest.mark.parametrize(
    "changed",
    [
        {"stance": Stance.REFUTES},
        {"excerpt": "Resolved: the pier stays open."},
        {"url": "https://other.test/minutes"},
        {"title": "Other minutes"},
        {"primary": True},
        {"origin": OriginChoice(kind=OriginKind.PERSON, name="A clerk")},
    ],
)
@pytest.mark.parametrize("who", ["cleo", "eda"])
def test_cited_evidence_is_not_edited_under_a_proposal(world: World, changed: dict[str, Any], who: str) -> None:
    row = world.evidence()
    world.proposed(world.claim, row)
    with pytest.raises(WrongState, match="takes the proposal back, or an editor opens the claim again"):
        edit(world, row, who, **changed)
    assert edits(world) == 0


def test_nor_withdrawn_nor_put_under_another_origin_in_a_dispute(world: World) -> None:
    row = world.evidence()
    verdict = world.proposed(world.claim, row)
    for state in ("proposed", "disputed"):
        with pytest.raises(WrongState, match="rests on this evidence"):
            withdraw_evidence(world.session, world.person("eda"), row.id, reason="Forged.")
        with pytest.raises(WrongState, match="rests on this evidence"):
            move_to_origin(
                world.session, world.person("eda"), row.id, OriginChoice(kind=OriginKind.PERSON, name="A clerk")
            )
        if state == "proposed":
            review_verdict(
                world.session, world.person("cass"), world.claim.id, Review.DISPUTE, "No.", number=verdict.number
            )


def test_a_source_is_closed_and_a_note_added_at_any_time(world: World) -> None:
    row = world.evidence()
    world.proposed(world.claim, row)
    edit(world, row, note="She asked not to be named.", confidential=True)
    assert row.confidential
    assert edits(world) == 1


def test_what_the_verdict_does_not_cite_may_be_changed(world: World) -> None:
    other = world.evidence()
    world.proposed(world.claim, world.evidence())
    edit(world, other, stance=Stance.REFUTES)
    withdraw_evidence(world.session, world.person("eda"), other.id, reason="Forged.")
    assert edits(world) == 2


def test_opened_again_the_claims_evidence_is_free(world: World) -> None:
    row = world.evidence()
    world.ruled(world.claim, row)
    reopen_claim(world.session, world.person("eda"), world.claim.id, "The minutes are forged.")
    assign_claims(world.session, world.person("eda"), [world.claim.id], world.people.cleo)
    edit(world, row, stance=Stance.REFUTES)
    withdraw_evidence(world.session, world.person("cleo"), row.id, reason="Forged.")
    assert row.withdrawn_at is not None


def test_what_is_bound_does_not_tell_a_blind_second_checker_what_is_cited(world: World) -> None:
    seed_policy(world.session)
    for rule in world.session.scalars(select(PolicyRule)):
        rule.requirement = {**rule.requirement, "second_check": "blind"}
    cass = world.person("cass")
    cited, other = (world.evidence(logged_by_id=cass.id) for _ in range(2))
    world.proposed(world.claim, cited)
    late = world.evidence(logged_by_id=cass.id, created_at=utc_now() + timedelta(minutes=1))
    rows = (cited, other, late)
    assert bound_evidence(world.session, cass, world.claim, rows) == {cited.id, other.id}
    withdraw_evidence(world.session, world.person("eda"), late.id, reason="Forged.")
    check_blind(
        world.session,
        cass,
        world.claim.id,
        attribution_id=world.rating("attribution", "accurate").id,
        content_id=world.rating("public", "unproven").id,
        note="",
        number=1,
    )
    assert bound_evidence(world.session, cass, world.claim, rows) == {cited.id}


def name(world: World, origin_id: int, called: str, *, who: str = "cleo") -> None:
    row = world.session.get_one(Origin, origin_id)
    name_origin(world.session, world.person(who), row.id, kind=row.kind, name=called, version=row.version)


@pytest.mark.parametrize("who", ["cleo", "eda"])
def test_an_origin_is_not_renamed_or_merged_under_a_proposal(world: World, who: str) -> None:
    one, two = world.evidence(), world.evidence()
    verdict = world.proposed(world.claim, one, two)
    with pytest.raises(WrongState, match=f"verdict of claim {world.claim.number} waits for somebody"):
        merge_origins(world.session, world.person(who), one.origin_id, two.origin_id)
    with pytest.raises(WrongState, match="sources are counted by origin"):
        name(world, one.origin_id, "A clerk", who=who)
    assert one.origin_id != two.origin_id
    take_back_verdict(world.session, world.person("cleo"), world.claim.id, number=verdict.number)
    merge_origins(world.session, world.person(who), one.origin_id, two.origin_id)
    assert one.origin_id == two.origin_id


def test_an_origin_is_confirmed_as_it_is_under_a_proposal(world: World) -> None:
    row = world.evidence()
    world.proposed(world.claim, row)
    name(world, row.origin_id, row.origin.name)
    assert row.origin.confirmed_by_id == world.people.cleo


def test_an_origin_that_no_waiting_verdict_rests_on_is_free(world: World) -> None:
    cited, other, third = world.evidence(), world.evidence(), world.evidence(world.second)
    verdict = world.proposed(world.claim, cited)
    name(world, third.origin_id, "The harbour's archive")
    merge_origins(world.session, world.person("eda"), other.origin_id, cited.origin_id)
    review_verdict(world.session, world.person("cass"), world.claim.id, Review.AGREE, "", number=verdict.number)
    rule_verdict(world.session, world.person("eda"), world.claim.id, "", number=verdict.number)
    name(world, cited.origin_id, "The board's minutes", who="eda")
    assert cited.origin.name == "The board's minutes"

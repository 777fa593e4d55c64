"""What `u` takes back is what one did last and can still be taken back; a proposal goes before what it rests on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.services.event_log import log_event
from factcheck.services.evidence_withdraw import restore_evidence, withdraw_evidence
from factcheck.services.undo_last import Undo, last_undoable
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_take_back import take_back_verdict
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Evidence
    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    made = build_world(session, people)
    made.hold(made.claim)
    return made


def accepted(world: World, who: str) -> Evidence:
    row = world.evidence()
    log_event(
        world.session,
        world.person(who),
        "suggestion.accepted",
        ("evidence", row.id),
        after={"suggestion_id": 7},
        article_id=world.article.id,
        claim_id=world.claim.id,
    )
    return row


def undo(world: World, who: str = "cleo") -> Undo | None:
    return last_undoable(world.session, world.person(who), world.claim)


def propose(world: World, row: Evidence) -> None:
    propose_verdict(
        world.session, world.person("cleo"), world.claim.id, world.finding(row), version=world.claim.version
    )


def test_behind_a_proposal_its_source_is_not_undone(world: World) -> None:
    row = accepted(world, "cleo")
    assert undo(world) is not None
    propose(world, row)
    assert undo(world) is None


def test_what_another_persons_verdict_rests_on_is_not_undone(world: World) -> None:
    row = accepted(world, "eda")
    assert undo(world, "eda") is not None
    propose(world, row)
    assert undo(world, "eda") is None
    take_back_verdict(world.session, world.person("cleo"), world.claim.id, number=1)
    assert undo(world, "eda") is not None


def test_what_somebody_else_put_back_is_not_put_back_again(world: World) -> None:
    row = world.evidence()
    withdraw_evidence(world.session, world.person("cleo"), row.id, reason="Forged.")
    assert undo(world) == Undo("You withdrew evidence.", evidence_id=row.id)
    restore_evidence(world.session, world.person("eda"), row.id)
    assert undo(world) is None

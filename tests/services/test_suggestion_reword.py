"""What was found for a claim's earlier words says so, until it is found for the new ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.evidence import SuggestionState
from factcheck.models import Suggestion
from factcheck.services.claim_edit import edit_claim
from factcheck.services.suggestion_keep import FoundPassage, keep_suggestions
from factcheck.services.suggestion_reword import EARLIER
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    world = build_world(session, people)
    world.hold(world.claim)
    return world


def keep(world: World, capture_id: int, why: str, *, start: int = 0) -> None:
    passage = FoundPassage(start=start, end=start + 5, score=1.0, reasons=(why,))
    keep_suggestions(world.session, world.claim.id, capture_id, [passage], provider="corpus")


def reword(world: World, statement: str, *, kind: str = "") -> None:
    edit_claim(
        world.session,
        world.person("cleo"),
        world.claim.id,
        version=world.claim.version,
        statement=statement,
        kind=kind or world.claim.kind.value,
        chain=world.claim.chain,
    )


def test_an_open_suggestion_is_marked_once_and_renewed_when_it_is_found_anew(world: World) -> None:
    capture = world.capture()
    keep(world, capture.id, "shares “north pier”")
    row = world.session.query(Suggestion).one()
    reword(world, "The north pier closes in May.")
    reword(world, "The north pier closes in June.")
    assert row.reasons == [EARLIER, "shares “north pier”"]
    keep(world, capture.id, "shares “June”")
    keep(world, capture.id, "of another page", start=3)
    world.session.refresh(row)
    assert row.reasons == ["shares “June”"]
    keep(world, capture.id, "said again")
    world.session.refresh(row)
    assert row.reasons == ["shares “June”"], "what is found twice for the same words stays as it was"


def test_other_changes_and_decided_ones_are_left_alone(world: World) -> None:
    capture = world.capture()
    keep(world, capture.id, "shares “pier”")
    row = world.session.query(Suggestion).one()
    reword(world, world.claim.statement, kind="quantity")
    assert row.reasons == ["shares “pier”"]
    row.state, row.decided_at = SuggestionState.DISMISSED, row.created_at
    world.session.flush()
    reword(world, "The north pier closes in May.")
    keep(world, capture.id, "shares “May”")
    world.session.refresh(row)
    assert (row.reasons, row.state) == (["shares “pier”"], SuggestionState.DISMISSED)

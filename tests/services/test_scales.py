"""Scales are data: seeded once, edited into next versions, old verdicts keep theirs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.domain.errors import InvalidInput, NotAllowed, WrongState
from factcheck.domain.verdicts import SCALES, Layer, RatingSeed, Tone
from factcheck.models import Event, Person, Rating, Scale
from factcheck.services.scale_edit import edit_scale
from factcheck.services.scale_list import current_scales, scale_versions
from factcheck.services.scale_seed import seed_scales
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People

PUBLIC = SCALES[0]


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def test_seeding_twice_adds_nothing(session: Session) -> None:
    assert seed_scales(session) == len(SCALES)
    assert seed_scales(session) == 0
    assert session.scalar(select(func.count()).select_from(Rating)) == sum(len(scale.ratings) for scale in SCALES)
    assert [scale.key for scale in current_scales(session)] == [scale.key for scale in SCALES]


def test_every_shipped_rating_has_a_definition_a_symbol_and_a_colour_that_pages_know() -> None:
    for scale in SCALES:
        for rating in scale.ratings:
            assert rating.definition
            assert rating.symbol
            assert rating.colour in set(Tone)
            assert rating.value is None or scale.key == "public"


def test_an_edit_makes_the_next_version_and_an_old_verdict_keeps_its_rating(world: World) -> None:
    verdict = world.ruled()
    ratings = [
        replace(rating, definition="We could not find out.") if rating.key == "unproven" else rating
        for rating in PUBLIC.ratings
    ]
    new = edit_scale(world.session, world.person("eda"), "public", number=1, name="Public", ratings=ratings)
    assert new.number == 2
    assert [scale.number for scale in scale_versions(world.session, "public")] == [2, 1]
    assert verdict.content.scale.number == 1
    assert "neither confirms nor refutes" in verdict.content.definition
    assert world.session.scalars(select(Event.action).where(Event.object_kind == "scale")).all()[-1] == "scale.edited"


def test_a_rating_of_a_retired_version_is_not_given_any_more(world: World) -> None:
    old = world.rating("public", "true").id
    edit_scale(world.session, world.person("eda"), "public", number=1, name="Public", ratings=PUBLIC.ratings)
    with pytest.raises(InvalidInput, match="scale was changed"):
        world.proposed(content_rating_id=old)


def test_a_rating_of_the_other_layer_is_refused(world: World) -> None:
    with pytest.raises(InvalidInput):
        world.proposed(attribution_rating_id=world.rating("public", "true").id)


def test_checkers_do_not_edit_scales_and_a_stale_form_is_refused(world: World) -> None:
    with pytest.raises(NotAllowed):
        edit_scale(world.session, world.person("cleo"), "public", number=1, name="Public", ratings=PUBLIC.ratings)
    edit_scale(world.session, world.person("eda"), "public", number=1, name="Public", ratings=PUBLIC.ratings)
    with pytest.raises(WrongState, match="version 2"):
        edit_scale(world.session, world.person("edo"), "public", number=1, name="Mine", ratings=PUBLIC.ratings)


@pytest.mark.parametrize(
    ("bad", "said"),
    [
        (RatingSeed("Bad Key", "X", "d", "x", "good"), "key"),
        (RatingSeed("x", "", "d", "x", "good"), "label"),
        (RatingSeed("x", "X", "", "x", "good"), "what it means"),
        (RatingSeed("x", "X", "d", "", "good"), "symbol"),
        (RatingSeed("x", "X", "d", "x", "url(evil)"), "colours"),
        (RatingSeed("x", "X", "d", "x", "good", 6), "truth line"),
        (RatingSeed("true", "Other", "d", "x", "good"), "same key"),
        (RatingSeed("x", "TRUE", "d", "x", "good"), "same label"),
        (RatingSeed("x", "X", "d", "x", "good", 5), "same place"),
    ],
)
def test_a_scale_that_would_mislead_is_refused(session: Session, people: People, bad: RatingSeed, said: str) -> None:
    seed_scales(session)
    eda = session.get_one(Person, people.eda)
    with pytest.raises(InvalidInput, match=said):
        edit_scale(session, eda, "public", number=1, name="Public", ratings=[*PUBLIC.ratings, bad])
    assert session.scalar(select(func.count()).where(Scale.key == "public")) == 1


def test_attribution_has_no_truth_line(session: Session, people: People) -> None:
    seed_scales(session)
    eda = session.get_one(Person, people.eda)
    seed = next(scale for scale in SCALES if scale.layer is Layer.ATTRIBUTION)
    ratings = [replace(seed.ratings[0], value=5), replace(seed.ratings[1], value=1)]
    with pytest.raises(InvalidInput, match="truth line"):
        edit_scale(session, eda, seed.key, number=1, name=seed.name, ratings=ratings)

"""A summary written by hand for one rating is not kept unseen under another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factcheck.domain.errors import InvalidInput
from factcheck.domain.wording import RatingWords, suggest_summary, words_of_another
from factcheck.services.claim_assign import assign_claims
from factcheck.services.claim_reopen import reopen_claim
from factcheck.services.verdict_propose import propose_verdict
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People

BY_HAND = "The pier closes, but the statement gives a wrong impression of when."


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def rate_again(world: World, **values: Any) -> str:
    """Open the ruled claim again, propose with these values and return the summary."""
    reopen_claim(world.session, world.person("eda"), world.claim.id, "The minutes say more.")
    assign_claims(world.session, world.person("eda"), [world.claim.id], world.people.cleo)
    finding = world.finding(world.evidence(), **values)
    return propose_verdict(
        world.session, world.person("cleo"), world.claim.id, finding, version=world.claim.version
    ).summary


def test_a_summary_kept_under_another_rating_is_asked_about_with_both_shown(world: World) -> None:
    world.ruled(content="mostly_false", summary=BY_HAND)
    with pytest.raises(InvalidInput) as refused:
        rate_again(world, content="false", summary=BY_HAND)
    assert refused.value.field == "summary_seen"
    assert "written for “Accurately reported; Mostly false”" in str(refused.value)
    assert "the ratings are “Accurately reported; False” now" in str(refused.value)
    assert BY_HAND in str(refused.value)


@pytest.mark.parametrize(
    ("values", "summary"),
    [
        ({"summary": BY_HAND, "summary_seen": True}, BY_HAND),
        ({"summary": "The pier stays open."}, "The pier stays open."),
        ({"summary": ""}, "Accurately reported; the statement itself is not accurate."),
    ],
)
def test_it_is_kept_changed_or_worded_anew_as_the_checker_says(
    world: World, values: dict[str, Any], summary: str
) -> None:
    world.ruled(content="mostly_false", summary=BY_HAND)
    assert rate_again(world, content="false", **values) == summary


def test_under_the_same_rating_nobody_is_asked(world: World) -> None:
    world.ruled(content="mostly_false", summary=BY_HAND)
    assert rate_again(world, content="mostly_false", summary=BY_HAND) == BY_HAND


def test_words_of_another_rating_are_asked_about_in_a_first_verdict_too(world: World) -> None:
    with pytest.raises(InvalidInput, match="which is said of another rating"):
        world.proposed(content="false", summary=BY_HAND)


def test_what_the_desk_words_itself_is_never_another_ratings() -> None:
    keys = ["true", "mostly_true", "half_true", "mostly_false", "false", "unproven", "outdated", "opinion", "satire"]
    keys += ["confirmed", "confirmed_as_attributed", "needs_change", "cannot_confirm", "wrong", "not_a_fact"]
    for key in keys:
        for attribution in ("accurate", "own_word"):
            rating = RatingWords(key, key)
            assert words_of_another(suggest_summary(RatingWords(attribution, ""), rating), rating) == ""

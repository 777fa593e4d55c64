"""A desk that rates the same words otherwise than before is told so, and says that it knows."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.errors import InvalidInput
from factcheck.models import Claim, Ruling
from factcheck.services import verdict_write
from factcheck.services.precedent_warn import rated_otherwise, same_words
from factcheck.services.verdict_propose import propose_verdict
from factcheck.services.verdict_view import precedent_warning, verdict_panel
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


@pytest.fixture
def world(session: Session, people: People) -> World:
    return build_world(session, people)


def again(world: World, statement: str) -> Claim:
    """Add a claim to the article, held by Cleo."""
    claim = Claim(article_id=world.article.id, number=90, statement=statement, kind=world.claim.kind)
    world.session.add(claim)
    world.session.flush()
    world.hold(claim)
    return claim


def propose(world: World, claim: Claim, content: str, *, seen: bool = False) -> None:
    finding = world.finding(world.evidence(claim), content=content, precedent_seen=seen)
    propose_verdict(world.session, world.person("cleo"), claim.id, finding, version=claim.version)


def test_another_rating_for_the_same_words_needs_a_word_that_one_knows(world: World) -> None:
    world.ruled(content="true")
    claim = again(world, world.claim.statement)
    with pytest.raises(InvalidInput, match="rated otherwise before: “True”") as refused:
        propose(world, claim, "false")
    assert refused.value.field == "precedent_seen"
    propose(world, claim, "false", seen=True)


def test_the_same_rating_and_other_words_need_none(world: World) -> None:
    world.ruled(content="true")
    propose(world, again(world, world.claim.statement.upper()), "true")
    other = Claim(
        article_id=world.article.id, number=91, statement="The south pier closes in 1999", kind=world.claim.kind
    )
    world.session.add(other)
    world.session.flush()
    world.hold(other)
    propose(world, other, "false")


def test_a_figure_or_date_that_differs_makes_other_words(world: World) -> None:
    world.ruled(content="true")
    claim = again(world, world.claim.statement.replace("May", "June"))
    assert same_words(world.session, claim) == []


def test_an_imported_ruling_warns_too(world: World) -> None:
    statement = world.claim.statement
    world.session.add(
        Ruling(key="c" * 64, statement=statement, rating="False", publisher="Other Desk", published_on=date(2026, 1, 2))
    )
    world.session.flush()
    world.hold(world.claim)
    with pytest.raises(InvalidInput, match="“False” \\(Other Desk, 02 Jan 2026\\)"):
        propose(world, world.claim, "true")


def test_a_rating_of_another_scale_is_not_compared(world: World) -> None:
    world.ruled(content="true")
    claim = again(world, world.claim.statement)
    assert rated_otherwise(same_words(world.session, claim), world.rating("copy_desk", "confirmed")) == []


def test_the_form_shows_it_and_tells_while_one_chooses(world: World) -> None:
    world.ruled(content="true")
    claim = again(world, world.claim.statement)
    assert [row.rating for row in verdict_panel(world.session, world.person("cleo"), claim).precedents] == ["True"]
    assert verdict_panel(world.session, world.person("cass"), claim).precedents == ()
    wrong, right = world.rating("public", "false").id, world.rating("public", "true").id
    assert "rated otherwise" in precedent_warning(world.session, claim, wrong)
    assert precedent_warning(world.session, claim, right) == ""


def test_twin_without_the_guard_nobody_would_be_told(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verdict_write, "require_seen", lambda *_, **__: None)
    world.ruled(content="true")
    propose(world, again(world, world.claim.statement), "false")

"""The change list checks itself against the next draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import ChangeState
from factcheck.domain.errors import InvalidInput, NotAllowed, StaleWrite
from factcheck.domain.verdicts import Disposition, Review
from factcheck.models import ChangeItem, Claim, Person
from factcheck.services.change_drop import drop_change, take_up_change
from factcheck.services.change_list import changes_as_text, list_changes
from factcheck.services.change_raise import add_change
from factcheck.services.scale_seed import seed_scales
from factcheck.services.verdict_review import review_verdict
from factcheck.services.verdict_rule import rule_verdict
from tests.copy_kit import FIRST, bring_in, claim_with, next_draft
from tests.verdict_world import World

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article, Draft
    from tests.conftest import People


def ruled(session: Session, people: People, article: Article, draft: Draft, claim: Claim, **values: Any) -> World:
    """Have a claim go the whole way to its ruling."""
    world = World(session, people, article, draft, claim, claim)
    verdict = world.proposed(claim, **values)
    review_verdict(session, world.person("cass"), claim.id, Review.AGREE, "", number=verdict.number)
    rule_verdict(session, world.person("eda"), claim.id, "", number=verdict.number)
    return world


def asked(session: Session, people: People, **values: Any) -> tuple[Article, Draft, ChangeItem]:
    seed_scales(session)
    article, draft = bring_in(session, people)
    claim = claim_with(session, article, "killed nine")
    given = {"disposition": Disposition.MUST_FIX, "fix_before": "nine people", "fix_after": "eleven people"} | values
    ruled(session, people, article, draft, claim, **given)
    return article, draft, session.scalars(select(ChangeItem)).one()


def test_a_ruled_fix_puts_its_change_on_the_list(session: Session, people: People) -> None:
    _, draft, item = asked(session, people)
    assert (item.before, item.after, item.must, item.state) == ("nine people", "eleven people", True, ChangeState.OPEN)
    assert draft.text[draft.text.index("nine") - 10 : draft.text.index("nine")] == item.prefix[-10:]


def test_a_verdict_that_lets_the_copy_stand_asks_for_nothing(session: Session, people: People) -> None:
    seed_scales(session)
    article, draft = bring_in(session, people)
    ruled(session, people, article, draft, claim_with(session, article, "killed nine"))
    assert session.scalars(select(ChangeItem)).all() == []


def test_a_verdict_that_cuts_asks_for_the_words_to_go(session: Session, people: People) -> None:
    article, draft, item = asked(session, people, disposition=Disposition.CUT)
    assert (item.after, item.must) == ("", True)
    line = next(line for line in FIRST.split("\n") if "killed" in line)
    next_draft(session, people, article, draft, FIRST.replace(line + "\n\n", ""))
    assert item.state is ChangeState.APPLIED


@pytest.mark.parametrize(
    ("new", "state", "found"),
    [
        ("eleven people", ChangeState.APPLIED, "eleven people"),
        ("nine people", ChangeState.NOT_APPLIED, "nine people"),
        ("twelve people", ChangeState.ALTERED, "twelve people"),
    ],
)
def test_the_next_draft_is_held_against_the_list_by_itself(
    session: Session, people: People, new: str, state: ChangeState, found: str
) -> None:
    article, draft, item = asked(session, people)
    text = FIRST.replace("nine people", new) + "\nA new school opened in Ostvik in August.\n"
    second = next_draft(session, people, article, draft, text)
    assert (item.state, item.found, item.checked_on_id) == (state, found, second.id)


def test_a_change_that_is_undone_later_is_no_longer_applied(session: Session, people: People) -> None:
    article, draft, item = asked(session, people)
    second = next_draft(session, people, article, draft, FIRST.replace("nine", "eleven"))
    assert item.state == "applied"
    next_draft(session, people, article, second, FIRST + "\nA line more.\n")
    session.refresh(item)
    assert item.state == "not_applied"


def test_a_new_verdict_lets_go_what_the_old_one_asked_for(session: Session, people: People) -> None:
    article, draft, item = asked(session, people)
    claim = session.get_one(Claim, item.claim_id)
    claim.state = ClaimState.REOPENED
    ruled(session, people, article, draft, claim)
    assert item.state is ChangeState.DROPPED
    assert "Verdict 2" in item.dropped_why


def test_an_editor_lets_a_change_go_with_a_reason_and_nobody_else_does(session: Session, people: People) -> None:
    article, _, item = asked(session, people)
    editor, checker = session.get_one(Person, people.eda), session.get_one(Person, people.cleo)
    with pytest.raises(NotAllowed):
        drop_change(session, checker, article.id, item.id, "no", version=item.version)
    with pytest.raises(InvalidInput, match="Say why"):
        drop_change(session, editor, article.id, item.id, " ", version=item.version)
    with pytest.raises(StaleWrite):
        drop_change(session, editor, article.id, item.id, "the author is right", version=item.version + 1)
    drop_change(session, editor, article.id, item.id, "the author is right", version=item.version)
    assert (item.state, item.dropped_why) == (ChangeState.DROPPED, "the author is right")
    take_up_change(session, editor, article.id, item.id, version=item.version)
    assert item.state is ChangeState.OPEN


def test_a_change_by_hand_stands_once_in_the_text(session: Session, people: People) -> None:
    article, _ = bring_in(session, people)
    who = session.get_one(Person, people.cleo)

    def add(before: str, after: str = "x", reason: str = "style") -> ChangeItem:
        return add_change(session, who, article.id, before=before, after=after, must=False, reason=reason)

    with pytest.raises(InvalidInput, match="places"):
        add("Ostvik")
    with pytest.raises(InvalidInput, match="do not stand"):
        add("Narnia")
    with pytest.raises(InvalidInput, match="same"):
        add("nine people", "nine people")
    with pytest.raises(InvalidInput, match="Say why"):
        add("nine people", reason="")
    assert add("nine people").must is False
    with pytest.raises(InvalidInput, match="already"):
        add("nine people")


def test_the_list_as_text_leaves_out_what_was_let_go(session: Session, people: People) -> None:
    article, draft, item = asked(session, people)
    text = changes_as_text(article, draft.number, list_changes(session, article.id))
    assert "Before: nine people" in text
    assert "After:  eleven people" in text
    drop_change(session, session.get_one(Person, people.eda), article.id, item.id, "known", version=item.version)
    assert "nine people" not in changes_as_text(article, draft.number, list_changes(session, article.id))

"""Every character is a claim or was marked by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.domain.articles import CoverageKind, PassageRole
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.models import CoverageMark, Event, Passage, Person
from factcheck.services.claim_dismiss import dismiss_claim
from factcheck.services.coverage import coverage_of
from factcheck.services.coverage_mark import mark_guessed, mark_stretch, unmark
from factcheck.services.passage_role import set_passage_role
from tests.copy_kit import FIRST, bring_in, claim_with, cover_all, next_draft

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People


def test_what_is_left_is_named_with_a_guess_and_the_guess_covers_nothing(session: Session, people: People) -> None:
    _, draft = bring_in(session, people)
    found = coverage_of(session, draft)
    words = {one.words: one.guess for one in found.stretches}
    assert words["***"] is CoverageKind.BOILERPLATE
    assert words["What does the sea want from us?"] is CoverageKind.NOT_A_FACT
    assert not found.is_full
    assert found.percent < 100


def test_marks_make_it_whole_and_each_is_logged(session: Session, people: People) -> None:
    article, draft = bring_in(session, people)
    left = len(coverage_of(session, draft).stretches)
    cover_all(session, people, article, draft)
    assert coverage_of(session, draft).is_full
    assert session.scalar(select(func.count()).where(Event.action == "coverage.marked")) == left


def test_a_kind_is_marked_all_at_once_by_a_person(session: Session, people: People) -> None:
    article, draft = bring_in(session, people)
    checker = session.get_one(Person, people.cleo)
    assert mark_guessed(session, checker, article.id, draft_id=draft.id, kind="boilerplate") == 1
    assert mark_guessed(session, checker, article.id, draft_id=draft.id, kind="boilerplate") == 0
    assert session.scalars(select(CoverageMark)).one().by_id == people.cleo


def test_a_passage_read_as_boilerplate_by_a_person_is_covered_and_open_again_when_she_takes_it_back(
    session: Session, people: People
) -> None:
    article, draft = bring_in(session, people)
    editor = session.get_one(Person, people.eda)
    passage = session.scalars(select(Passage).where(Passage.draft_id == draft.id)).all()[-1]
    # The machine's own reading covers nothing.
    passage.role = PassageRole.BOILERPLATE
    session.flush()
    open_before = {one.words for one in coverage_of(session, draft).stretches}
    assert "What does the sea want from us?" in open_before
    set_passage_role(session, editor, article.id, passage.id, "body")
    set_passage_role(session, editor, article.id, passage.id, "boilerplate")
    assert "What does the sea want from us?" not in {one.words for one in coverage_of(session, draft).stretches}
    set_passage_role(session, editor, article.id, passage.id, "body")
    assert {one.words for one in coverage_of(session, draft).stretches} == open_before


def test_a_claim_that_a_person_put_aside_still_covers_its_words(session: Session, people: People) -> None:
    article, draft = bring_in(session, people)
    before = len(coverage_of(session, draft).stretches)
    claim = claim_with(session, article, "900 tonnes")
    dismiss_claim(session, session.get_one(Person, people.eda), claim.id, "known", article_id=article.id)
    assert len(coverage_of(session, draft).stretches) == before


def test_marks_follow_lines_that_stayed_and_no_other(session: Session, people: People) -> None:
    article, draft = bring_in(session, people)
    cover_all(session, people, article, draft)
    second = next_draft(session, people, article, draft, FIRST.replace("the sea want", "the sea ask"))
    left = [one.words for one in coverage_of(session, second).stretches]
    assert "***" not in left
    assert "What does the sea ask from us?" in left


def test_nothing_is_marked_in_an_old_draft_or_where_nothing_stands(session: Session, people: People) -> None:
    article, draft = bring_in(session, people)
    who = session.get_one(Person, people.cleo)
    end = len(draft.text)
    for start, stop in ((end, end + 5), (-1, 3), (5, 5)):
        with pytest.raises(InvalidInput, match="no words"):
            mark_stretch(session, who, article.id, draft_id=draft.id, start=start, end=stop, kind="opinion")
    with pytest.raises(InvalidInput, match="four buttons"):
        mark_stretch(session, who, article.id, draft_id=draft.id, start=0, end=5, kind="boring")
    mark = mark_stretch(session, who, article.id, draft_id=draft.id, start=0, end=5, kind="opinion")
    next_draft(session, people, article, draft, FIRST + "\nOne more line stands here.\n")
    with pytest.raises(WrongState, match="Draft 2"):
        mark_stretch(session, who, article.id, draft_id=draft.id, start=0, end=5, kind="opinion")
    with pytest.raises(WrongState, match="newer draft"):
        unmark(session, who, article.id, mark.id)

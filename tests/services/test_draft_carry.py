"""A new draft: verdicts follow lines that stayed, and no other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import LineState
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.models import Claim, Clearance, Draft, DraftLine, Person
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_carry import carry_draft, lines_of
from factcheck.services.draft_next import add_next_draft
from factcheck.services.draft_split import split_draft
from factcheck.services.draft_typos import confirm_typos, open_typos
from factcheck.text import analyse
from factcheck.text.drafts import compare

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article
    from tests.conftest import People

FIRST = """Harbour wall to cost 40 million crowns

The council of Ostvik will spend 40 million crowns on a new harbour wall.

The old wall fell in 1987 and killed nine people in the town.

Engineers from Dalheim inspected the harbour in the spring of 2024.

The Ostvik library lent 12,000 books to readers in other towns.

Fishermen in Ostvik landed 900 tonnes of cod during the winter.
"""
SECOND = """Harbour wall to cost 40 million crowns

Engineers from Dalheim inspected the harbour in the spring of 2024.

The council of Ostvik will spend 40 million crowns on a new harbour  wall.

The old wall fell in 1987 and killed eleven people in the town.

Fishermen in Ostvik landed 900 tonnes of cod during the winter.

A new school opened in Ostvik in August with 300 pupils.
"""


def bring_in(session: Session, people: People) -> tuple[Article, Draft]:
    editor = session.get_one(Person, people.eda)
    article = create_article(session, editor, ArticleBrief(title="Harbour wall"))
    draft = add_draft(session, editor, article, FIRST, intake=Intake.PASTE, max_chars=10_000)
    split_draft(session, draft.id, analyse(FIRST), max_claims=100)
    for claim in session.scalars(select(Claim)):
        claim.state = ClaimState.RULED
    article.state = ArticleState.CLEARED
    session.flush()
    session.add(Clearance(article_id=article.id, draft_id=draft.id, sha256=draft.sha256, by_id=editor.id))
    session.flush()
    return article, draft


def next_draft(session: Session, people: People, article: Article, first: Draft, text: str) -> Draft:
    editor = session.get_one(Person, people.eda)
    draft = add_next_draft(session, editor, article.id, text, intake=Intake.PASTE, max_chars=10_000, after=first.number)
    analysis = analyse(draft.text)
    spans = [(one.start, one.end) for one in analysis.passages]
    comparison = compare(first.text, lines_of(session, first.id), draft.text, spans)
    assert carry_draft(session, draft.id, analysis, comparison, max_claims=100) is not None
    assert carry_draft(session, draft.id, analysis, comparison, max_claims=100) is None
    return draft


def state_of(session: Session, words: str) -> ClaimState:
    found = [c for c in session.scalars(select(Claim)) if any(words in place.exact for place in c.occurrences)]
    assert found, words
    return found[0].state


def test_verdicts_follow_lines_that_stayed_and_no_other(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    numbers = {claim.number for claim in session.scalars(select(Claim))}
    second = next_draft(session, people, article, first, SECOND)
    assert state_of(session, "900 tonnes") is ClaimState.RULED
    assert state_of(session, "Dalheim") is ClaimState.RULED
    assert state_of(session, "will spend") is ClaimState.RULED
    assert state_of(session, "killed eleven") is ClaimState.REOPENED
    assert state_of(session, "12,000 books") is ClaimState.CUT
    assert state_of(session, "300 pupils") is ClaimState.UNCONFIRMED
    for claim in session.scalars(select(Claim)):
        for place in claim.occurrences:
            text = second.text if place.draft_id == second.id else first.text
            assert text[place.start : place.end] == place.exact
    assert numbers <= {claim.number for claim in session.scalars(select(Claim))}


def test_the_reason_of_a_reopened_claim_names_what_changed(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    next_draft(session, people, article, first, SECOND)
    reopened = [c for c in session.scalars(select(Claim)) if c.state is ClaimState.REOPENED]
    assert reopened
    assert all("number" in (claim.state_reason or "") for claim in reopened)
    assert any("eleven" in claim.statement for claim in reopened)


def test_a_new_draft_voids_the_clearance(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    next_draft(session, people, article, first, SECOND)
    clearance = session.scalars(select(Clearance)).one()
    assert clearance.voided_at is not None
    assert article.state is ArticleState.CHECKING


def test_a_typo_waits_for_one_click(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    second = next_draft(session, people, article, first, SECOND)
    states = {line.state for line in session.scalars(select(DraftLine).where(DraftLine.draft_id == second.id))}
    assert {LineState.TYPO, LineState.CHANGED, LineState.CUT, LineState.NEW, LineState.UNCHANGED} <= states
    assert len(open_typos(session, second.id)) == 1
    assert confirm_typos(session, session.get_one(Person, people.eda), second.id) == 1
    assert open_typos(session, second.id) == []


def test_two_look_alikes_are_never_carried(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    line = "Fishermen in Ostvik landed 900 tonnes of cod during the winter.\n"
    next_draft(session, people, article, first, FIRST + "\n" + line)
    assert state_of(session, "900 tonnes") is ClaimState.REOPENED


def test_the_same_text_again_is_no_draft(session: Session, people: People) -> None:
    article, first = bring_in(session, people)
    editor = session.get_one(Person, people.eda)
    with pytest.raises(InvalidInput, match="word for word"):
        add_next_draft(session, editor, article.id, FIRST, intake=Intake.PASTE, max_chars=10_000, after=1)
    with pytest.raises(WrongState, match="came in meanwhile"):
        add_next_draft(session, editor, article.id, SECOND, intake=Intake.PASTE, max_chars=10_000, after=0)
    assert first.number == 1

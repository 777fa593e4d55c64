"""Words that only say who speaks cover themselves; whatever says more is for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.models import Claim
from factcheck.services.coverage import coverage_of
from factcheck.services.coverage_tags import is_bare_tag
from tests.copy_kit import FIRST, bring_in, rule_all

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People

TAGS = (
    "Roe said.",
    "he added.",
    ", she said",
    "said Lena Brandt,",
    "the mayor said",
    "the police chief said",
    "Fred Wilding said",
    "And the spokeswoman added:",
    "Mr. O'Neill replied",
    "Ursula von der Leyen also said",
    "They said, too.",
)
MORE = (
    "he warned.",
    "the mayor admitted",
    "said Lena Brandt, who chairs the board",
    "the mayor of Ostvik said in 1987",
    "he told reporters on Monday",
    "The wall fell, he said",
    "Roe said nothing.",
    "She did not say.",
    "12 people said",
    "the disgraced mayor said",
    "the former mayor said",
    "the killer said.",
    "his lover added",
    "Convicted Killer John Roe said.",
    "Former President Lena Brandt said",
    "a drunken clerk said",
    "said",
    "the",
    "",
)


@pytest.mark.parametrize("words", TAGS)
def test_who_speaks_and_nothing_else_is_a_tag(words: str) -> None:
    assert is_bare_tag(words)


@pytest.mark.parametrize("words", MORE)
def test_whatever_says_more_is_none(words: str) -> None:
    assert not is_bare_tag(words)


def test_a_line_that_only_says_who_speaks_needs_no_label(session: Session, people: People) -> None:
    article, draft = bring_in(session, people, FIRST.replace("***", "Lena Brandt said."))
    for claim in session.scalars(select(Claim).where(Claim.article_id == article.id)):
        if "Brandt" in claim.statement:
            session.delete(claim)
    session.flush()
    rule_all(session, article)
    found = coverage_of(session, draft)
    assert found.tags == 1
    assert not any("Brandt" in one.words for one in found.stretches)
    assert found.cover.covered == found.cover.total - sum(len(one.words.replace(" ", "")) for one in found.stretches)

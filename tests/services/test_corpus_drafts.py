"""What was pasted for one article is found for the claims of another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from factcheck.domain.articles import ArticleState, Intake
from factcheck.models import Article, Capture, Draft, Passage, Person, Via
from factcheck.services.corpus_search import search_corpus, search_kept
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_next import add_next_draft
from tests.sources_kit import add_article, add_claim, add_suggestion

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People

TEXT = "Gulls of Osk\n\nThe turbine of the Osk tide mill cost nine million crowns in 2012."
ASKED = "The turbine of the tide mill cost nine million crowns."
MOST = 10_000


@pytest.fixture
def other(session: Session, people: People) -> Article:
    return add_article(session, people.eda)


def _paste(
    session: Session,
    people: People,
    text: str = TEXT,
    *,
    confidential: bool = False,
    state: ArticleState = ArticleState.CLEARED,
) -> Draft:
    article = Article(title="Osk", owner_id=people.eda, outlet="Osk Gazette", confidential=confidential)
    session.add(article)
    session.flush()
    draft = add_draft(session, session.get_one(Person, people.eda), article, text, intake=Intake.PASTE, max_chars=MOST)
    article.state = state
    session.flush()
    return draft


def _next(session: Session, draft: Draft, text: str) -> Draft:
    session.add(Passage(draft_id=draft.id, position=0, start=0, end=4, role="headline", checkable=False, score=0.0))
    session.flush()
    return add_next_draft(
        session, draft.created_by, draft.article_id, text, intake=Intake.PASTE, max_chars=MOST, after=draft.number
    )


def test_a_pasted_draft_is_found_for_another_article_and_not_for_its_own(
    session: Session, people: People, other: Article
) -> None:
    draft = _paste(session, people)
    assert search_kept(session, ASKED, but_article_id=other.id) == [draft.capture_id]
    assert search_kept(session, ASKED, but_article_id=draft.article_id) == []
    # It is no document of the desk's shelf for that.
    assert search_corpus(session, ASKED) == []
    kept = session.get_one(Capture, draft.capture_id)
    assert (kept.via, kept.text, kept.title, kept.outlet) == (Via.PASTE, TEXT, "Osk", "Osk Gazette")
    assert kept.sha256 == draft.sha256


def test_of_an_article_its_last_draft_is_found(session: Session, people: People, other: Article) -> None:
    first = _paste(session, people)
    last = _next(session, first, TEXT.replace("nine million", "ten million"))
    assert last.capture_id != first.capture_id
    # Which is not cleared yet, and what was cleared is not what the article says now.
    assert search_kept(session, ASKED, but_article_id=other.id) == []
    last.article.state = ArticleState.PUBLISHED
    session.flush()
    assert search_kept(session, ASKED, but_article_id=other.id) == [last.capture_id]


@pytest.mark.parametrize("state", ArticleState)
def test_only_what_was_checked_to_the_end_bears_anything_out(
    session: Session, people: People, other: Article, state: ArticleState
) -> None:
    draft = _paste(session, people, state=state)
    checked = state in {ArticleState.CLEARED, ArticleState.PUBLISHED, ArticleState.CORRECTED}
    found = [draft.capture_id] if checked else []
    assert search_kept(session, ASKED, but_article_id=other.id) == found
    # Not by the way of a suggestion made while it was, either.
    claim = add_claim(session, other)
    kept = session.get_one(Capture, draft.capture_id)
    add_suggestion(session, claim, kept, "The turbine of the Osk tide mill")
    assert search_kept(session, ASKED, but_article_id=other.id) == found


@pytest.mark.parametrize(("confidential", "found"), [(True, 0), (False, 1)])
def test_a_confidential_article_is_found_for_no_other(
    session: Session, people: People, other: Article, confidential: bool, found: int
) -> None:
    _paste(session, people, confidential=confidential)
    assert len(search_kept(session, ASKED, but_article_id=other.id)) == found


def test_a_text_that_a_confidential_article_shares_is_not_found_either(
    session: Session, people: People, other: Article
) -> None:
    _paste(session, people)
    _paste(session, people, confidential=True)
    assert search_kept(session, ASKED, but_article_id=other.id) == []

"""Facts that hold on a day only are listed, and come up again when the day moves."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.errors import NotAllowed, WrongState
from factcheck.models import Claim, Person, Verdict
from factcheck.models.base import utc_now
from factcheck.services.article_create import ArticleBrief
from factcheck.services.article_edit import edit_article
from factcheck.services.copy_state import copy_state
from factcheck.services.scale_seed import seed_scales
from factcheck.services.time_watch import confirm_times, set_expiry, time_watch
from tests.copy_kit import bring_in, claim_with
from tests.verdict_world import World

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Article, Draft
    from tests.conftest import People

DAY = date(2026, 3, 4)


def checked(session: Session, people: People) -> tuple[Article, Draft, Claim]:
    seed_scales(session)
    article, draft = bring_in(session, people, on=DAY)
    claim = claim_with(session, article, "last month")
    World(session, people, article, draft, claim, claim).ruled(claim)
    return article, draft, claim


def move(session: Session, people: People, article: Article, day: date) -> None:
    brief = ArticleBrief(title=article.title, published_on=day)
    editor = session.get_one(Person, people.eda)
    edit_article(session, editor, article.id, version=article.version, brief=brief, outside_allowed=True)


def test_words_are_reckoned_from_the_date_of_the_article(session: Session, people: People) -> None:
    article, _, claim = checked(session, people)
    watch = time_watch(session, article.id)
    here = next(one for one in watch.claims if one.claim.id == claim.id)
    assert [(w.exact, w.first, w.last) for w in here.words] == [("last month", date(2026, 2, 1), date(2026, 2, 28))]
    assert watch.due == ()
    assert all("900 tonnes" not in one.claim.statement for one in watch.claims)


def test_a_date_that_moves_brings_up_what_was_checked_before_until_somebody_looks(
    session: Session, people: People
) -> None:
    article, draft, claim = checked(session, people)
    move(session, people, article, date(2026, 4, 4))
    watch = time_watch(session, article.id)
    assert [one.claim.id for one in watch.due] == [claim.id]
    assert watch.moved_from == DAY
    assert copy_state(session, draft).times_due == 1
    confirm_times(session, session.get_one(Person, people.cleo), article.id, claim.id)
    assert time_watch(session, article.id).due == ()


def test_an_edit_that_leaves_the_date_brings_up_nothing(session: Session, people: People) -> None:
    article, _, _ = checked(session, people)
    brief = ArticleBrief(title="Another title", published_on=DAY)
    editor = session.get_one(Person, people.eda)
    edit_article(session, editor, article.id, version=article.version, brief=brief, outside_allowed=True)
    assert time_watch(session, article.id).due == ()


def test_a_verdict_expires(session: Session, people: People) -> None:
    article, draft, claim = checked(session, people)
    editor = session.get_one(Person, people.eda)
    today = utc_now().date()
    set_expiry(session, editor, claim.id, today + timedelta(days=1))
    assert time_watch(session, article.id).due == ()
    assert time_watch(session, article.id, today=today + timedelta(days=1)).due[0].expired
    set_expiry(session, editor, claim.id, today)
    assert copy_state(session, draft).times_due == 1
    set_expiry(session, editor, claim.id, None)
    assert session.scalars(select(Verdict)).one().expires_on is None


def test_an_editor_sets_the_end_of_a_verdict_that_is_there(session: Session, people: People) -> None:
    article, _, claim = checked(session, people)
    with pytest.raises(NotAllowed):
        set_expiry(session, session.get_one(Person, people.cleo), claim.id, DAY)
    other = claim_with(session, article, "900 tonnes")
    with pytest.raises(WrongState, match="no verdict"):
        set_expiry(session, session.get_one(Person, people.eda), other.id, DAY)

"""The article under check is known by its address and its words, and no other page of its site is taken for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.articles import Intake
from factcheck.models import Draft
from factcheck.services.own_text import addresses_of, own_text
from tests.sources_kit import TEXT, add_article, add_capture, digest

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from tests.conftest import People

OTHER = "The harbour board held its yearly meeting, and nobody spoke of the lock or of what it had cost."


def test_a_page_is_own_by_its_address_or_its_words(session: Session, people: People) -> None:
    article = add_article(session, people.eda)
    article.source_url = "https://www.gazette.example/lock/?utm_source=mail"
    session.flush()
    own = own_text(session, article.id)
    assert own.is_own(("http://gazette.example/lock",), OTHER)
    assert own.is_own(("https://mirror.example/1",), TEXT)
    assert not own.is_own(("https://gazette.example/meeting",), OTHER)


def test_a_site_that_calls_each_page_its_front_page_is_not_left_out_as_a_whole(
    session: Session, people: People
) -> None:
    article = add_article(session, people.eda)
    copy = add_capture(session, TEXT, url="https://gazette.example/lock")
    copy.canonical_url = "https://gazette.example/"
    session.add(
        Draft(
            article_id=article.id,
            number=2,
            text=TEXT,
            sha256=digest(TEXT),
            intake=Intake.ADDRESS,
            created_by_id=people.eda,
            capture_id=copy.id,
        )
    )
    page = add_capture(session, OTHER, url="https://gazette.example/meeting")
    page.canonical_url = "https://gazette.example/"
    session.flush()
    own = own_text(session, article.id)
    assert own.is_own(("https://gazette.example/lock",), OTHER)
    assert not own.is_own(addresses_of(page), page.text)

"""List pages ask the database as often for two hundred rows as for two."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.claims import ClaimState
from factcheck.domain.roles import Role
from factcheck.models import Capture, Claim, Person, Publication, Revision, Via
from factcheck.services.event_log import log_event
from factcheck.services.publication_prepare import prepare_claim
from factcheck.services.publish import publish_claim
from tests.intake import split_article
from tests.sources_kit import add_article, add_claim, add_evidence
from tests.verdict_world import build_world
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from tests.conftest import People


def digest(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()


def add_rows(session: Session, people: People, size: int, name: str) -> None:
    """Add `size` claims that wait for Cleo, documents, rows of the log, and people."""
    lines = [f"The {name} number {n} cost {n} crowns." for n in range(size)]
    text = "Head of it\n\n" + "\n".join(lines) + "\n"
    article, _, claims = split_article(session, people.eda, text, lines, title=name)
    for claim in claims:
        claim.state, claim.assignee_id = ClaimState.ASSIGNED, people.cleo
    ada = session.get_one(Person, people.ada)
    for n in range(size):
        session.add(
            Capture(via=Via.UPLOAD, state="captured", sha256=digest(f"{name}{n}"), title=f"{name} {n}", in_corpus=True)
        )
        session.add(
            Person(email=f"{name}{n}@desk.test", name=f"{name} {n}", role=Role.CHECKER, password_hash="x", settings={})
        )
        log_event(session, ada, "article.opened", ("article", article.id), article_id=article.id)


def copy_publication(session: Session, people: People, first: Publication, size: int) -> None:
    lines = [f"Number {n} cost {n} crowns." for n in range(size)]
    _, _, claims = split_article(session, people.eda, "Head of it\n\n" + "\n".join(lines) + "\n", lines)
    for n, claim in enumerate(claims):
        row = Publication(
            public_id=f"copied{n:06d}",
            slug="copy",
            subject=first.subject,
            article_id=claim.article_id,
            claim_id=claim.id,
        )
        session.add(row)
        session.flush()
        shown = first.revisions[0]
        session.add(
            Revision(
                publication_id=row.id,
                number=1,
                payload=shown.payload,
                sha256=shown.sha256,
                published_by_id=shown.published_by_id,
            )
        )


@pytest.mark.parametrize(
    "path", ["/", "/queue", "/documents", "/log", "/admin/people", "/articles", "/search?q=number"]
)
def test_lists_of_the_desk(
    sign_in: Callable[[str], FlaskClient], app_database: Database, people: People, path: str
) -> None:
    with app_database.write() as session:
        add_rows(session, people, 2, "few")
    who = sign_in("cleo" if path == "/queue" else "ada")
    who.get(path)
    with QueryCount(app_database.engine) as few:
        assert who.get(path).status_code == 200
    with app_database.write() as session:
        add_rows(session, people, 200, "many")
    with QueryCount(app_database.engine) as many:
        assert who.get(path).status_code == 200
    # The count of pages may ask once more where there is more than one.
    assert many.count <= few.count + 2
    assert many.count <= 40


def test_the_origins_of_an_article_with_confidential_sources(
    sign_in: Callable[[str], FlaskClient], app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        article = add_article(session, people.eda)
        closed = [add_claim(session, article, statement=f"Lock {n} leaks.", holder_id=people.cleo) for n in range(20)]
        add_evidence(session, people.cleo, closed[0], confidential=True)
        path = f"/articles/{article.id}/origins"
        claims = [claim.id for claim in closed]
    who = sign_in("cass")
    who.get(path)
    with QueryCount(app_database.engine) as few:
        assert who.get(path).status_code == 200
    with app_database.write() as session:
        for claim_id in claims[1:]:
            claim = session.get_one(Claim, claim_id)
            add_evidence(session, people.cleo, claim, confidential=True, title=f"Call {claim_id}")
    with QueryCount(app_database.engine) as many:
        page = who.get(path)
    assert "Call " not in page.text
    assert many.count == few.count


def test_the_public_list(client: FlaskClient, app_database: Database, people: People, settings: Settings) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        world.ruled()
        sha256 = prepare_claim(session, world.claim, desk_name=settings.desk_name).sha256
        row = publish_claim(session, world.person("eda"), world.claim.id, sha256=sha256, desk_name=settings.desk_name)
        first = row.id
    with QueryCount(app_database.engine) as few:
        assert client.get("/p").status_code == 200
    with app_database.write() as session:
        copy_publication(session, people, session.get_one(Publication, first), 200)
    with QueryCount(app_database.engine) as many:
        assert client.get("/p?page=1&x=1").status_code == 200
    assert many.count <= few.count + 2

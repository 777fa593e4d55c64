"""Kept copies as WARC from pages: for those who may."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

from warcio.archiveiterator import ArchiveIterator

from tests.sources_kit import add_article, add_capture, add_claim, add_evidence, add_suggestion

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

PAGE = "<p>The new lock cost 40 million crowns.</p>"


def _keep(app: Flask, database: Database, people: People, *, confidential: bool = False) -> tuple[int, int]:
    with database.write() as session:
        article = add_article(session, people.eda)
        claim = add_claim(session, article, holder_id=people.cleo)
        capture = add_capture(session, PAGE, url="https://post.test/a", title="The lock")
        capture.sha256 = app.extensions["desk"].blobs.put(PAGE.encode())
        if confidential:
            add_evidence(session, people.cleo, claim, confidential=True).capture_id = capture.id
        else:
            add_suggestion(session, claim, capture, PAGE)
        return article.id, capture.id


def _bodies(data: bytes) -> list[bytes]:
    found = ArchiveIterator(io.BytesIO(data), check_digests="raise")
    return [record.content_stream().read() for record in found if record.rec_type == "response"]


def test_one_copy_is_downloaded_from_its_page(
    sign_in: SignIn, app: Flask, app_database: Database, people: People
) -> None:
    _, capture_id = _keep(app, app_database, people)
    client = sign_in("cleo")
    assert f"/captures/{capture_id}/warc" in client.get(f"/captures/{capture_id}").text
    answer = client.get(f"/captures/{capture_id}/warc")
    assert _bodies(answer.data) == [PAGE.encode()]
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=post.test-")
    assert answer.headers["Content-Disposition"].endswith(".warc.gz")
    assert answer.headers["Cache-Control"] == "private, no-store"
    answer.close()


def test_a_copy_behind_confidential_evidence_is_not_there_for_others(
    sign_in: SignIn, app: Flask, app_database: Database, people: People
) -> None:
    _, capture_id = _keep(app, app_database, people, confidential=True)
    assert sign_in("cass").get(f"/captures/{capture_id}/warc").status_code == 404
    with sign_in("cleo").get(f"/captures/{capture_id}/warc") as answer:
        assert _bodies(answer.data) == [PAGE.encode()]


def test_the_copies_of_an_article_are_for_editors(
    sign_in: SignIn, app: Flask, app_database: Database, people: People
) -> None:
    article_id, _ = _keep(app, app_database, people)
    client = sign_in("eda")
    page = client.get(f"/articles/{article_id}/bundle").text
    token = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert token
    answer = client.post(f"/articles/{article_id}/captures", data={"csrf_token": token[1]})
    assert _bodies(answer.data) == [PAGE.encode()]
    answer.close()
    checker = sign_in("cleo")
    token = re.search(r'name="csrf_token" value="([^"]+)"', checker.get("/queue").text)
    assert token
    assert checker.post(f"/articles/{article_id}/captures", data={"csrf_token": token[1]}).status_code == 403

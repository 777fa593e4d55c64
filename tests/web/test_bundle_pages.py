"""The page of the proof bundle: who may have it, what it says, what is handed out."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.models import Event
from factcheck.proof.verify import verify_bundle
from tests.copy_kit import bring_in, bring_in_secret
from tests.web.desk_client import send

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        return bring_in_secret(session, people).id


def test_an_editor_is_told_what_is_withheld_and_gets_a_bundle_that_holds(
    sign_in: Enter, article: int, tmp_path: Path, app_database: Database
) -> None:
    eda = sign_in("eda")
    page = eda.get(f"/articles/{article}/bundle").text
    assert "Withheld (1)" in page
    assert "protects a source" in page
    assert "Hidden Heron" not in page
    answer = send(eda, f"/articles/{article}/bundle")
    assert answer.status_code == 200
    assert answer.mimetype == "application/zip"
    assert answer.headers["Content-Disposition"].startswith(f"attachment; filename=proof-article-{article}-")
    assert "no-store" in answer.headers["Cache-Control"]
    assert zipfile.is_zipfile(io.BytesIO(answer.data))
    path = tmp_path / "got.zip"
    path.write_bytes(answer.data)
    answer.close()
    assert verify_bundle(path).counts["evidence withheld"] == 1
    with app_database.read() as session:
        assert session.scalars(select(Event.action).where(Event.action.like("bundle.%"))).all() == [
            "bundle.sealed",
            "bundle.handed_out",
        ]
    assert b"Hidden Heron" not in answer.data
    assert "Handed out before" in eda.get(f"/articles/{article}/bundle").text


def test_a_checker_gets_none_and_a_get_makes_none(sign_in: Enter, article: int, app_database: Database) -> None:
    cleo = sign_in("cleo")
    assert cleo.get(f"/articles/{article}/bundle").status_code == 403
    assert send(cleo, "/queue", f"/articles/{article}/bundle").status_code == 403
    eda = sign_in("eda")
    eda.get(f"/articles/{article}/bundle")
    with app_database.read() as session:
        assert session.scalars(select(Event.seq).where(Event.action.like("bundle.%"))).first() is None
    assert eda.get("/articles/999999/bundle").status_code == 404


def test_a_bundle_from_the_page_holds(sign_in: Enter, app_database: Database, people: People, tmp_path: Path) -> None:
    with app_database.write() as session:
        made, _ = bring_in(session, people)
        article_id = made.id
    path = tmp_path / "got.zip"
    with send(sign_in("eda"), f"/articles/{article_id}/bundle") as answer:
        path.write_bytes(answer.data)
    report = verify_bundle(path)
    assert report.title == "Harbour wall"
    assert report.counts["claims as the log says"] > 0

"""A note at the end of a sentence ends it once, with its own mark or with ours."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.models import Verdict
from tests.services.test_panel_vote import disputed_world

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People


@pytest.mark.parametrize(
    ("note", "end"), [("Same count here.", "Same count here.</bdi>”"), ("Same count", "Same count</bdi>”.")]
)
def test_a_reviewers_note_ends_its_sentence_once(
    sign_in: Callable[[str], FlaskClient], app_database: Database, people: People, note: str, end: str
) -> None:
    with app_database.write() as session:
        made = disputed_world(session, people)
        claim = made.claim.id
        for verdict in session.scalars(select(Verdict)):
            verdict.review_note = note
    page = sign_in("eda").get(f"/claims/{claim}").text
    assert "disputed it on" in page
    assert end in page
    assert f"{end}." not in page

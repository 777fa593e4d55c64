"""The pages of the demo, a claim in every state among them, ask the database as seldom as the bench says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bench.pages import PAGES, Cost, claim_pages, put_up, signed_in
from factcheck.web.desk import EXTENSION

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.slow
def test_a_page_holds_one_connection_and_asks_few_questions(tmp_path: Path) -> None:
    app = put_up(tmp_path, "")
    database = app.extensions[EXTENSION].db
    client, cost = signed_in(app), Cost(database)
    pages = {page: 23 if page.startswith("/articles/") else 12 for page in PAGES}
    claims = dict.fromkeys((page for _, page in claim_pages(database)), 32)
    assert len(claims) > 10
    found = {page: cost.of(client, page, 1)[:2] for page in pages | claims}
    database.dispose()
    too_many = {page: asked for page, asked in found.items() if asked[0] >= (pages | claims)[page]}
    assert too_many == {}
    assert {held for _, held in found.values()} == {1}

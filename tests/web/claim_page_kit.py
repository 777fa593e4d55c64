"""A claim about the price of a lock, a page that bears on it, and forms sent from the claim's page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factcheck.models import Claim
from tests.sources_kit import add_article, add_capture, add_claim, add_suggestion

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

SAID = "The new lock cost the harbour board 40 million crowns, its accounts say."
PAGE = f"Ships wait. {SAID} Gulls scream."


def lock_claim(database: Database, people: People, *, confidential: bool = False) -> int:
    with database.write() as session:
        article = add_article(session, people.eda, confidential=confidential)
        return add_claim(session, article, holder_id=people.cleo, chain=("Gazette", "Ilse Brandt")).id


def suggest_page(
    database: Database, claim_id: int, *, url: str = "https://gazette.example/lock", title: str = "The lock"
) -> int:
    with database.write() as session:
        capture = add_capture(session, PAGE, url=url, title=title, outlet="Gazette")
        return add_suggestion(session, session.get_one(Claim, claim_id), capture, SAID).id


def token_of(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def post_from(client: FlaskClient, page_url: str, url: str, data: dict[str, Any], **more: Any) -> TestResponse:
    token = token_of(client.get(page_url).text)
    return client.post(url, data={"csrf_token": token} | data, **more)

"""A session that ends while a page stands open costs nothing of what is typed there, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select, update

from factcheck.models import Claim, Person, SignIn
from factcheck.models.base import utc_now
from tests.browser.test_pages import window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser


def test_a_part_that_asks_by_itself_says_so_and_leaves_the_words(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    claim = f"/claims/{live.ids['checking']}"
    with live.database.write() as session:
        cleo = session.scalars(select(Person.id).where(Person.email == "cleo@desk.test")).one()
        session.get_one(Claim, live.ids["checking"]).assignee_id = cleo
    with window(browser, live, signed_in["cleo"]) as tab:
        page = tab.open(claim)
        with live.database.write() as session:
            session.execute(update(SignIn).where(SignIn.person_id == cleo).values(ended_at=utc_now()))
        page.fill("[name=verdict-rationale]", "We read the accounts.")
        page.evaluate(f"htmx.ajax('GET', '{claim}/sources', {{target: '#sources', swap: 'outerHTML'}})")
        expect(page.get_by_text("You are signed out")).to_be_visible()
        expect(page.locator("[name=verdict-rationale]")).to_have_value("We read the accounts.")
        expect(page.locator("[name=verdict-rationale]")).to_be_focused()

"""What was accepted can be cited at once, in a real browser, and nothing that was typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.models import Claim, Person
from tests.browser.test_pages import window
from tests.sources_kit import add_capture, add_evidence, add_suggestion

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser
SAID = "The new lock cost the harbour board 40 million crowns, its accounts say."


def test_an_accepted_suggestion_joins_the_tick_list_beside_what_was_typed(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with live.database.write() as session:
        claim = session.get_one(Claim, live.ids["checking"])
        cleo = session.scalars(select(Person.id).where(Person.email == "cleo@desk.test")).one()
        claim.assignee_id = cleo
        first = add_evidence(session, cleo, claim, excerpt="It cost 40 million.").id
        capture = add_capture(session, f"Ships wait. {SAID}", url="https://gazette.example/lock", title="The lock")
        suggestion = add_suggestion(session, claim, capture, SAID).id
    with window(browser, live, signed_in["cleo"]) as tab:
        page = tab.open(f"/claims/{live.ids['checking']}")
        boxes = page.locator("#verdict-evidence_ids [type=checkbox]")
        before = boxes.count()
        page.fill("[name=verdict-rationale]", "We read the accounts.")
        page.check(f"#verdict-evidence-{first}")
        page.locator(f".citable:has(#verdict-evidence-{first}) summary").click()
        page.fill(f"#verdict-excerpt-{first}", "40 million")
        page.locator(f"#suggestion-{suggestion} [name=stance][value=supports]").click()
        expect(boxes).to_have_count(before + 1)
        expect(page.locator("#verdict-evidence_ids").get_by_text("The lock", exact=False).first).to_be_attached()
        expect(page.locator(f"#verdict-evidence-{first}")).to_be_checked()
        expect(page.locator(f"#verdict-excerpt-{first}")).to_have_value("40 million")
        expect(page.locator(f"#verdict-excerpt-{first}")).to_be_visible()
        expect(page.locator("[name=verdict-rationale]")).to_have_value("We read the accounts.")
        assert not tab.complaints

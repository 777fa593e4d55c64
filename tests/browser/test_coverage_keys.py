"""What nothing covers is gone through by keys."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser


def test_what_nothing_covers_is_marked_by_keys(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        page = tab.open(f"/articles/{live.ids['article']}/coverage")
        rows = page.locator(".stretches [data-unfinished]")
        before = rows.count()
        # Without a row in hand a digit does nothing.
        page.keyboard.press("4")
        page.keyboard.press("n")
        page.keyboard.press("4")
        expect(page.locator("[data-live]")).to_contain_text("not a fact")
        expect(rows).to_have_count(before - 1)
        # The next one has the focus: on with the same keys.
        page.keyboard.press("2")
        expect(rows).to_have_count(before - 2)
        assert tab.complaints == []

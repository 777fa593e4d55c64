"""What is done to several claims is in sight as soon as one is ticked, wherever the list stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (390, 700)])
@pytest.mark.parametrize("page_of", ["/articles/{article}", "/search?q=ferry"])
def test_assign_is_in_sight(
    live: Live, browser: Browser, signed_in: dict[str, Any], page_of: str, width: int, height: int
) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        tab.page.set_viewport_size({"width": width, "height": height})
        page = tab.open(page_of.format(**live.ids))
        assign = page.get_by_role("button", name="Assign the selected claims")
        expect(assign).not_to_be_visible()
        page.locator(".claim-list .tick input").nth(1).check()
        expect(assign).to_be_in_viewport(ratio=1)
        page.keyboard.press("a")
        assert page.evaluate("document.activeElement.name") == "checker"
        assert tab.complaints == []


@pytest.mark.parametrize("page_of", ["/articles/{article}", "/search?q=ferry"])
def test_one_press_ticks_all_and_the_next_unticks_them(
    live: Live, browser: Browser, signed_in: dict[str, Any], page_of: str
) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        page = tab.open(page_of.format(**live.ids))
        boxes, ticked = page.locator(".claim-list .tick input"), page.locator(".claim-list .tick input:checked")
        every = page.get_by_role("button", name=f"Tick or untick all {boxes.count()}")
        boxes.nth(2).check()
        every.click()
        expect(ticked).to_have_count(boxes.count())
        expect(page.get_by_role("button", name="Assign the selected claims")).to_be_in_viewport(ratio=1)
        every.click()
        expect(ticked).to_have_count(0)
        assert tab.complaints == []

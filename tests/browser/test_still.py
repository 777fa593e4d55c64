"""Nothing jumps: not when the script comes, not from one page of an article to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.test_pages import window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser


@pytest.mark.parametrize(("page_of", "list_of"), [("/articles/{article}", ".claim-list"), ("/search?q=ferry", "ol")])
def test_what_the_script_brings_has_its_room_before_it_comes(
    live: Live, browser: Browser, signed_in: dict[str, Any], page_of: str, list_of: str
) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        # On a slow line the page is read before the script is there.
        tab.context.route("**/desk.js*", lambda route: route.abort())
        path = page_of.format(**live.ids)
        early = tab.open(path).locator(list_of).first.bounding_box()
        expect(tab.page.get_by_text("Tick or untick all")).not_to_be_visible()
        tab.context.unroute("**/desk.js*")
        assert tab.open(path).locator(list_of).first.bounding_box() == early
        expect(tab.page.get_by_text("Tick or untick all")).to_be_visible()


def test_without_script_there_is_no_button_that_does_nothing(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with Window(browser.new_context(storage_state=signed_in["eda"], java_script_enabled=False), live) as tab:
        page = tab.open(f"/articles/{live.ids['article']}")
        expect(page.get_by_text("Tick or untick all")).not_to_be_visible()
        page.locator(".claim-list .tick input").nth(1).check()
        expect(page.get_by_role("button", name="Assign the selected claims")).to_be_visible()


def test_the_head_of_an_article_stands_in_one_place(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    article = f"/articles/{live.ids['article']}"
    with window(browser, live, signed_in["eda"]) as tab:
        ways = tab.open(article).locator(".article-ways a").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        beside = [f"{article}/{more}" for more in ("edit", "bundle", "keeping", "sheet", "checking-copy")]
        head = "() => document.querySelector('#article-head').getBoundingClientRect().top"
        tops = {path: tab.open(path).evaluate(head) for path in [*ways, *beside]}
        assert len(ways) > 5
        assert len(set(tops.values())) == 1, tops

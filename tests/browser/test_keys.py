"""A checker's day without the mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from tests.browser.test_pages import window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.live import Live

pytestmark = pytest.mark.browser


#: What a call is logged with, in the order of the form.
CALL = {
    "who": "The minister",
    "at_1": "3 March 2026, 14:20",
    "outcome_1": "spoke",
    "excerpt": "It will cost 40 million.",
}


def tab_to(page: Page, selector: str, most: int = 90, key: str = "Tab") -> None:
    """Press Tab until the focus stands on `selector`."""
    for _ in range(most):
        page.keyboard.press(key)
        if page.evaluate("(s) => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"{key} does not reach {selector}")


def back_to(page: Page, selector: str) -> None:
    """Press Shift and Tab until the focus stands on `selector`: what stands just before where one is."""
    tab_to(page, selector, 10, "Shift+Tab")


def test_keys_go_places_and_rest_in_fields(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open("/articles")
        page.keyboard.press("?")
        expect(page.locator("dialog")).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator("dialog")).not_to_be_visible()
        page.keyboard.press("j")
        first = page.evaluate("document.activeElement.textContent")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.textContent") != first
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.textContent") == first
        page.keyboard.press("/")
        assert page.evaluate("document.activeElement.id") == "bar-search"
        page.keyboard.type("gqjk?")
        expect(page.locator("#bar-search")).to_have_value("gqjk?")
        expect(page.locator("dialog")).not_to_be_visible()
        page.locator("h1").click()
        page.keyboard.press("g")
        page.keyboard.press("q")
        page.wait_for_url("**/queue")
        page.keyboard.press("g")
        page.keyboard.press("d")
        page.wait_for_url(f"{live.base}/")
        assert tab.complaints == []


def test_v_leads_to_the_verdict_from_the_text_and_to_a_second_check(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in["cass"]) as tab:
        page = tab.open(f"/articles/{live.ids['article']}?claim=4")
        page.keyboard.press("v")
        page.wait_for_url("**/claims/*#verdict-panel")
        page = tab.open(f"/claims/{live.ids['proposed']}")
        page.keyboard.press("v")
        page.wait_for_url(f"**/claims/{live.ids['proposed']}#*")
        assert tab.complaints == []


def test_a_suggestion_is_put_aside_taken_back_and_accepted_by_keys(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open(f"/claims/{live.ids['checking']}")
        waiting = page.locator("#evidence .suggestion:has(.decide-stance):visible")
        before = waiting.count()
        assert before
        waiting.first.locator("[data-row-focus]").or_(waiting.first).first.focus()
        page.keyboard.press("r")
        expect(page.locator(".undo-last")).to_contain_text("You put a suggestion aside.")
        page.keyboard.press("u")
        expect(page.locator(".undo-last")).to_have_count(0)
        expect(waiting).to_have_count(before)
        waiting.first.locator("[data-row-focus]").or_(waiting.first).first.focus()
        page.keyboard.press("s")
        assert page.evaluate("document.activeElement.name") == "stance"
        page.keyboard.press("1")
        expect(page.locator(".undo-last")).to_contain_text("You accepted a suggestion as evidence.")
        page.keyboard.press("u")
        expect(waiting).to_have_count(before)
        assert tab.complaints == []


def test_from_the_text_to_a_proposed_verdict_by_keyboard_alone(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in["cleo"]) as tab:
        page = tab.open(f"/articles/{live.ids['long']}?claim=3")
        page.keyboard.press("t")
        expect(page.locator(".claim-head")).to_contain_text("Assigned")
        page.keyboard.press("e")
        page.wait_for_url(f"**/claims/{live.ids['rtl_claim']}*")
        page.keyboard.press("e")
        # Where she types next: a letter that is no key of the page any more.
        assert page.evaluate("document.activeElement.name") == "url"
        back_to(page, "#log-form [href*='kind=call']")
        page.keyboard.press("Enter")
        page.wait_for_selector("#log-form [name=who]")
        page.keyboard.press("e")
        assert page.evaluate("document.activeElement.name") == "who"
        for name, words in CALL.items():
            if name != "who":
                tab_to(page, f"#log-form [name={name}]")
            page.keyboard.type(words)
        tab_to(page, "#log-form [name=stance]")
        page.keyboard.press("1")
        expect(page.locator("#log-form [name=stance]").first).to_be_checked()
        page.keyboard.press("Control+Enter")
        expect(page.locator("#evidence .evidence")).to_have_count(1)
        page.keyboard.press("v")
        assert page.evaluate("document.activeElement.name") == "verdict-attribution_rating_id"
        page.keyboard.press("Space")
        for name in ("content_rating_id", "disposition", "evidence_ids"):
            tab_to(page, f"[name=verdict-{name}]")
            page.keyboard.press("Space")
        for name in ("summary", "rationale"):
            tab_to(page, f"[name=verdict-{name}]")
            page.keyboard.type("The minister said so when we called, and it is so.")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".claim-bar")).to_contain_text("Proposed")
        assert tab.complaints == []


def test_a_folded_form_opens_at_its_first_field(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open(f"/claims/{live.ids['checking']}")
        form = page.locator("#log-form")
        expect(form).not_to_have_attribute("open", "")
        page.keyboard.press("e")
        expect(form).to_have_attribute("open", "")
        assert page.evaluate("document.activeElement.name") == "url"
        # Keys rest in a field: an address is typed as it is.
        page.keyboard.type("https://archive.example/v/t")
        expect(page.locator("#log-form [name=url]")).to_have_value("https://archive.example/v/t")
        assert tab.complaints == []

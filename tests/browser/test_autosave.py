"""Typed words outlive their tab, in a real browser."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser
WORDS = "Two reports, one origin; the log itself was not seen"


def window(browser: Browser, live: Live, signed_in: dict[str, Any], name: str = "ada") -> Window:
    return Window(browser.new_context(storage_state=signed_in[name]), live)


def test_words_come_back_after_the_tab_is_gone_and_go_when_they_are_sent(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    path = f"/articles/{live.ids['article']}/edit"
    with window(browser, live, signed_in) as first:
        page = first.open(path)
        page.fill("[name=byline]", WORDS)
        page.wait_for_selector("[data-autosave-status]:text-matches('Saved \\\\d\\\\d:\\\\d\\\\d')")
        # The tab is closed as a crash closes it: nothing is sent.
        page.close(run_before_unload=False)
        assert not first.complaints
    with window(browser, live, signed_in) as second:
        page = second.open(path)
        page.wait_for_selector("[data-autosave-status]:has-text('is back')")
        assert page.input_value("[name=byline]") == WORDS
        page.click("main form [type=submit]:has-text('Save')")
        page.wait_for_url(lambda url: not url.endswith("/edit"))
        page = second.open(path)
        page.wait_for_load_state("networkidle")
        assert page.inner_text("[data-autosave-status]") == ""
        assert page.input_value("[name=byline]") == WORDS
        assert not second.complaints


def test_words_typed_a_moment_before_the_tab_closes_are_kept(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    path = f"/articles/{live.ids['long']}/edit"
    with window(browser, live, signed_in) as first:
        page = first.open(path)
        page.wait_for_load_state("networkidle")
        page.fill("[name=outlet]", WORDS)
        page.goto(f"{live.base}/help", wait_until="networkidle")
    with window(browser, live, signed_in) as second:
        page = second.open(path)
        page.wait_for_selector("[data-autosave-status]:has-text('is back')")
        assert page.input_value("[name=outlet]") == WORDS
        with page.expect_navigation():
            page.click("text=Discard it")
        page.wait_for_load_state("networkidle")
        assert page.input_value("[name=outlet]") != WORDS


def test_words_that_were_refused_are_kept_for_whoever_goes_elsewhere(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    path = f"/claims/{live.ids['checking']}"
    with window(browser, live, signed_in) as tab:
        page = tab.open(path)
        page.wait_for_load_state("networkidle")
        page.keyboard.press("e")
        page.fill("#log-form [name=excerpt]", WORDS)
        page.locator("#log-form [name=excerpt]").press("Control+Enter")
        page.wait_for_selector(".error-summary")
        page.wait_for_load_state("networkidle")
        page.goto(f"{live.base}/help", wait_until="networkidle")
        page = tab.open(path)
        page.wait_for_selector("#log-form [data-autosave-status]:has-text('is back')")
        assert page.input_value("#log-form [name=excerpt]") == WORDS
        with page.expect_navigation():
            page.click("text=Discard it")


def test_the_end_of_a_session_is_announced_and_can_be_put_off(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in) as tab:
        tab.page.clock.install()
        page = tab.open("/articles")
        box = page.locator("[data-session-box]")
        assert box.is_hidden()
        # Two hours without a sign, less a minute and a half.
        page.clock.run_for((120 * 60 - 90) * 1000)
        box.wait_for(state="visible")
        with page.expect_response("**/stay") as stayed:
            box.get_by_role("button", name="Stay signed in").click()
        assert stayed.value.status == 204
        box.wait_for(state="hidden")


def test_two_people_on_one_claim_are_told_of_each_other(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    path = f"/claims/{live.ids['checking']}"
    with window(browser, live, signed_in) as ada, window(browser, live, signed_in, "cleo") as cleo:
        with ada.page.expect_response("**/presence"):
            ada.open(path)
        page = cleo.open(path)
        page.wait_for_selector("[data-presence]:has-text('Ada')")
        assert not cleo.complaints

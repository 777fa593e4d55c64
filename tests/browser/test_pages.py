"""Every page: reachable by everybody, silent, and no wider than the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import HERE, Window

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from tests.browser.live import Live

pytestmark = pytest.mark.browser

AXE = (HERE / "vendor" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: What the other colours and the small screen can break; the rest is the same page.
AGAIN = {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
RUN = """async (what) => (await axe.run(document, {runOnly: what})).violations.flatMap(
  (v) => v.nodes.map((n) => v.id + ": " + n.target.join(" ")))"""
WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  [...document.querySelectorAll("body *")].filter((e) => e.getBoundingClientRect().right > innerWidth + 1)
    .slice(0, 3).map((e) => `${e.tagName}.${e.className} ends at ${Math.round(e.getBoundingClientRect().right)}`)"""


def window(browser: Browser, live: Live, state: Any = None, width: int = 1280, scheme: str = "light") -> Window:
    context = browser.new_context(
        storage_state=state,
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    return Window(context, live)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 320)])
def test_every_page_of_the_desk_passes_axe_says_nothing_and_fits(
    live: Live, browser: Browser, signed_in: dict[str, Any], scheme: str, width: int
) -> None:
    wrong: dict[str, list[str]] = {}
    with window(browser, live, signed_in["ada"], width, scheme) as tab:
        for path in live.desk_pages():
            page = tab.open(path)
            page.evaluate(AXE)
            found = page.evaluate(RUN, TAGS if scheme == "light" else AGAIN) + page.evaluate(WIDE) + tab.complaints
            tab.complaints.clear()
            if found:
                wrong[path] = found
    assert wrong == {}


def test_every_public_page_passes_axe_says_nothing_and_fits(live: Live, browser: Browser) -> None:
    wrong: dict[str, list[str]] = {}
    for scheme, width in (("light", 1280), ("dark", 320)):
        with window(browser, live, None, width, scheme) as tab:
            for path in live.public_pages():
                page = tab.open(path)
                page.evaluate(AXE)
                found = page.evaluate(RUN, TAGS if scheme == "light" else AGAIN) + page.evaluate(WIDE) + tab.complaints
                tab.complaints.clear()
                if found:
                    wrong[f"{path} {scheme}"] = found
            # No cookie is set for who only reads.
            assert [c for c in tab.context.cookies() if "/p" in c.get("path", "")] == []
    assert wrong == {}


def test_a_page_that_is_too_wide_or_unlabelled_would_be_seen(live: Live, browser: Browser) -> None:
    with window(browser, live, None, 320) as tab:
        page = tab.open("/p/methodology")
        page.evaluate(
            "() => { const i = document.createElement('input'); i.style.minWidth = '500px'; "
            "document.querySelector('main').append(i) }"
        )
        page.evaluate(AXE)
        assert any(one.startswith("label:") for one in page.evaluate(RUN, TAGS))
        assert page.evaluate(WIDE)
        page.evaluate(
            "() => { const i = new Image(); i.src = 'https://elsewhere.example/px'; document.body.append(i) }"
        )
        page.wait_for_timeout(50)
        assert any("policy: img-src" in one for one in tab.complaints)


def test_nothing_is_kept_in_the_browser_but_one_cookie(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open(f"/claims/{live.ids['checking']}")
        assert [c["name"] for c in tab.context.cookies()] == ["desk"]
        assert page.evaluate("localStorage.length + sessionStorage.length") == 0

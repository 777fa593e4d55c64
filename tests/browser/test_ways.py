"""Every page by Tab, at 400 %, in forced colours, with spaced text, on paper, without script; and for each role."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import Window
from tests.browser.test_pages import AXE, RUN, TAGS, WIDE, window

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.live import Live

pytestmark = pytest.mark.browser

#: Everything that can take the focus; of radio buttons of one name the Tab key stops at one.
STOPS = """() => {
  const groups = new Set();
  return [...document.querySelectorAll("a[href],button,input,select,textarea,summary,[tabindex='0']")].filter((e) => {
    if (e.disabled || e.type === "hidden" || e.tabIndex < 0 || !e.checkVisibility()) return false;
    if (e.type !== "radio") return true;
    const group = e.name + (e.form ? [...document.forms].indexOf(e.form) : "");
    if (groups.has(group)) return false;
    groups.add(group);
    return true;
  }).length; }"""
#: What the focus stands on: who it is, whether it can be seen, and what lies over it.
HERE = """() => {
  const e = document.activeElement, known = (window.known ||= new Set()), again = known.has(e);
  known.add(e);
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const ring = [e, e.closest("label"), e.parentElement].some((one) => one && (([style.outlineStyle] != "none" &&
    parseFloat(getComputedStyle(one).outlineWidth) >= 2) || getComputedStyle(one).boxShadow != "none"));
  const rect = [...e.getClientRects()].find((r) => r.width > 0 && r.height > 0) || box;
  const x = Math.min(Math.max(rect.left + rect.width / 2, 1), innerWidth - 1);
  const y = Math.min(Math.max(rect.top + Math.min(rect.height / 2, 12), 1), innerHeight - 1);
  const over = document.elementFromPoint(x, y);
  const own = !over || e.contains(over) || over.contains(e) || (over.closest("label") || {}).control === e
    || rect.width <= 1 || rect.height <= 1;
  return { body: e === document.body || e === document.documentElement, again,
    start: e === [...known][0], ring, own, inside: rect.bottom > 0 && rect.top < innerHeight,
    name: `${e.tagName}.${e.className}#${e.id} ` + (e.getAttribute("href") || e.textContent.trim().slice(0, 30)),
    over: over ? over.tagName + "." + over.className : "" }; }"""
#: Text as some people need it: wcag 1.4.12.
SPACED = """() => { const s = new CSSStyleSheet(); s.replaceSync(`* { line-height: 1.5 !important;
  letter-spacing: 0.12em !important; word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [s]; }"""
SHIFT = """() => new Promise((done) => { let sum = 0; new PerformanceObserver((list) => list.getEntries().forEach(
  (e) => { if (!e.hadRecentInput) sum += e.value; })).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 60); })"""
SMALL = """() => [...document.querySelectorAll("button,select,summary,input:not([type=hidden])")].filter((e) => {
  const r = (e.closest("label.tick, label.choice") || e).getBoundingClientRect();
  return r.width > 1 && r.height > 1 && (r.width < 24 || r.height < 24) && getComputedStyle(e).visibility != "hidden";
}).map((e) => e.tagName + "." + e.className + "#" + e.id)"""


def desk_page(live: Live) -> list[str]:
    """Name one page of each sort, those where work is done."""
    article, ids = live.ids["article"], live.ids
    return [
        *("/", "/queue", "/queue/one", "/articles", "/articles/new", "/settings", "/log"),
        *(f"/articles/{article}{more}" for more in ("", "?claim=2", "/coverage", "/changes", "/queries", "/publish")),
        *(f"/claims/{ids[name]}" for name in ("ruled", "checking", "proposed", "long_claim")),
        f"/articles/{ids['long']}?claim=1",
    ]


def walk(page: Page) -> tuple[int, list[str]]:
    """Press Tab until the focus leaves the page; return how many stops there were and what was wrong at them."""
    wrong: list[str] = []
    seen = 0
    for _ in range(400):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here["body"] or (here["again"] and here["start"]):
            return seen, wrong
        if here["again"]:
            continue  # a date has a stop for each of its parts
        seen += 1
        wrong += [f"{why}: {here['name']} {here['over']}" for why in ("ring", "own", "inside") if not here[why]]
    return seen, [*wrong, "a trap: Tab does not leave the page"]


def test_tab_reaches_everything_and_the_focus_is_seen(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    wrong: dict[str, Any] = {}
    with window(browser, live, signed_in["ada"]) as tab:
        for path in desk_page(live):
            page = tab.open(path)
            wanted = page.evaluate(STOPS)
            seen, found = walk(page)
            if found or abs(seen - wanted) > 1:
                wrong[path] = (seen, wanted, found[:6])
    assert wrong == {}


def test_a_focus_that_is_covered_or_without_a_ring_would_be_seen(live: Live, browser: Browser) -> None:
    with window(browser, live) as tab:
        page = tab.open("/login")
        page.evaluate(
            "() => { const b = document.createElement('div'); b.style.cssText = 'position:fixed;inset:0;z-index:99';"
            "document.body.append(b); document.querySelector('[name=email]').style.outline = 'none' }"
        )
        assert {one.split(":")[0] for one in walk(page)[1]} >= {"own"}


@pytest.mark.parametrize("role", ["eda", "cleo"])
def test_each_role_sees_pages_without_faults(
    live: Live, browser: Browser, signed_in: dict[str, Any], role: str
) -> None:
    wrong: dict[str, list[str]] = {}
    refused = {f"/articles/{live.ids['article']}/publish", "/log", "/articles/new"} if role == "cleo" else set()
    with window(browser, live, signed_in[role]) as tab:
        for path in desk_page(live):
            page = tab.open(path)
            page.evaluate(AXE)
            found = page.evaluate(RUN, TAGS) + page.evaluate(SMALL)
            found += [one for one in tab.complaints if "403" not in one or path not in refused]
            tab.complaints.clear()
            if page.locator("h1").count() != 1:
                found.append("not one heading")
            if found:
                wrong[path] = found
    assert wrong == {}


def test_nothing_is_cut_at_400_per_cent_nor_with_spaced_text(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    wrong: dict[str, Any] = {}
    with window(browser, live, signed_in["ada"], 320) as tab:
        for path in [*desk_page(live), f"/p/{live.published[0]}/{live.published[1]}"]:
            page = tab.open(path)
            page.evaluate(SPACED)
            if found := page.evaluate(WIDE):
                wrong[path] = found
    assert wrong == {}


def test_forced_colours_keep_states_apart(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    context = browser.new_context(storage_state=signed_in["ada"], forced_colors="active", reduced_motion="reduce")
    with Window(context, live) as tab:
        for path in (f"/articles/{live.ids['article']}", f"/claims/{live.ids['ruled']}"):
            page = tab.open(path)
            page.evaluate(AXE)
            assert page.evaluate(RUN, TAGS) == []
            # A state is a word and a sign, whatever becomes of its colour.
            chips = page.locator("main .chip")
            assert chips.count() > 0
            assert all(text.strip() for text in chips.all_inner_texts())


def test_nothing_moves_after_a_page_is_there(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        moved = {path: tab.open(path).evaluate(SHIFT) for path in desk_page(live)}
    assert {path: sum_ for path, sum_ in moved.items() if sum_ > 0.01} == {}


def test_titles_are_each_their_own(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        titles = {path: tab.open(path).title() for path in desk_page(live)}
    assert len(set(titles.values())) == len(titles)


def test_paper_has_the_claims_and_no_ways(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    public_id, slug = live.published
    for path, state in ((f"/p/{public_id}/{slug}", None), (f"/articles/{live.ids['article']}", signed_in["ada"])):
        with window(browser, live, state) as tab:
            page = tab.open(path)
            page.emulate_media(media="print")
            assert page.locator("h1").first.is_visible()
            shown = page.locator("nav:visible, form:visible button:visible, .bar:visible")
            assert shown.count() == 0, shown.all_inner_texts()


def test_public_pages_need_no_script_and_say_one_verdict(live: Live, browser: Browser) -> None:
    public_id, slug = live.published
    context = browser.new_context(java_script_enabled=False)
    with Window(context, live) as tab:
        for path in ("/p", f"/p/{public_id}/{slug}", "/p/corrections", "/p/methodology", f"/embed/{public_id}"):
            page = tab.open(path)
            assert page.locator("h1, h2").first.is_visible()
            assert page.locator("script:not([type='application/ld+json'])").count() == 0

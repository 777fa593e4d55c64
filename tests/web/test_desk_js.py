"""The script's keys, announcements, submit guard and word choice, in a browser under the desk's own policy."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright

from tests.web.page_rules import DESK, STATIC, environment, styleguide

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.browser

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
TYPES = {".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml"}
PRESSED = "() => { log.onclick = () => { log.dataset.pressed = 1 } }"
PAGE = """
{% extends "base.html" %}{% import "components/buttons.html" as b %}
{% block title %}T{% endblock %}{% block main %}
<h1>T</h1>{{ b.step('Next', '1', 'j') }}{{ b.step('Back', '-1', 'k') }}{{ b.step('Unfinished', 'unfinished', 'n') }}
<ul>{% for n in range(4) %}<li data-row{{ ' data-unfinished' if n == 2 }}>
<a href="#row-{{ n }}" data-row-focus>Row {{ n }}</a>
<label>Tick {{ n }} <input type="checkbox" name="t{{ n }}" data-key="x"></label></li>{% endfor %}</ul>
<button type="button" id="log" data-key="e" data-key-word="Log evidence">Log</button>
<fieldset data-key-scope><legend>Verdict</legend><label>True <input type="radio" name="v" id="v1" data-key="1"></label>
<label>False <input type="radio" name="v" id="v2" data-key="2"></label></fieldset>
<form id="f" method="post" action="/saved"><input type="text" name="words" id="words">
<textarea name="more" id="more"></textarea>
<select name="s" id="sel"><option>e</option></select><button type="submit" name="go" value="1">Save</button></form>
<details class="menu" id="menu"><summary id="menu-head">Menu</summary><a href="#in" id="in-menu">In</a></details>
<form id="h" method="post" action="/partial" hx-post="/partial" hx-target="#out" hx-disable="find button">
<button type="submit">Send</button></form>
<div id="out"></div>
{% if poll %}<div id="poll" hx-get="/poll" hx-trigger="every 50ms" hx-swap="outerHTML">0</div>{% endif %}
{% endblock %}
"""


class Desk:
    """Serve the pages of a test from memory and remember what was asked."""

    def __init__(self, browser: Browser, *, script: bool = True) -> None:
        self.context = browser.new_context(java_script_enabled=script, viewport={"width": 1280, "height": 900})
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(15_000)
        self.pages: dict[str, tuple[int, dict[str, str], str]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.complaints: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(m.text) if m.type == "error" else None)
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.context.route("**/*", self._answer)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        if path.startswith("/static/"):
            file = STATIC / path.removeprefix("/static/")
            route.fulfill(body=file.read_bytes(), content_type=TYPES[file.suffix])
            return
        self.asked.append((route.request.method, path, route.request.post_data or ""))
        status, headers, body = self.pages.get(path, (404, {}, "<h1>Nothing here</h1>"))
        policy = {"Content-Security-Policy": POLICY, "Content-Type": "text/html; charset=utf-8"}
        route.fulfill(status=status, headers=policy | headers, body=body)

    def open(self, html: str) -> Page:
        self.pages["/"] = (200, {}, html)
        self.page.goto("http://desk.test/")
        return self.page

    def posts(self, path: str) -> list[str]:
        return [body for method, asked, body in self.asked if method == "POST" and asked == path]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    served = Desk(browser)
    yield served
    served.context.close()
    assert served.complaints == []


def page(**context: Any) -> str:
    return environment().from_string(PAGE).render(**DESK | {"poll": False} | context)


def focused(tab: Page) -> str:
    return str(tab.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))


def test_keys_move_between_rows_and_tick_the_one_with_the_focus(desk: Desk) -> None:
    tab = desk.open(page())
    tab.keyboard.press("x")
    assert tab.locator("input:checked").count() == 0
    for key, row in [("j", "Row 0"), ("j", "Row 1"), ("k", "Row 0"), ("n", "Row 2")]:
        tab.keyboard.press(key)
        assert focused(tab) == row
    tab.keyboard.press("x")
    assert tab.locator("input:checked").get_attribute("name") == "t2"


@pytest.mark.parametrize("field", ["#words", "#more", "#sel", "#bar-search"])
def test_keys_are_dead_in_fields(desk: Desk, field: str) -> None:
    tab = desk.open(page())
    tab.evaluate(PRESSED)
    tab.focus(field)
    tab.keyboard.press("e")
    tab.keyboard.press("?")
    assert tab.locator("#log").get_attribute("data-pressed") is None
    assert not tab.locator("dialog").is_visible()
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("e")
    assert tab.locator("#log").get_attribute("data-pressed") == "1"


def test_keys_are_dead_with_modifiers_and_when_switched_off(desk: Desk) -> None:
    tab = desk.open(page())
    for held in ("Control+e", "Alt+e", "Meta+e"):
        tab.evaluate(PRESSED)
        tab.keyboard.press(held)
    assert tab.locator("#log").get_attribute("data-pressed") is None
    tab = desk.open(page(keys_on=False))
    tab.keyboard.press("j")
    assert focused(tab) != "Row 0"
    assert not tab.locator(".key-hint").first.is_visible()


def test_digits_choose_only_inside_the_group_with_the_focus(desk: Desk) -> None:
    tab = desk.open(page())
    tab.keyboard.press("2")
    assert not tab.is_checked("#v2")
    tab.focus("#v1")
    tab.keyboard.press("2")
    assert tab.is_checked("#v2")
    assert focused(tab) == "v2"


def test_two_keys_in_a_row_follow_the_link_and_slash_finds_the_search(desk: Desk) -> None:
    desk.pages["/queue"] = (200, {}, "<h1>Queue</h1>")
    tab = desk.open(page())
    tab.keyboard.press("/")
    assert focused(tab) == "bar-search"
    tab.evaluate("document.activeElement.blur()")
    tab.keyboard.press("q")
    assert tab.url == "http://desk.test/"
    tab.keyboard.press("g")
    tab.keyboard.press("q")
    tab.wait_for_url("**/queue")


def test_question_mark_lists_the_keys_of_the_page_and_escape_closes(desk: Desk) -> None:
    tab = desk.open(page())
    tab.focus("#v1")
    tab.keyboard.press("?")
    listed = tab.locator("dialog dt").all_text_contents()
    assert {"j", "k", "n", "x", "e", "/", "?", "g d", "g q", "1", "2"} <= set(listed)
    assert len(listed) == len(set(listed))
    assert "Log evidence" in tab.locator("dialog dd").all_text_contents()
    tab.keyboard.press("Escape")
    assert not tab.locator("dialog").is_visible()
    assert focused(tab) == "v1"


def test_escape_closes_a_menu_and_gives_the_focus_back(desk: Desk) -> None:
    tab = desk.open(page())
    tab.click("#menu-head")
    tab.focus("#in-menu")
    tab.keyboard.press("Escape")
    assert not tab.evaluate("menu.open")
    assert focused(tab) == "menu-head"


def test_control_enter_sends_the_form_in_focus_with_its_button(desk: Desk) -> None:
    desk.pages["/saved"] = (200, {}, "<h1>Saved</h1>")
    tab = desk.open(page())
    tab.fill("#more", "two")
    tab.keyboard.press("Control+Enter")
    tab.wait_for_url("**/saved")
    assert parse_qs(desk.posts("/saved")[0])["go"] == ["1"]
    assert parse_qs(desk.posts("/saved")[0])["more"] == ["two"]


def test_second_submit_does_nothing_and_the_button_comes_back(desk: Desk) -> None:
    desk.pages["/saved"] = (204, {}, "")
    tab = desk.open(page())
    tab.evaluate("f.requestSubmit(); f.requestSubmit(); f.requestSubmit()")
    expect(tab.locator("#f button")).to_be_disabled()
    assert len(desk.posts("/saved")) <= 1
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow'))")
    assert not tab.evaluate("f.querySelector('button').disabled")


def test_answer_is_announced_and_its_heading_takes_the_focus(desk: Desk) -> None:
    said = "Not saved: ä (3 left)"
    desk.pages["/partial"] = (
        422,
        {"HX-Trigger": json.dumps({"announce": said})},
        '<h2 id="got" tabindex="-1" autofocus>Not saved</h2>',
    )
    tab = desk.open(page())
    tab.click("#h button")
    expect(tab.locator("[data-live]")).to_have_text(said)
    assert tab.locator("[data-live-error]").text_content() == ""
    assert focused(tab) == "got"
    desk.complaints = [c for c in desk.complaints if "422" not in c]


def test_poll_stops_when_the_answer_says_so(desk: Desk) -> None:
    desk.pages["/poll"] = (200, {}, '<div id="poll">done</div>')
    tab = desk.open(page(poll=True))
    tab.get_by_text("done").wait_for()
    asked = len([a for a in desk.asked if a[1] == "/poll"])
    tab.wait_for_timeout(300)
    assert len([a for a in desk.asked if a[1] == "/poll"]) == asked


@pytest.mark.parametrize(
    ("chosen", "start"),
    [
        ("nobody 🚋 ordered", 22),
        ("ordered", 31),
        ("We were told the pilings", 41),
        ("Car 3", None),
        ("every spring", None),
    ],
)
def test_words_chosen_in_the_article_are_found_by_code_points(desk: Desk, chosen: str, start: int | None) -> None:
    tab = desk.open(styleguide())
    text = str(
        tab.evaluate(
            """() => { const box = document.querySelector('[data-draft-text]').cloneNode(true);
            box.querySelectorAll('[data-not-text]').forEach((e) => e.remove()); return box.textContent; }"""
        )
    )
    tab.evaluate(
        """(words) => { const box = document.querySelector('[data-draft-text]'), places = [];
        const walk = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
        for (let n = walk.nextNode(); n; n = walk.nextNode())
          if (!n.parentElement.closest('[data-not-text]')) for (let i = 0; i < n.length; i++) places.push([n, i]);
        const whole = places.map(([n, i]) => n.data[i]).join(''), at = whole.indexOf(words);
        const [a, i] = places[at], [b, j] = places[at + words.length - 1];
        getSelection().setBaseAndExtent(a, i, b, j + 1); }""",
        chosen,
    )
    expect(tab.locator("[data-end]")).to_have_value(re.compile(r"\d"))
    first, last = (int(tab.input_value(f"[data-{name}]")) for name in ("start", "end"))
    assert text[first:last] == chosen
    assert tab.input_value("[data-exact]") == chosen
    assert start is None or first == start
    tab.fill("[data-exact]", "other words")
    assert tab.input_value("[data-start]") == tab.input_value("[data-end]") == ""


def test_words_inside_a_mark_can_be_chosen_with_the_mouse(desk: Desk) -> None:
    tab = desk.open(styleguide())
    tab.locator(".mark").first.scroll_into_view_if_needed()
    box = tab.locator(".mark").first.bounding_box()
    assert box
    middle = box["y"] + box["height"] / 2
    tab.mouse.move(box["x"] + 1, middle)
    tab.mouse.down()
    tab.mouse.move(box["x"] + box["width"] - 1, middle, steps=8)
    tab.mouse.up()
    expect(tab.locator("[data-end]")).to_have_value(re.compile(r"\d"))
    assert tab.input_value("[data-exact]").startswith("nobody")


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_is_wider_than_the_screen(desk: Desk, width: int) -> None:
    tab = desk.open(styleguide())
    tab.set_viewport_size({"width": width, "height": 700})
    spacing = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    tab.evaluate(
        "(css) => { const s = new CSSStyleSheet(); s.replaceSync(css); document.adoptedStyleSheets.push(s) }", spacing
    )
    assert tab.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_at_least_24_pixels_or_inline(desk: Desk) -> None:
    tab = desk.open(styleguide())
    small = tab.evaluate(
        """() => [...document.querySelectorAll('a, button, summary, select, input:not([type=hidden]), textarea')]
        .filter((e) => e.getClientRects().length)
        .filter((e) => getComputedStyle(e).display !== 'inline' && !e.closest('svg, .trap, .skip'))
        .map((e) => [e.outerHTML.slice(0, 80), (e.closest('label') || e).getBoundingClientRect()])
        .filter(([, r]) => r.height < 24 || r.width < 24).map(([html]) => html)"""
    )
    assert [html for html in small if 'class="skip"' not in html] == []


def test_without_script_nothing_is_offered_that_needs_it(browser: Browser) -> None:
    plain = Desk(browser, script=False)
    tab = plain.open(page())
    assert not tab.get_by_role("button", name="Next").is_visible()
    assert not tab.get_by_role("button", name="Keys").is_visible()
    assert tab.get_by_role("button", name="Save").is_visible()
    plain.context.close()

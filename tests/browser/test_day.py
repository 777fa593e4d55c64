"""A whole day's work: by keyboard alone, without script, without htmx; two people at one thing; forms that go wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from factcheck.models import Article, Claim, Evidence, Occurrence, Publication
from tests.browser.conftest import Window
from tests.browser.test_keys import tab_to
from tests.browser.test_pages import window
from tests.sources_kit import add_capture

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

    from tests.browser.live import Live

pytestmark = pytest.mark.browser

ARTICLE = (
    "Marlow bridge opens again\n\n"
    "The bridge over the Marl at Quell was built in 1907 and cost 84,000 crowns, the county archive says.\n"
)


#: What a page is logged with, in the order of the form.
PAGE = {
    "url": "https://archive.quell.example/bridges/marl",
    "outlet": "County archive",
    "title": "The bridge over the Marl",
    "excerpt": "Built in 1907 for 84,000 crowns.",
}


class Hands:
    """Do things on a page with the keyboard alone, or by clicking where there is no script."""

    def __init__(self, page: Page, *, keys: bool) -> None:
        self.page, self.keys = page, keys

    def write(self, selector: str, words: str) -> None:
        """Put words into a field."""
        if not self.keys:
            self.page.fill(selector, words)
            return
        tab_to(self.page, selector, 160)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(words)

    def choose(self, selector: str) -> None:
        """Choose a radio button or tick a box."""
        if not self.keys:
            self.page.check(selector)
            return
        tab_to(self.page, selector, 160)
        self.page.keyboard.press("Space")

    def press(self, selector: str, then: str) -> None:
        """Press a button or follow a link, and wait for the page it leads to."""
        if self.keys:
            tab_to(self.page, f":is({selector})", 160)
        # A part that fetches itself anew names the same address again, which would pass for the new page.
        with self.page.expect_event("load"):
            if self.keys:
                self.page.keyboard.press("Enter")
            else:
                self.page.locator(selector).first.click()
        expect(self.page).to_have_url(re.compile(then))


def propose(hands: Hands) -> None:
    """Log a page and propose a verdict that rests on it."""
    for name, words in PAGE.items():
        hands.write(f"#log-form [name={name}]", words)
    hands.choose("#log-form [name=stance]")
    hands.press("#log-form [type=submit]", r"/claims/\d+#evidence-\d+$")
    for name in ("attribution_rating_id", "content_rating_id", "disposition", "evidence_ids"):
        hands.choose(f"[name=verdict-{name}]")
    for name in ("summary", "rationale"):
        hands.write(f"[name=verdict-{name}]", "The archive said so when we called.")
    hands.press("#verdict-panel form:has([name=verdict-summary]) [type=submit]:not([formnovalidate])", r"/claims/\d+$")


def keep_copy(live: Live, claim_id: int) -> None:
    """Keep a copy of the page that was logged, as a worker does where there is a network."""
    with live.database.write() as session:
        row = session.scalars(select(Evidence).where(Evidence.claim_id == claim_id)).one()
        row.capture = add_capture(session, PAGE["excerpt"], url=f"{PAGE['url']}?{claim_id}", title=PAGE["title"])


def newest(live: Live) -> tuple[int, int]:
    """Return the newest article and its claim with the most words."""
    with live.database.read() as session:
        article = session.scalars(select(Article.id).order_by(Article.id.desc())).first()
        claim = session.scalars(select(Claim.id).where(Claim.article_id == article).order_by(Claim.id.desc())).first()
    assert article is not None
    assert claim is not None
    return article, claim


@pytest.mark.parametrize("how", ["keys", "no script", "no htmx"])
def test_from_a_pasted_text_to_a_published_verdict(
    live: Live, browser: Browser, signed_in: dict[str, Any], how: str
) -> None:
    keys = how == "keys"

    def enter(name: str) -> tuple[Window, Hands]:
        context = browser.new_context(storage_state=signed_in[name], java_script_enabled=how != "no script")
        tab = Window(context, live)
        if how == "no htmx":
            context.route("**/htmx.min.js*", lambda route: route.abort())
        return tab, Hands(tab.page, keys=keys)

    tab, eda = enter("eda")
    with tab:
        tab.open("/articles/new")
        if not keys:
            tab.page.fill("[name=text]", ARTICLE + how)
        else:
            tab.page.keyboard.insert_text(ARTICLE + how)
        eda.press("main form [type=submit]", r"/articles/\d+$")
        live.work()
        if keys:
            # The page loads itself anew once the text is read.
            expect(tab.page.locator("#intake-progress")).to_have_count(0)
        article, claim = newest(live)
        tab.open(f"/claims/{claim}")
        eda.press(f"form[action$='/claims/{claim}/confirm'] button", r"/claims/\d+$")
    tab, cleo = enter("cleo")
    with tab:
        tab.open(f"/claims/{claim}?kind=page")
        cleo.press(f"form[action$='/claims/{claim}/take'] button", r"/claims/\d+$")
        tab.open(f"/claims/{claim}?kind=page")
        propose(cleo)
        expect(tab.page.locator(".claim-bar")).to_contain_text("Proposed")
    keep_copy(live, claim)
    tab, cass = enter("cass")
    with tab:
        tab.open(f"/claims/{claim}")
        cass.choose("[name=second-review][value=agree]")
        cass.press("form:has([name=second-review]) [type=submit]", r"/claims/\d+$")
    tab, eda = enter("eda")
    with tab:
        tab.open(f"/claims/{claim}")
        eda.press("form:has([name=ruling-note]) [type=submit]", r"/claims/\d+$")
        tab.open(f"/claims/{claim}/publish")
        eda.press("form[action$='/publish'] [type=submit]", r"/publish$")
        with live.database.read() as session:
            row = session.scalars(select(Publication).where(Publication.claim_id == claim)).one()
            path = f"/p/{row.public_id}/{row.slug}"
        assert tab.open(path).locator("h1").count() == 1
    assert article


def test_two_people_change_one_claim_and_nothing_is_lost(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    path = f"/articles/{live.ids['long']}?claim=2"
    with window(browser, live, signed_in["eda"]) as one, window(browser, live, signed_in["ada"]) as two:
        for tab in (one, two):
            tab.open(path).locator("#act-edit > summary").click()
        field = "#act-edit [name=statement]"
        one.page.fill(field, "The mayor said it in 1988.")
        one.page.locator("#act-edit [type=submit]").click()
        expect(one.page.locator(".claim-words").first).to_contain_text("1988")
        two.page.fill(field, "The mayor wrote it in 1986.")
        two.page.locator("#act-edit [type=submit]").click()
        expect(two.page.locator("main").first).to_contain_text("1986")
        expect(two.page.locator("main").first).to_contain_text("1988")
        assert not [c for c in one.complaints + two.complaints if "409" not in c]


def test_a_form_that_goes_wrong_says_where_and_keeps_what_was_typed(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        page = tab.open("/articles/new")
        page.fill("[name=byline]", "Kept Name")
        page.locator("main form [type=submit]").last.click()
        summary = page.locator(".error-summary")
        expect(summary).to_be_focused()
        assert page.title().startswith("Error: ")
        field = summary.locator("a").first.get_attribute("href")
        summary.locator("a").first.click()
        assert page.evaluate("'#' + document.activeElement.id") == field
        assert page.locator(str(field)).get_attribute("aria-invalid") == "true"
        described = str(page.locator(str(field)).get_attribute("aria-describedby")).split()
        assert any(page.locator(f"#{one}").inner_text() for one in described)
        expect(page.locator("[name=byline]")).to_have_value("Kept Name")


def test_back_and_reload_show_whole_pages_and_one_region_speaks(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open(f"/articles/{live.ids['article']}")
        page.locator("#mark-2").click()
        expect(page.locator(".claim-no").first).to_contain_text("2")
        page.reload()
        assert page.locator(".bar").count() == 1
        page.goto(live.base + "/queue")
        page.go_back()
        assert page.locator(".bar").count() == 1
        assert page.locator("[role=status][data-live]").count() == 1
        page.goto(f"{live.base}/articles/{live.ids['long']}?claim=1")
        page.keyboard.press("a")
        expect(page.locator("#act-assign")).to_have_attribute("open", "")
        page.keyboard.press("m")
        expect(page.locator("[data-live]")).to_contain_text("Ada", timeout=5000)
        assert tab.complaints == []


def test_a_double_click_sends_once(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        page = tab.open("/articles/new")
        page.fill("[name=text]", "A wall of 12 metres fell on Monday, the mayor said.\n\nOnce only.\n")
        page.locator("main form [type=submit]").last.dblclick()
        page.wait_for_url(re.compile(r"/articles/\d+$"))
    with live.database.read() as session:
        found = session.scalars(select(Article).order_by(Article.id.desc()).limit(2)).all()
    assert found[0].title != found[1].title


def test_words_chosen_in_the_text_open_the_form_and_move_nothing(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open(f"/articles/{live.ids['article']}")
        before = page.locator(".claim-list").bounding_box()
        choose = (
            "(line) => { const p = document.querySelector(`.passage[data-line='${line}']`), r = document.createRange();"
            "r.selectNodeContents(p); getSelection().removeAllRanges(); getSelection().addRange(r) }"
        )
        page.evaluate(choose, 3)
        expect(page.locator("#add-claim-exact")).to_be_visible()
        expect(page.locator("#add-claim-exact")).to_have_value("By Petra Lindqvist")
        assert page.locator(".claim-list").bounding_box() == before
        # The words are the claim's statement as well, for her to see and to change before anything is saved.
        expect(page.locator("#add-claim-statement")).to_have_value("By Petra Lindqvist")
        page.fill("#add-claim-statement", "Petra Lindqvist wrote it.")
        page.evaluate(choose, 1)
        expect(page.locator("#add-claim-exact")).not_to_have_value("By Petra Lindqvist")
        expect(page.locator("#add-claim-statement")).to_have_value("Petra Lindqvist wrote it.")


def test_the_address_of_a_claim_opens_the_article_at_that_claim(
    live: Live, browser: Browser, signed_in: dict[str, Any]
) -> None:
    with live.database.read() as session:
        number = session.scalars(
            select(Claim.number)
            .join(Occurrence)
            .where(Claim.article_id == live.ids["article"])
            .order_by(Occurrence.start.desc())
            .limit(1)
        ).one()
    with window(browser, live, signed_in["ada"]) as tab:
        page = tab.open(f"/articles/{live.ids['article']}?claim={number}")
        page.wait_for_function("() => document.documentElement.dataset.scripted !== undefined")
        expect(page.locator("mark[data-chosen]").first).to_be_in_viewport(ratio=1)
        expect(page.locator("#claim-card")).to_contain_text(f"Claim {number}")
        assert tab.complaints == []


def test_keys_may_be_given_other_letters(live: Live, browser: Browser, signed_in: dict[str, Any]) -> None:
    with window(browser, live, signed_in["eda"]) as tab:
        page = tab.open("/settings")
        page.fill("#key_next", "k")
        page.locator("main form [type=submit]").first.click()
        expect(page.locator(".error-summary")).to_contain_text("already the key")
        page.fill("#key_next", "l")
        page.locator("main form [type=submit]").first.click()
        page.wait_for_url("**/settings")
        tab.open("/articles")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.closest('[data-row]') === null")
        page.keyboard.press("l")
        assert page.evaluate("document.activeElement.closest('[data-row]') !== null")
        page.keyboard.press("?")
        expect(page.locator("dialog dt").filter(has_text=re.compile("^l$"))).to_have_count(1)
        assert [c for c in tab.complaints if "422" not in c] == []

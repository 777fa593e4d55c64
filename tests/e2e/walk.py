"""Walk the main job over real HTTP: an article goes in, a published verdict comes out."""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.e2e.visitor import Page, Visitor

if TYPE_CHECKING:
    from collections.abc import Callable

ARTICLE = """Lighthouse keeper found after ‘at least three days’ at sea

By Nora Velt
Brenholm, 4 May 2026

The keeper of the Brenholm lighthouse was found alive on Sunday after more than two days at sea, the coast guard said.

The coast guard searched an area of 340 square kilometres with four boats.

‘We had almost given up,’ said Aksel Thorne, who led the search.

The lighthouse was built in 1874, according to the county archive.
"""
DOCUMENT = """Brenholm lighthouse: a short history

The lighthouse at Brenholm was built in 1871 and first lit in the spring of 1872. County archive, file 12.

It was electrified in 1953.
"""
PATIENCE = 90.0
PAUSE = 0.3


class WalkError(AssertionError):
    """Say at which step the walk stopped."""


def wait_for(look: Callable[[], Any], what: str, *, seconds: float = PATIENCE) -> Any:
    """Look again and again until there is something; a worker does its part meanwhile."""
    until = time.monotonic() + seconds
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > until:
            raise WalkError(f"waited {seconds:.0f} s for {what}")
        time.sleep(PAUSE)


@dataclass
class Walk:
    """Hold the people while they work."""

    base: str
    email: str
    password: str
    visitors: dict[str, Visitor] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def say(self, step: str) -> None:
        """Note a step that was done."""
        self.said.append(step)

    def enter(self, name: str, email: str, once: str) -> Visitor:
        """Sign in with a one-time password and choose another."""
        visitor = Visitor(self.base)
        page = visitor.get("/login")
        page = visitor.submit(page.form("/login"), email=email, password=once)
        own = f"twelve slow barges {name}"
        if page.url.endswith("/password"):
            visitor.submit(page.form("/password"), old=once, new=own, again=own)
        self.visitors[name] = visitor
        return visitor

    def add_person(self, name: str, role: str) -> None:
        """Let the administrator add somebody, who then signs in."""
        admin = self.visitors["admin"]
        page = admin.get("/admin/people")
        email = f"{name}@walk.test"
        page = admin.submit(page.form("/admin/people$", needs="email"), email=email, name=name.title(), role=role)
        once = re.search(r'class="one-time">([^<]+)<', page.html)
        if once is None:
            raise WalkError(f"no one-time password for {name}: {page.text[:300]}")
        self.enter(name, email, once[1])

    def all(self) -> str:
        """Do the ten steps and return the address of the public page."""
        self.enter("admin", self.email, self.password)
        for name, role in (("edith", "editor"), ("carl", "checker"), ("sven", "checker")):
            self.add_person(name, role)
        self.say("1 signed in; three people added")
        self.add_document()
        article = self.bring_in()
        claim = self.choose_claim(article)
        self.assign(article, claim)
        self.find_sources(claim)
        self.log_and_propose(claim)
        self.second_check_and_rule(claim)
        public = self.publish(claim)
        self.read_history(claim)
        return public

    def add_document(self) -> None:
        """Put a document into the desk's corpus."""
        edith = self.visitors["edith"]
        page = edith.get("/documents/new?way=text")
        form = page.form("/documents$", needs="text")
        edith.submit(form, title="Brenholm lighthouse: a short history", text=DOCUMENT)

    def bring_in(self) -> str:
        """Paste the article; a worker splits it. Empty text is refused with a sentence."""
        edith = self.visitors["edith"]
        page = edith.get("/articles/new")
        refused = edith.submit(page.form("/articles$", needs="text"), text="", expect=422)
        if "There is a problem" not in refused.text:
            raise WalkError("empty text was not refused in words")
        page = edith.get("/articles/new")
        form = page.form("/articles$", needs="text")
        page = edith.submit(form, text=ARTICLE, confidential="y")
        where = page.url.partition("?")[0].partition("#")[0]
        # The same form sent twice is one article.
        again = edith.submit(form, text=ARTICLE, confidential="y", expect=None)
        if again.url.partition("?")[0].partition("#")[0] != where:
            raise WalkError(f"a double click made two articles: {where}, {again.url}")
        wait_for(lambda: "1874" in edith.get(where + "?tab=claims").text and _numbers(edith.page), "claims")
        self.say("2 article in, 3 split by a worker")
        return where

    def choose_claim(self, article: str) -> str:
        """Find the claim about 1874, mend its words, dismiss another, add one by typing; return its number."""
        edith = self.visitors["edith"]
        page = edith.get(article + "?tab=claims")
        number = _number_of(page, "1874")
        page = edith.get(f"{article}?claim={number}")
        edit = page.form("/edit$", needs="statement")
        statement = "The Brenholm lighthouse was built in 1874."
        edith.submit(edit, statement=statement)
        # The form as it was opened is stale now: both texts are shown, nothing is written.
        stale = edith.submit(edit, statement="Something else entirely.", expect=409)
        if "Something else entirely." not in stale.html or statement not in stale.html:
            raise WalkError("a stale form does not show both texts")
        page = edith.get(article)
        add = page.form("/claims/add$", needs="exact")
        edith.submit(add, exact="with four boats", expect=None)
        page = edith.get(f"{article}?claim={number}")
        edith.submit(page.form(r"/confirm$", button="^Confirm(?! all)"))
        self.say("4 confirmed, edited, added; a stale form kept both texts")
        return number

    def assign(self, article: str, number: str) -> None:
        """Give the claim to Carl, who starts on it."""
        edith = self.visitors["edith"]
        page = edith.get(f"{article}?claim={number}")
        form = page.form("/assign$", needs="checker")
        edith.submit(form, checker=_option(page, "checker", "Carl"), note="The archive has it, somewhere.")
        queue = self.visitors["carl"].get("/queue")
        if "1874" not in queue.text:
            raise WalkError("the claim is not in the checker's queue")
        self.say("5 assigned, in the checker's queue")

    def find_sources(self, _claim: str) -> None:
        """Wait for the suggestion that a worker finds in the desk's own documents."""
        carl = self.visitors["carl"]
        href = carl.get("/queue").link("1874")
        carl.get(href)
        self.claim_url = self._claim_page(carl)
        found = wait_for(lambda: "/accept" in carl.get(self.claim_url).html, "a suggestion")
        if not found:
            raise WalkError("no suggestion")
        self.say("6 sources looked for by a worker; the desk's document was found")

    def _claim_page(self, visitor: Visitor) -> str:
        page = visitor.page
        assert page is not None
        if re.search(r"/claims/\d+$", page.url):
            return page.url
        return page.link("Evidence and verdict")

    def log_and_propose(self, _claim: str) -> None:
        """Accept the suggestion, log a call, propose a verdict that rests on both."""
        carl = self.visitors["carl"]
        page = carl.get(self.claim_url)
        carl.submit(page.form(r"/suggestions/\d+/accept$", button="Refutes"), button="Refutes")
        page = carl.get(self.claim_url + "?kind=call")
        form = page.form("/evidence$", needs="who")
        carl.submit(
            form,
            who="County archive, Ms Holt",
            at_1="2026-05-04T10:12",
            outcome_1="no answer",
            at_2="2026-05-04T11:30",
            outcome_2="spoke",
            stance="refutes",
            excerpt="Our file says 1871.",
            note="Direct line.",
            origin_kind="person",
            origin_name="County archive, Ms Holt",
        )
        page = carl.get(self.claim_url)
        form = page.form("/verdict$", button="Submit")
        name = {bare.rpartition("-")[2]: bare for bare in form.names}
        evidence = [value for value in form.options[name["evidence_ids"]] if value]
        carl.submit(
            form,
            values={
                name["attribution_rating_id"]: form.options[name["attribution_rating_id"]][0],
                name["content_rating_id"]: form.options[name["content_rating_id"]][4],
                name["disposition"]: "must_fix",
                name["summary"]: "The archive’s own file says 1871.",
                name["rationale"]: "File 12 of the county archive and a call to the archive both say 1871.",
                name["fix_before"]: "built in 1874",
                name["fix_after"]: "built in 1871",
                name["evidence_ids"]: evidence,
            },
        )
        if "/second-check" in carl.get(self.claim_url).html.replace("second-check/take", ""):
            raise WalkError("the proposer is offered the second check")
        self.say("7 evidence logged, verdict proposed")

    def second_check_and_rule(self, _claim: str) -> None:
        """Let Sven agree and Edith rule."""
        sven, edith = self.visitors["sven"], self.visitors["edith"]
        page = sven.get(self.claim_url)
        form = page.form("/second-check$")
        review = next(name for name in form.names if name.endswith("review"))
        sven.submit(form, values={review: "agree"})
        page = edith.get(self.claim_url)
        edith.submit(page.form("/ruling$"))
        if "Ruled" not in edith.get(self.claim_url).text:
            raise WalkError("the claim is not ruled")
        self.say("8 second-checked by another person, ruled by an editor")

    def publish(self, _claim: str) -> str:
        """Take the mark of confidentiality off, publish, and read the page as a stranger."""
        edith = self.visitors["edith"]
        gated = edith.get(self.claim_url + "/publish")
        if "confidential" not in gated.text:
            raise WalkError("a confidential article could be published")
        article = re.search(r'href="(/articles/\d+)', edith.get(self.claim_url).html)
        assert article is not None
        page = edith.get(article[1] + "/edit")
        form = page.form("/edit$", needs="confidential")
        form.fields = [pair for pair in form.fields if pair[0] != "confidential"]
        edith.submit(form)
        page = edith.get(self.claim_url + "/publish")
        edith.submit(page.form("/publish$", button="[Pp]ublish"))
        stranger = Visitor(self.base)
        index = stranger.get("/p")
        page = stranger.get(index.link("lighthouse|1874"))
        if page.status != 200 or "1871" not in page.text or "<script src" in page.html:
            raise WalkError(f"the public page is not as it should be: {page.status} {page.text[:300]}")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.html, re.DOTALL):
            if json.loads(block)["url"] not in {page.url, page.url.partition("?")[0]}:
                raise WalkError("ClaimReview names another address")
        if stranger.get(self.claim_url).status != 404:
            raise WalkError("a stranger can see the desk")
        self.say("9 published; readable without script by anyone")
        return page.url

    def read_history(self, _claim: str) -> None:
        """See each step in the claim's history."""
        page = self.visitors["edith"].get(self.claim_url)
        for words in ("Carl", "Sven", "Edith"):
            if words not in page.text:
                raise WalkError(f"{words} is not in the history")
        log = self.visitors["edith"].get("/log")
        if log.status != 200:
            raise WalkError("the log cannot be read")
        self.say("10 every step is in the log")


def _numbers(page: Page | None) -> bool:
    return page is not None and re.search(r"claim=\d+", page.html) is not None


def _number_of(page: Page, words: str) -> str:
    for href, text in page.links:
        found = re.search(r"claim=(\d+)", href)
        if found and words in text:
            return found[1]
    raise WalkError(f"no claim with {words!r}: {[t for h, t in page.links if 'claim=' in h][:30]}")


def _option(page: Page, name: str, words: str) -> str:
    found = re.search(rf'<option[^>]*value="(\d+)"[^>]*>[^<]*{words}', page.html)
    if found is None:
        raise WalkError(f"no {words} to choose in {name}")
    return found[1]

"""Before publication: what holds it back, the very page, one press, corrections and withdrawal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.domain.claims import ClaimKind
from factcheck.models import Article, Claim, Correction, Evidence, Publication, Revision
from factcheck.services.claim_reopen import reopen_claim
from tests.verdict_world import World, build_world
from tests.web.desk_client import send, value_of
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


class Desk:
    """Hold what the tests need, after the world's transaction has ended."""

    def __init__(self, database: Database, people: People) -> None:
        self.database, self.people = database, people
        with database.write() as session:
            world = build_world(session, people)
            self.claim, self.second, self.article = world.claim.id, world.second.id, world.article.id
        self.page = f"/claims/{self.claim}/publish"

    def do(self, step: Callable[[World], Any]) -> Any:
        with self.database.write() as session:
            claim, second = session.get_one(Claim, self.claim), session.get_one(Claim, self.second)
            return step(World(session, self.people, claim.article, claim.occurrences[0].draft, claim, second))

    def count(self, what: type) -> int:
        with self.database.read() as session:
            return session.scalar(select(func.count()).select_from(what)) or 0

    def publication(self) -> Publication:
        with self.database.read() as session:
            return session.scalars(select(Publication).where(Publication.claim_id == self.claim)).one()

    def confirm(self, client: FlaskClient, **values: Any) -> Any:
        text = client.get(self.page).text
        fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}
        return send(client, self.page, **(fields | values))


@pytest.fixture
def work(app_database: Database, people: People) -> Desk:
    return Desk(app_database, people)


def test_124_without_a_ruling_the_page_lists_what_is_missing_and_a_crafted_post_is_refused(
    work: Desk, sign_in: SignIn
) -> None:
    eda = sign_in("eda")
    page = eda.get(work.page).text
    assert "Not ready yet" in page
    assert "an editor rules it" in page
    assert "Publish now" not in page
    answer = send(eda, "/settings", work.page, sha256="0" * 64, seen="{}")
    assert answer.status_code == 409
    assert "The verdict is ruled" in answer.text
    assert work.count(Publication) == 0


def test_publishing_twice_from_the_same_form_is_one_publication(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    text = eda.get(work.page).text
    assert "The page as readers will see it" in text
    assert "The validator found nothing wrong." in text
    fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}
    token = value_of(text, "csrf_token")
    for _ in range(2):
        assert eda.post(work.page, data={"csrf_token": token, **fields}).status_code == 303
    assert (work.count(Publication), work.count(Revision)) == (1, 1)
    row = work.publication()
    assert eda.get(f"/p/{row.public_id}/{row.slug}").status_code == 200


def test_123_a_preview_that_is_out_of_date_is_not_published_and_both_texts_are_shown(
    work: Desk, sign_in: SignIn
) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    text = eda.get(work.page).text
    fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}

    def rename(world: World) -> None:
        world.session.scalars(select(Evidence)).one().outlet = "Quell Gazette"

    work.do(rename)
    answer = send(eda, work.page, **fields)
    assert answer.status_code == 409
    assert "Quell Gazette" in answer.text
    assert "Quell Harbour Board" in answer.text
    assert work.count(Publication) == 0
    assert work.confirm(eda).status_code == 303


def test_123_a_crafted_preview_does_no_harm(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    for seen in ("[" * 50_000, "null", '{"summary": "<script>alert(1)</script>"}'):
        answer = send(eda, work.page, sha256="0" * 64, seen=seen)
        assert answer.status_code == 409
        assert "<script>alert" not in answer.text


def test_a_claim_of_nobody_outside_says_why_there_is_no_claimreview(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled(world.second, attribution="own_word", content="true"))
    text = sign_in("eda").get(f"/claims/{work.second}/publish").text
    assert "No named source outside this desk" in text


def test_the_reason_for_withholding_is_what_readers_see(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled(world.claim, world.evidence(), world.evidence(confidential=True)))
    eda = sign_in("eda")
    why = "She would lose her work."
    text = eda.get(work.page, query_string={"withheld_why": why}).text
    fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}
    assert send(eda, work.page, **(fields | {"withheld_why": why})).status_code == 303
    row = work.publication()
    assert why in eda.get(f"/p/{row.public_id}/{row.slug}").text


def test_an_article_is_published_with_its_ready_lines(work: Desk, sign_in: SignIn) -> None:
    page = f"/articles/{work.article}/publish"
    eda = sign_in("eda")
    assert "No line of this article is ruled yet" in eda.get(page).text
    work.do(lambda world: world.ruled())
    work.do(lambda world: world.ruled(world.second, world.evidence(world.second, url="", capture_id=None)))
    text = eda.get(page).text
    assert "At least one citation opens" in text
    fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}
    assert send(eda, page, **fields).status_code == 303
    assert work.count(Publication) == 2
    assert "shows all lines that are published" in eda.get(page).text


def test_a_correction_needs_class_what_and_why_and_keeps_what_was_typed(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    work.confirm(eda)

    def again(world: World) -> None:
        reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes.")
        world.ruled(content="true")

    work.do(again)
    text = eda.get(work.page).text
    assert "Differs from what is published" in text
    page = f"/publications/{work.publication().id}/correct"
    form = eda.get(page).text
    hidden = {name: value_of(form, name) for name in ("sha256", "seen", "revision")}
    texts = {"summary": "The statement is accurate.", "rationale": "We read the minutes of the meeting.", "limits": ""}
    texts["summary"] = form.split('name="summary"')[1].split(">")[1].split("<")[0].strip()
    typed = hidden | texts | {"what": "It said Unproven; it says True.", "why": ""}
    refused = send(eda, page, **typed)
    assert refused.status_code == 422
    assert "Say why it changed." in refused.text
    assert "It said Unproven; it says True." in refused.text
    done = send(eda, page, **(typed | {"why": "New minutes.", "kind": "verdict"}))
    assert done.status_code == 303, done.text
    assert work.count(Correction) == 1
    row = work.publication()
    assert "It said Unproven; it says True." in eda.get(f"/p/{row.public_id}/{row.slug}").text


def test_a_typing_mistake_is_mended_from_the_correction_page(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled(summary="Acurately reported.", rationale="One.\n\nTwo."))
    eda = sign_in("eda")
    work.confirm(eda)
    page = f"/publications/{work.publication().id}/correct"
    form = eda.get(page).text
    fields = {name: value_of(form, name) for name in ("sha256", "seen", "revision")} | {
        "kind": "typo",
        "what": "A letter was missing.",
        "why": "A reader wrote.",
        "summary": "Accurately reported.",
        "rationale": "One.\r\n\r\nTwo.",
        "limits": "",
    }
    assert send(eda, page, **fields).status_code == 303
    row = work.publication()
    shown = eda.get(f"/p/{row.public_id}/{row.slug}").text
    assert "Accurately reported." in shown
    assert "A letter was missing." not in shown
    assert "A letter was missing." in eda.get("/p/corrections").text


def offered(text: str) -> set[str]:
    return set(re.findall(r'name="kind" value="(\w+)"', text))


def test_only_classes_of_correction_that_will_be_taken_are_offered(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled(summary="The minutes say so."))
    eda = sign_in("eda")
    work.confirm(eda)
    page = f"/publications/{work.publication().id}/correct"
    assert offered(eda.get(page).text) == {"typo"}

    def again(**values: Any) -> str:
        def step(world: World) -> None:
            reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes.")
            world.ruled(**values)

        work.do(step)
        return str(eda.get(page).text)

    assert offered(again(summary="The minutes do not say so.")) == {"factual", "update"}
    assert offered(again(content="true")) == {"verdict"}
    work.do(lambda world: reopen_claim(world.session, world.person("eda"), world.claim.id, "Newer minutes."))
    text = eda.get(page).text
    assert offered(text) == set()
    assert "Nothing can be corrected yet" in text
    assert "Publish the correction" not in text
    assert "Publish a correction" not in eda.get(work.page).text


def test_the_page_of_a_claim_that_is_open_again_does_not_pass_for_what_the_desk_finds_now(
    work: Desk, sign_in: SignIn
) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    work.confirm(eda)
    same = "What is published is what the desk finds now"
    assert same in eda.get(work.page).text
    work.do(lambda world: reopen_claim(world.session, world.person("eda"), world.claim.id, "New minutes."))
    text = eda.get(work.page).text
    assert same not in text
    assert "is being checked again" in text


def test_more_than_a_typing_mistake_is_refused_at_its_field_and_stays_typed(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled(summary="The minutes say so."))
    eda = sign_in("eda")
    work.confirm(eda)
    page = f"/publications/{work.publication().id}/correct"
    form = eda.get(page).text
    fields = {name: value_of(form, name) for name in ("sha256", "seen", "revision")}
    texts = {"summary": "The minutes never said so.", "rationale": "We read the minutes of the meeting.", "limits": ""}
    refused = send(eda, page, **fields, **texts, kind="typo", what="A slip.", why="A reader wrote.")
    assert refused.status_code == 422
    assert 'id="summary-error"' in refused.text
    assert "Factual correction" in refused.text
    assert "The minutes never said so." in refused.text
    assert "A reader wrote." in refused.text
    assert work.count(Correction) == 0


def test_what_is_published_shows_the_day_on_which_it_was(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    assert "not yet" in eda.get(work.page).text
    work.confirm(eda)
    row = work.publication()
    public = eda.get(f"/p/{row.public_id}/{row.slug}").text
    day = re.search(r"Published.*?(<time[^>]+>[^<]+</time>)", public, re.DOTALL)
    assert day
    text = eda.get(work.page).text
    assert "not yet" not in text
    assert day[1] in text


def test_the_reason_for_withholding_stays_while_it_is_corrected(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled(world.claim, world.evidence(), world.evidence(confidential=True)))
    eda = sign_in("eda")
    why = "She would lose her work."
    text = eda.get(work.page, query_string={"withheld_why": why}).text
    fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}
    send(eda, work.page, **(fields | {"withheld_why": why}))
    assert "Differs from what is published" not in eda.get(work.page).text
    assert value_of(eda.get(f"/publications/{work.publication().id}/correct").text, "withheld_why") == why


def test_a_page_is_withdrawn_with_a_reason(work: Desk, sign_in: SignIn) -> None:
    work.do(lambda world: world.ruled())
    eda = sign_in("eda")
    work.confirm(eda)
    row = work.publication()
    page = f"/publications/{row.id}/withdraw"
    assert send(eda, page, revision=1, why=" ").status_code == 422
    assert send(eda, page, revision=1, why="Forged.").status_code == 303
    assert eda.get(f"/p/{row.public_id}/{row.slug}").status_code == 410
    assert "Publish again" in eda.get(work.page).text
    assert work.confirm(eda).status_code == 303
    assert eda.get(f"/p/{row.public_id}/{row.slug}").status_code == 200


def test_checkers_reach_none_of_it(work: Desk, sign_in: SignIn) -> None:
    cleo = sign_in("cleo")
    for address in (
        work.page,
        f"/articles/{work.article}/publish",
        "/publications/1/correct",
        "/publications/1/withdraw",
    ):
        assert cleo.get(address).status_code == 403
        assert send(cleo, "/settings", address, why="x").status_code == 403


def test_120_who_is_not_signed_in_is_not_told_that_the_pages_exist(work: Desk, client: FlaskClient) -> None:
    for address in (work.page, "/publications/1/correct", "/log", "/admin/people", "/admin/scales", "/settings"):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "no-store" in answer.headers["Cache-Control"]


def queries(database: Database, act: Callable[[], Any]) -> int:
    with QueryCount(database.engine) as asked:
        act()
    return asked.count


def test_the_article_page_takes_as_many_queries_for_thirty_lines_as_for_one(work: Desk, sign_in: SignIn) -> None:
    eda = sign_in("eda")
    page = f"/articles/{work.article}/publish"
    work.do(lambda world: world.ruled())
    few = queries(work.database, lambda: eda.get(page))

    def more(world: World) -> None:
        article = world.session.get_one(Article, work.article)
        for number in range(3, 33):
            claim = Claim(article_id=article.id, number=number, statement=f"Line {number}", kind=ClaimKind.EVENT)
            world.session.add(claim)
            world.session.flush()
            world.ruled(claim)

    work.do(more)
    assert "Line 32" in eda.get(page).text
    assert queries(work.database, lambda: eda.get(page)) == few


def test_a_wrong_title_on_an_articles_page_is_put_right_and_readers_are_told(sign_in: SignIn, work: Desk) -> None:
    work.do(lambda world: world.ruled())
    eda, page = sign_in("eda"), f"/articles/{work.article}/publish"

    def publish() -> str:
        text = eda.get(page).text
        fields = {name: value_of(text, name) for name in ("sha256", "seen", "withheld_why")}
        assert send(eda, page, **fields).status_code == 303
        with work.database.read() as session:
            row = session.scalars(select(Publication).where(Publication.claim_id.is_(None))).one()
            return eda.get(f"/p/{row.public_id}/{row.slug}").text

    assert "The harbour at Quell closes" in publish()
    assert "Publish now" not in eda.get(page).text
    with work.database.write() as session:
        session.get_one(Article, work.article).title = "The harbour at Quell stays open"
    text = eda.get(page).text
    assert "Bring the page up to date" in text
    assert "The harbour at Quell closes" in text[text.index("What differs") :]
    public = publish()
    assert "<title>Checked line by line: The harbour at Quell stays open" in public
    assert "it said “The harbour at Quell closes" in public
    assert "it said “The harbour at Quell closes" in eda.get("/p/corrections").text

"""Pages of the copy: next draft, a draft line by line, coverage, change list, time, clearance."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select, update

from factcheck.domain.articles import ArticleState
from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import ChangeState, LineState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import (
    Article,
    ChangeItem,
    Claim,
    Clearance,
    CoverageMark,
    Draft,
    DraftLine,
    Job,
    Person,
    Verdict,
)
from factcheck.services.change_raise import add_change
from factcheck.services.draft_ask import ask_draft_by_upload
from factcheck.services.draft_known import note_known
from factcheck.services.draft_late import note_late
from factcheck.services.draft_take import ReadText, take_read_text
from factcheck.services.scale_seed import seed_scales
from tests.copy_kit import FIRST, bring_in, claim_with, compare_now, cover_all, make_ready, next_draft
from tests.verdict_world import World
from tests.web.page_rules import problems
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

SECOND = (
    FIRST.replace("killed nine", "killed eleven").replace("harbour wall.", "harbour  wall.")
    + "\nA new school opened in Ostvik in August with 300 pupils.\n"
)


def send(client: FlaskClient, path: str, data: Mapping[str, object] | None = None, **options: Any) -> TestResponse:
    page = client.get("/articles").text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    return client.post(path, data={"csrf_token": token, **(data or {})}, **options)


@pytest.fixture
def article(app_database: Database, people: People) -> int:
    with app_database.write() as session:
        made, _ = bring_in(session, people, on=date(2026, 3, 4))
        return made.id


@pytest.fixture
def compared(app_database: Database, people: People, article: int) -> int:
    """Give the article a second draft, after every claim was ruled."""
    with app_database.write() as session:
        row = session.get_one(Article, article)
        for claim in session.scalars(select(Claim)):
            claim.state = ClaimState.RULED
        row.state = ArticleState.REVIEW
        next_draft(session, people, row, row.drafts[0], SECOND)
    return article


PAGES = ("drafts/new", "drafts/1", "drafts/2", "coverage", "changes", "times", "clearance", "")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_keeps_to_the_rules_for_an_editor_and_a_checker(sign_in: Enter, compared: int, path: str) -> None:
    for name in ("eda", "cleo"):
        answer = sign_in(name).get(f"/articles/{compared}/{path}".rstrip("/"))
        if path == "drafts/new" and name == "cleo":
            assert answer.status_code == 403
            continue
        assert answer.status_code == 200, answer.text
        assert problems(answer.text) == []


def test_a_draft_shows_what_happened_to_each_line(sign_in: Enter, compared: int) -> None:
    page = sign_in("eda").get(f"/articles/{compared}/drafts/2").text
    for words in ("Unchanged", "Spelling only", "Changed", "New"):
        assert words in page
    assert "[gone: </span>nine" in page
    assert "[new: </span>eleven" in page
    assert "Reopened" in page
    only = sign_in("eda").get(f"/articles/{compared}/drafts/2?state=new").text
    assert "300 pupils" in only
    assert "[gone: </span>nine" not in only


def test_the_activity_of_an_article_names_the_claims(sign_in: Enter, compared: int) -> None:
    page = sign_in("eda").get(f"/articles/{compared}?tab=activity").text
    told = rf'read it anew in the words of the new draft \(<a href="/articles/{compared}\?claim=\d+">claim'
    assert re.search(told, page)
    assert problems(page) == []


def test_the_articles_page_leads_to_what_the_newest_draft_changed(sign_in: Enter, compared: int) -> None:
    page = sign_in("eda").get(f"/articles/{compared}").text
    assert f'<a href="/articles/{compared}/drafts/2">See what changed: 2 lines are not as they were</a>' in page


def test_a_statement_that_gave_way_to_a_new_draft_is_put_back_with_one_press(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    mended = "In 1987 the old harbour wall of Ostvik killed nine people."
    with app_database.write() as session:
        row = session.get_one(Article, article)
        claim = claim_with(session, row, "killed nine")
        claim_id, version, kind = claim.id, claim.version, claim.kind.value
    client = sign_in("eda")
    path = f"/articles/{article}/claims/{claim_id}/edit"
    assert send(client, path, {"statement": mended, "kind": kind, "version": version}).status_code == 303
    with app_database.write() as session:
        row = session.get_one(Article, article)
        next_draft(session, people, row, row.drafts[0], SECOND)
    page = client.get(f"/articles/{article}/drafts/2")
    assert problems(page.text) == []
    assert mended in page.text
    assert "gave way to what the line says now" in page.text
    form = page.text.split('class="gave-way', 1)[1].split("</form>", 1)[0]
    values = dict(re.findall(r'name="([^"]+)" value="([^"]*)"', form))
    assert values["statement"] == mended
    done = client.post(path, data=values)
    assert done.status_code == 303
    assert "/drafts/2#line-" in done.headers["Location"]
    with app_database.read() as session:
        assert session.get_one(Claim, claim_id).statement == mended
    assert "gave way" not in client.get(f"/articles/{article}/drafts/2").text


def test_an_old_draft_stays_as_it_was(sign_in: Enter, compared: int) -> None:
    page = sign_in("cleo").get(f"/articles/{compared}/drafts/1").text
    assert "killed nine people" in page
    assert "A newer draft came in" in page
    assert sign_in("cleo").get(f"/articles/{compared}/drafts/3").status_code == 404


def test_lines_that_differ_by_their_spelling_are_confirmed_one_and_all(
    sign_in: Enter, app_database: Database, compared: int
) -> None:
    client = sign_in("eda")
    with app_database.read() as session:
        line = session.scalars(select(DraftLine).where(DraftLine.state == LineState.TYPO)).one()
        line_id = line.id
    path = f"/articles/{compared}/drafts/2/typos"
    assert send(client, path, {"line": "x"}).status_code == 404
    assert send(sign_in("cleo"), path, {"line": str(line_id)}).status_code == 403
    assert send(client, path, {"line": str(line_id)}).status_code == 303
    assert "Confirmed" in client.get(f"/articles/{compared}/drafts/2?state=typo").text
    assert send(client, path, {"line": "all"}).status_code == 303


def test_a_pasted_next_draft_is_taken_once_and_owes_its_comparison(
    sign_in: Enter, app_database: Database, article: int
) -> None:
    client = sign_in("eda")
    page = client.get(f"/articles/{article}/drafts/new").text
    key = re.findall(r'name="form_key" value="([^"]+)"', page)[0]
    given = {"text": SECOND, "after": "1", "form_key": key}
    first = send(client, f"/articles/{article}/drafts", given)
    assert (first.status_code, first.location) == (303, f"/articles/{article}/drafts/2")
    assert send(client, f"/articles/{article}/drafts", given).location == first.location
    with app_database.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 2
        assert session.scalar(select(func.count()).where(Job.kind == JobKind.SPLIT_DRAFT)) == 2
    seen = client.get(first.location).text
    assert "held against draft 1" in seen
    assert 'hx-trigger="every 2s"' in seen


@pytest.mark.parametrize(
    ("given", "status", "words"),
    [
        ({"text": FIRST, "after": "1"}, 422, "word for word"),
        ({"text": SECOND, "after": "0"}, 409, "Draft 1 came in meanwhile"),
        ({"text": "", "after": "1"}, 422, "Paste a text"),
        ({"text": SECOND, "after": ""}, 422, "Reload the page"),
    ],
)
def test_what_is_refused_keeps_what_was_typed(
    sign_in: Enter, article: int, given: dict[str, object], status: int, words: str
) -> None:
    answer = send(sign_in("eda"), f"/articles/{article}/drafts", given)
    assert answer.status_code == status
    assert words in answer.text
    if given["text"]:
        assert "Fishermen in Ostvik landed 900 tonnes" in answer.text
    assert 'name="after" type="hidden" value="1"' in answer.text or not given["after"]


def test_an_article_that_is_here_already_says_so_and_offers_itself_as_the_next_draft(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        other, draft = bring_in(session, people, SECOND)
        note_known(session, draft, article)
        second = other.id
    client = sign_in("eda")
    page = client.get(f"/articles/{second}")
    assert problems(page.text) == []
    assert "This text is here already" in page.text
    offered = re.findall(r'href="(/articles/\d+/drafts/new\?of=\d+)"', page.text)
    assert offered == [f"/articles/{article}/drafts/new?of={second}"]
    assert "killed eleven" in client.get(offered[0]).text
    assert "This text is here already" not in client.get(f"/articles/{article}").text
    # Whoever begins to check it here all the same is not reminded for ever.
    assert send(client, f"/articles/{second}/claims/confirm", {"all": "1"}).status_code == 303
    assert "This text is here already" not in client.get(f"/articles/{second}").text


def test_an_address_that_is_here_already_becomes_the_next_draft_with_one_press(
    sign_in: Enter, app_database: Database, article: int
) -> None:
    with app_database.write() as session:
        session.get_one(Article, article).source_url = "https://example.com/wall"
    client = sign_in("eda")
    given = {"address": "https://example.com/wall", "language": "en"}
    asked = send(client, "/articles", given)
    assert asked.status_code == 409
    assert f'formaction="/articles/{article}/drafts"' in asked.text
    done = send(client, f"/articles/{article}/drafts", {**given, "after": "1"})
    assert (done.status_code, done.location) == (303, f"/articles/{article}")


@pytest.mark.parametrize("way", ["address", "file"])
def test_a_next_draft_by_address_or_file_is_read_by_a_worker(
    sign_in: Enter, app_database: Database, people: People, article: int, way: str
) -> None:
    given: dict[str, object] = {"after": "1", "address": "https://courier.test/wall"}
    if way == "file":
        given = {"after": "1", "file": (io.BytesIO(SECOND.encode()), "wall.txt")}
    assert send(sign_in("eda"), f"/articles/{article}/drafts", given).status_code == 303
    with app_database.write() as session:
        job = session.scalars(select(Job).where(Job.kind != JobKind.SPLIT_DRAFT)).one()
        assert job.payload["after"] == 1
        draft = take_read_text(
            session, article, ReadText(SECOND), by_id=people.eda, max_chars=10_000, after=job.payload["after"]
        )
        assert draft is not None
        assert draft.number == 2
        compare_now(session, draft, session.scalars(select(Draft).where(Draft.number == 1)).one())


def test_a_file_that_was_read_too_late_is_told_of_and_brought_in_or_left_out(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        row, who = session.get_one(Article, article), session.get_one(Person, people.eda)
        session.execute(update(Job).values(state=JobState.DONE))
        jobs = [ask_draft_by_upload(session, who, row, blob=c * 64, file_name=f"{c}.txt", after=1) for c in "ab"]
        for job in jobs:
            job.state = JobState.DONE
            note_late(session, job.id, f"{SECOND} {job.id}")
        first, second = (job.id for job in jobs)
    client = sign_in("eda")
    page = client.get(f"/articles/{article}").text
    assert "“<bdi>a.txt</bdi>” was asked for as draft 2. When it was read, another text had come in" in page
    assert problems(page) == []
    # A checker reads it; what becomes of it is not hers to say.
    seen = sign_in("cleo").get(f"/articles/{article}").text
    assert "a.txt" in seen
    assert "Leave it out" not in seen
    client = sign_in("eda")
    assert send(client, f"/articles/{article}/late/{first}/leave-out").status_code == 303
    assert "“a.txt” is left out." in client.get(f"/articles/{article}").text
    assert send(client, f"/articles/{article}/late/{first}/bring-in").status_code == 409
    assert send(client, f"/articles/{article}/late/{second}/bring-in").status_code == 303
    page = client.get(f"/articles/{article}").text
    assert "b.txt" not in page
    assert "The file is being read" in page


def test_a_stretch_is_marked_and_the_next_one_comes(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("cleo")
    page = client.get(f"/articles/{article}/coverage").text
    assert "***" in page
    start, end = re.findall(r'name="start" value="(\d+)"><input type="hidden" name="end" value="(\d+)"', page)[0]
    draft = re.findall(r'name="draft" value="(\d+)"', page)[0]
    given = {"draft": draft, "start": start, "end": end, "kind": "opinion"}
    answer = send(client, f"/articles/{article}/coverage", given)
    assert answer.status_code == 303
    assert "#stretch-" in answer.location
    part = send(client, f"/articles/{article}/coverage", given, headers={"HX-Request": "true"})
    assert part.text.lstrip().startswith('<section id="coverage-list"')
    assert "Marked as opinion" in part.headers["HX-Trigger"]
    assert send(client, f"/articles/{article}/coverage", given | {"kind": "boring"}).status_code == 422
    assert send(client, f"/articles/{article}/coverage", given | {"draft": "999"}).status_code == 409
    with app_database.read() as session:
        mark = session.scalars(select(CoverageMark)).one()
        mark_id = mark.id
    assert send(client, f"/articles/{article}/coverage/{mark_id}/back").status_code == 303
    with app_database.read() as session:
        assert session.scalars(select(CoverageMark)).all() == []


def test_all_of_a_kind_are_marked_at_once(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("cleo")
    page = client.get(f"/articles/{article}/coverage").text
    assert "Mark it as boilerplate" in page
    draft = re.findall(r'name="draft" value="(\d+)"', page)[0]
    path = f"/articles/{article}/coverage/all"
    assert send(client, path, {"draft": draft, "kind": "boilerplate"}).status_code == 303
    with app_database.read() as session:
        assert session.scalars(select(CoverageMark)).one().kind == "boilerplate"


def test_u_takes_back_what_one_marked_last(sign_in: Enter, app_database: Database, article: int) -> None:
    cleo, cass = sign_in("cleo"), sign_in("cass")
    path = f"/articles/{article}/coverage"
    page = cleo.get(path).text
    assert 'data-key="u"' not in page
    draft = re.findall(r'name="draft" value="(\d+)"', page)[0]
    start, end = re.findall(r'name="start" value="(\d+)"><input type="hidden" name="end" value="(\d+)"', page)[0]
    send(cleo, path, {"draft": draft, "start": start, "end": end, "kind": "opinion"})
    send(cleo, f"{path}/all", {"draft": draft, "kind": "boilerplate"})

    def undo(client: FlaskClient) -> str:
        """Return the address that `u` sends to, "" where the key does nothing."""
        form = re.findall(
            r'action="([^"]+/back)"[^>]*>(?:(?!</form>).)*name="together"', client.get(path).text, re.DOTALL
        )
        return form[0] if form else ""

    assert undo(cass) == "", "what somebody else marked is not hers to undo by a key"
    for left in (1, 0):
        assert send(cleo, undo(cleo), {"together": "1"}).status_code == 303
        with app_database.read() as session:
            assert session.scalar(select(func.count()).select_from(CoverageMark)) == left
    assert undo(cleo) == ""


def test_an_uncovered_stretch_becomes_a_claim(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("cleo")
    question = "What does the sea want from us?"
    back = f"/articles/{article}/coverage?at=5"
    answer = send(client, f"/articles/{article}/claims/add", {"exact": question, "next": back})
    assert (answer.status_code, answer.location) == (303, back)
    with app_database.read() as session:
        assert claim_with(session, session.get_one(Article, article), question).state is ClaimState.TO_CHECK


def test_a_change_is_added_let_go_and_saved_as_text(sign_in: Enter, app_database: Database, article: int) -> None:
    client = sign_in("eda")
    path = f"/articles/{article}/changes"
    wrong = send(client, path, {"before": "Ostvik", "after": "x", "reason": "style", "need": "must"})
    assert wrong.status_code == 422
    assert "places" in wrong.text
    assert "style" in wrong.text
    assert problems(wrong.text) == []
    given = {"before": "nine people", "after": "eleven people", "reason": "the register says so", "need": "must"}
    assert send(client, path, given).status_code == 303
    with app_database.read() as session:
        item = session.scalars(select(ChangeItem)).one()
        item_id = item.id
    text = client.get(f"{path}.txt")
    assert text.headers["Content-Disposition"].startswith("attachment")
    assert "eleven people" in text.text
    drop = f"{path}/{item_id}/drop"
    refused = send(client, drop, {f"change-{item_id}-version": "1", f"change-{item_id}-reason": " "})
    assert refused.status_code == 422
    assert "Say why" in refused.text
    kept = {f"change-{item_id}-version": "1", f"change-{item_id}-reason": "the author is right"}
    assert send(sign_in("cleo"), drop, kept).status_code == 403
    assert send(client, drop, kept).status_code == 303
    page = client.get(path).text
    assert "the author is right" in page
    assert send(client, f"{path}/{item_id}/take-up", {"version": "2"}).status_code == 303
    with app_database.read() as session:
        assert session.scalars(select(ChangeItem)).one().state is ChangeState.OPEN


def test_each_gate_links_to_what_is_missing(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        who = session.get_one(Person, people.cleo)
        add_change(session, who, article, before="nine people", after="ten people", must=True, reason="register")
    client = sign_in("eda")
    page = client.get(f"/articles/{article}/clearance").text
    links = re.findall(r'<li><a href="([^"]+)"><bdi>', page)
    assert any("/coverage?at=" in link for link in links)
    assert any("/changes#change-" in link for link in links)
    assert any(link.startswith("/claims/") for link in links)
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200
    assert "Sign off draft" not in page
    with app_database.read() as session:
        digest = session.scalars(select(Draft)).one().sha256
    refused = send(client, f"/articles/{article}/clearance", {"sha256": digest})
    assert refused.status_code == 409
    assert "cannot be cleared yet" in refused.text
    assert problems(refused.text) == []


def test_what_is_missing_beyond_the_first_ten_is_a_press_away(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        draft = session.scalars(select(Draft)).one()
        given = {"article_id": article, "draft_id": draft.id, "after": "ten", "raised_by_id": people.cleo}
        session.add_all(ChangeItem(before=f"nine {number}", **given) for number in range(12))
    client = sign_in("eda")
    page = client.get(f"/articles/{article}/clearance").text
    assert "nine 9”" in page
    assert "nine 11”" not in page
    link = re.findall(r'href="([^"]+#gate-changes)">and 2 more', page)[0]
    assert "nine 11”" in client.get(link.replace("&amp;", "&")).text


def test_a_ready_draft_is_signed_off_by_an_editor(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        row = session.get_one(Article, article)
        make_ready(session, people, row, row.drafts[0])
        digest = row.drafts[0].sha256
    path = f"/articles/{article}/clearance"
    assert "An editor signs the draft off" in sign_in("cleo").get(path).text
    assert send(sign_in("cleo"), path, {"sha256": digest}).status_code == 403
    client = sign_in("eda")
    assert "Sign off draft 1" in client.get(path).text
    assert send(client, path, {"sha256": "0" * 64}).status_code == 409
    assert send(client, path, {"sha256": digest}).status_code == 303
    page = client.get(path).text
    assert "is cleared" in page
    assert digest in page
    assert "Cleared by" in client.get(f"/articles/{article}").text
    with app_database.read() as session:
        assert session.scalars(select(Clearance)).one().sha256 == digest


def test_the_end_of_a_verdict_is_set_in_a_small_form(
    sign_in: Enter, app_database: Database, people: People, article: int
) -> None:
    with app_database.write() as session:
        seed_scales(session)
        row = session.get_one(Article, article)
        claim = claim_with(session, row, "last month")
        World(session, people, row, row.drafts[0], claim, claim).ruled(claim)
        claim_id = claim.id
    client = sign_in("eda")
    assert "1 February 2026 to 28 February 2026" in client.get(f"/articles/{article}/times").text
    path = f"/articles/{article}/times/{claim_id}/expiry"
    wrong = send(client, path, {"expires_on": "soon"})
    assert wrong.status_code == 422
    assert 'value="soon"' in wrong.text
    assert send(client, path, {"expires_on": "2026-05-31"}).status_code == 303
    assert "Verdict expired" in client.get(f"/articles/{article}/times").text
    assert send(client, f"/articles/{article}/times/{claim_id}").status_code == 303
    with app_database.read() as session:
        assert session.scalars(select(Verdict)).one().expires_on == date(2026, 5, 31)
    verdict = client.get(f"/claims/{claim_id}").text
    assert f'/articles/{article}/drafts/1">draft 1</a>' in verdict


@pytest.mark.parametrize("path", ["drafts/2", "coverage", "changes", "times", "clearance"])
def test_a_longer_article_takes_no_more_queries(
    sign_in: Enter, app_database: Database, people: People, compared: int, path: str
) -> None:
    client = sign_in("cleo")
    client.get(f"/articles/{compared}/{path}")
    with QueryCount(app_database.engine) as short:
        client.get(f"/articles/{compared}/{path}")
    more = "".join(f"\nIn {1950 + n} the port of Ostvik took in {n + 11} ships last month.\n" for n in range(30))
    with app_database.write() as session:
        row = session.get_one(Article, compared)
        third = next_draft(session, people, row, row.drafts[1], SECOND + more)
        who = session.get_one(Person, people.cleo)
        for n in range(10):
            add_change(session, who, row.id, before=f"took in {n + 11} ships", after="x", must=True, reason="register")
        cover_all(session, people, row, third)
    path = path.replace("2", "3")
    client.get(f"/articles/{compared}/{path}")
    with QueryCount(app_database.engine) as long:
        client.get(f"/articles/{compared}/{path}")
    assert long.count <= short.count + 1

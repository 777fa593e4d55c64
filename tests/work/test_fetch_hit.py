"""Fetching what lookups and people name, over real HTTP on loopback; the network is faked nowhere."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.config import Settings
from factcheck.domain.claims import ClaimState
from factcheck.domain.evidence import EvidenceKind
from factcheck.domain.jobs import JobKind
from factcheck.models import Article, Capture, Event, Evidence, Job, LookupPage, Occurrence, Person, Ruling, Suggestion
from factcheck.models.base import utc_now
from factcheck.services.capture_pages import page_at
from factcheck.services.document_add import add_document_address, add_document_file
from factcheck.services.evidence_log import UploadedFile
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.services.lookup_progress import lookup_progress
from factcheck.work.fetch_hit import ATTEMPTS, fetch_hit
from factcheck.work.handler import GiveUp, Tools, TryLater
from factcheck.work.run_lookup import run_lookup
from tests.fetch.files import pdf
from tests.fetch.serving import Server, reply
from tests.sources_kit import STATEMENT, add_article, add_claim, add_evidence
from tests.work.test_run_lookup import FakeTicket

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from factcheck.models import Claim
    from tests.conftest import People

FILLER = "The gulls of the quay slept through the whole of the long and rainy meeting of the council. " * 8
STORY = (
    "<html><head><title>The lock</title><meta property='og:site_name' content='Gazette'></head><body><article>"
    f"<h1>The price of the lock</h1><p>{FILLER}</p><p>{STATEMENT}</p>"
    f"<p>Nobody on the harbour board of Vellmar wished to comment on it. {FILLER}</p></article></body></html>"
)
HTML = "text/html; charset=utf-8"


@pytest.fixture
def more_settings(server: Server) -> dict[str, Any]:
    urls = {"wikipedia": server.url, "google_factcheck": server.url}
    return {"google_factcheck_key": "k", "provider_urls": urls}


def _wiki(server: Server, *paths: str) -> None:
    found = [{"pageid": n, "title": path, "snippet": "the lock"} for n, path in enumerate(paths, start=1)]
    pages = [{"pageid": n, "fullurl": f"{server.url}/{path}", "extract": ""} for n, path in enumerate(paths, start=1)]
    body = json.dumps({"query": {"search": found, "pages": pages}})
    server.answers["/w/api.php"] = reply(200, body, Content_Type="application/json")


def _lookup(
    tools: Tools, people: People, provider: str = "wikipedia", *, confidential: bool = False
) -> tuple[int, Job]:
    with tools.db.write() as session:
        article = add_article(session, people.eda, confidential=confidential)
        claim = add_claim(session, article, holder_id=people.cleo)
        lookup = ask_lookups_for_claim(session, None, claim, "harbour lock", providers=[provider])[0]
        return claim.id, lookup.job


def _run(tools: Tools, job: Job, *, attempt: int = 1) -> None:
    """Do what the runner does: the handler without a transaction, then its results in one."""
    handler = {JobKind.RUN_LOOKUP: run_lookup, JobKind.FETCH_HIT: fetch_hit}[job.kind]
    store = handler(tools, FakeTicket(dict(job.payload), kind=job.kind, attempt=attempt))
    with tools.db.write() as session:
        store(session)


def _hits(tools: Tools) -> list[Job]:
    with tools.db.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == JobKind.FETCH_HIT).order_by(Job.id)))


def test_from_the_question_to_a_marked_passage_and_twice_changes_nothing(
    tools: Tools, server: Server, people: People
) -> None:
    _wiki(server, "story", "robot")
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML, ETag='"one"')
    server.answers["/robots.txt"] = reply(200, "User-agent: *\nDisallow: /robot$", Content_Type="text/plain")
    claim_id, job = _lookup(tools, people)
    for _ in range(2):
        _run(tools, job)
    jobs = _hits(tools)
    assert len(jobs) == 2
    for one in jobs * 2:
        _run(tools, one)
    with tools.db.read() as session:
        rows = session.scalars(select(Suggestion)).all()
        shown = [row.capture.text[row.start : row.end] for row in rows]
        assert STATEMENT in shown
        capture = session.scalars(select(Capture)).one()
        assert (capture.outlet, capture.state, capture.status) == ("Gazette", "captured", 200)
        assert tools.blobs.get(capture.sha256) == STORY.encode()
        assert capture.chain[0]["status"] == "200"
        pages = {page.url.rpartition("/")[2]: page for page in session.scalars(select(LookupPage))}
        assert pages["story"].capture_id == capture.id
        assert pages["robot"].state == "blocked"
        assert "robot" in pages["robot"].reason.lower()
        told = lookup_progress(session, claim_id)
        assert (told.read, told.total) == (2, 2)
        assert [trouble.state for trouble in told.lines[0].troubles] == ["blocked"]
        assert session.scalar(select(func.count()).select_from(Suggestion)) == len(rows)
    assert sum(asked.path == "/story" for asked in server.asked) == 1


def test_an_older_copy_is_asked_for_by_its_etag_and_reused(tools: Tools, server: Server, people: People) -> None:
    _wiki(server, "story")
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML, ETag='"one"')
    _, job = _lookup(tools, people)
    _run(tools, job)
    _run(tools, _hits(tools)[0])
    with tools.db.write() as session:
        capture = session.scalars(select(Capture)).one()
        capture.fetched_at = utc_now().replace(year=2020)
    server.answers["/story"] = reply(304)
    _, again = _lookup(tools, people)
    _run(tools, again)
    _run(tools, _hits(tools)[1])
    assert server.asked[-1].headers["if-none-match"] == '"one"'
    with tools.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Capture)) == 1
        assert len({row.claim_id for row in session.scalars(select(Suggestion))}) == 2


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        (reply(404), "not_found"),
        (reply(410), "gone"),
        (reply(403), "blocked"),
        (reply(200, "<title>Just a moment...</title><p>Checking your browser</p>", Content_Type=HTML), "blocked"),
        (reply(302, Location="http://10.0.0.1/"), "refused"),
    ],
)
def test_a_page_that_cannot_be_read_keeps_its_own_state_and_reason(
    tools: Tools, server: Server, people: People, answer: object, state: str
) -> None:
    _wiki(server, "page")
    server.answers["/page"] = answer  # type: ignore[assignment]  # an answer, whatever its kind
    claim_id, job = _lookup(tools, people)
    _run(tools, job)
    _run(tools, _hits(tools)[0])
    with tools.db.read() as session:
        page = session.scalars(select(LookupPage)).one()
        assert page.state == state
        assert page.reason
        assert "10.0.0.1" not in page.reason
        assert session.scalar(select(func.count()).select_from(Suggestion)) == 0
        assert lookup_progress(session, claim_id).lines[0].kept == 0


def test_a_busy_page_is_tried_again_and_left_with_its_reason_in_the_end(
    tools: Tools, server: Server, people: People
) -> None:
    _wiki(server, "page")
    server.answers["/page"] = reply(503, Retry_After="7")
    _, job = _lookup(tools, people)
    _run(tools, job)
    with pytest.raises(TryLater) as later:
        _run(tools, _hits(tools)[0])
    assert later.value.seconds == 7
    _run(tools, _hits(tools)[0], attempt=ATTEMPTS)
    with tools.db.read() as session:
        assert session.scalars(select(LookupPage.state)).one() == "failed"


def test_a_provider_that_fails_is_left_alone_and_says_so(tools: Tools, server: Server, people: People) -> None:
    server.answers["/w/api.php"] = reply(500)
    _, job = _lookup(tools, people)
    for _ in range(5):
        with pytest.raises(TryLater):
            _run(tools, job)
    asked = len(server.asked)
    with pytest.raises(TryLater, match="left alone") as later:
        _run(tools, job)
    assert len(server.asked) == asked
    assert later.value.seconds is not None
    assert later.value.seconds > 1


def test_published_checks_become_rulings_at_once(tools: Tools, server: Server, people: People) -> None:
    review = {"publisher": {"name": "Checkers"}, "url": "https://c.example/1", "title": "No", "textualRating": "False"}
    claims = [{"text": "The lock cost 90 million.", "claimant": "A mayor", "claimReview": [review]}]
    body = json.dumps({"claims": claims})
    server.answers["/v1alpha1/claims:search"] = reply(200, body, Content_Type="application/json")
    claim_id, job = _lookup(tools, people, "google_factcheck")
    _run(tools, job)
    _run(tools, job)
    with tools.db.read() as session:
        row = session.scalars(select(Ruling)).one()
        assert (row.publisher, row.rating, row.speaker) == ("Checkers", "False", "A mayor")
        assert lookup_progress(session, claim_id).lines[0].note.startswith("1 published checks")
    assert _hits(tools) == []


def test_a_missing_key_and_an_unknown_provider_end_with_a_sentence(
    tools: Tools, people: People, database: Database
) -> None:
    bare = Tools(database, Settings(data_dir=tools.settings.data_dir), tools.blobs)
    _, job = _lookup(bare, people, "google_factcheck")
    with pytest.raises(GiveUp, match="key"):
        _run(bare, job)
    _, unknown = _lookup(bare, people, "nowhere")
    with pytest.raises(GiveUp, match="nowhere"):
        _run(bare, unknown)


def test_nothing_is_fetched_once_the_article_was_closed(tools: Tools, server: Server, people: People) -> None:
    _wiki(server, "story")
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML)
    claim_id, job = _lookup(tools, people)
    _run(tools, job)
    asked = len(server.asked)
    with tools.db.write() as session:
        page = session.scalars(select(LookupPage)).one()
        page.lookup.claim.article.confidential, page.lookup.claim.article.outside_allowed = True, False
    _run(tools, _hits(tools)[0])
    assert len(server.asked) == asked
    with tools.db.read() as session:
        assert session.scalars(select(LookupPage.state)).one() == "refused"
        assert "confidential" in lookup_progress(session, claim_id).lines[0].troubles[0].reason


def test_a_page_that_a_person_named_is_kept_and_her_words_found_in_it(
    tools: Tools, server: Server, people: People
) -> None:
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML)
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        words = "spent  40 MILLION crowns on the new lock"
        row = add_evidence(session, people.cleo, claim, url=f"{server.url}/story", excerpt=words, outlet="")
        evidence_id = row.id
    for _ in range(2):
        _run(tools, _hits(tools)[0])
    with tools.db.read() as session:
        row = session.get_one(Evidence, evidence_id)
        assert row.capture is not None
        assert row.excerpt == "spent 40 million crowns on the new lock"
        assert row.capture.text[row.excerpt_start : row.excerpt_end] == row.excerpt
        assert row.outlet == "Gazette"


def test_an_uploaded_file_is_read_in_a_child_and_the_excerpt_anchored(tools: Tools, people: People) -> None:
    data = f"# Accounts\n\n{STATEMENT}\n".encode()
    file = UploadedFile(tools.blobs.put(data), "accounts.md", "text/markdown", len(data))
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        changes = {"kind": EvidenceKind.DOCUMENT, "url": "", "file": file, "confidential": True}
        evidence_id = add_evidence(session, people.cleo, claim, excerpt="40 million crowns", **changes).id
        add_document_file(session, session.get_one(Person, people.cleo), file)
    for job in _hits(tools) * 2:
        _run(tools, job)
    with tools.db.read() as session:
        row = session.get_one(Evidence, evidence_id)
        assert row.capture is not None
        assert row.capture.state == "captured"
        assert row.capture.text[row.excerpt_start : row.excerpt_end] == "40 million crowns"


def test_a_document_by_address_joins_the_corpus_once_it_is_here(tools: Tools, server: Server, people: People) -> None:
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML)
    with tools.db.write() as session:
        add_document_address(session, session.get_one(Person, people.cleo), f"{server.url}/story")
        add_document_address(session, session.get_one(Person, people.cleo), f"{server.url}/none")
    jobs = _hits(tools)
    _run(tools, jobs[0])
    with pytest.raises(GiveUp):
        _run(tools, jobs[1])
    with tools.db.read() as session:
        assert session.scalars(select(Capture.in_corpus)).all() == [True]
        assert session.scalar(select(func.count()).where(Event.action == "document.added")) == 1


def test_three_papers_with_one_agency_story_become_one_origin(tools: Tools, server: Server, people: People) -> None:
    body = f"<p>By The Associated Press</p><p>VELLMAR (AP) — {FILLER}</p><p>{STATEMENT}</p><p>{FILLER}</p>"
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        for outlet in ("one", "two", "three"):
            page = (
                f"<html><head><title>{outlet}</title></head><body><article><h1>Lock</h1>{body}</article></body></html>"
            )
            server.answers[f"/{outlet}"] = reply(200, page, Content_Type=HTML)
            add_evidence(session, people.cleo, claim, url=f"{server.url}/{outlet}", outlet=outlet.title())
    for job in _hits(tools):
        _run(tools, job)
    with tools.db.read() as session:
        rows = session.scalars(select(Evidence)).all()
        assert len({row.origin_id for row in rows}) == 1
        origin = rows[0].origin
        assert origin.kind == "agency"
        assert origin.confirmed_by_id is None
        assert origin.reasons


def test_the_article_itself_found_on_the_web_is_kept_and_suggested_for_nothing(
    tools: Tools, server: Server, people: People
) -> None:
    _wiki(server, "story")
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML)
    claim_id, job = _lookup(tools, people)
    with tools.db.write() as session:
        session.scalars(select(Article)).one().source_url = f"{server.url}/story#top"
    _run(tools, job)
    _run(tools, _hits(tools)[0])
    with tools.db.read() as session:
        assert session.scalars(select(Suggestion)).all() == []
        line = lookup_progress(session, claim_id).lines[0]
        assert (line.kept, line.own, line.troubles) == (1, 1, ())


QUOTED = "the lock was a bargain for the whole town"


def _quoting(session: Session, people: People) -> Claim:
    """Add a claim that quotes somebody."""
    statement = f"Ilse Brandt said “{QUOTED}” in 2019."
    claim = add_claim(session, add_article(session, people.eda, text=f"Head\n{statement}\n"), statement=statement)
    claim.assignee_id, claim.state = people.cleo, ClaimState.ASSIGNED
    place = session.scalars(select(Occurrence).where(Occurrence.claim_id == claim.id)).one()
    place.quote_start = place.draft.text.index(QUOTED)
    place.quote_end = place.quote_start + len(QUOTED)
    session.flush()
    return claim


def _file(tools: Tools, data: bytes, name: str, kind: str) -> UploadedFile:
    return UploadedFile(tools.blobs.put(data), name, kind, len(data))


@pytest.mark.parametrize(
    ("said", "state"),
    [
        (QUOTED, "exact"),
        ("The lock was a bargain for\nthe whole town", "normalised"),
        ("the lock was indeed a bargain for nearly the whole town", "words differ"),
        ("nobody spoke of money", "absent"),
    ],
)
def test_a_quotation_is_sought_in_logged_evidence_as_in_what_searching_found(
    tools: Tools, people: People, said: str, state: str
) -> None:
    with tools.db.write() as session:
        claim = _quoting(session, people)
        call = add_evidence(
            session, people.cleo, claim, kind=EvidenceKind.INTERVIEW, excerpt=said, locator={"who": "Brandt"}, url=""
        )
        assert [report["state"] for report in call.quotes] == [state]
        pdf_of_it = pdf("The minutes begin.", f"Brandt told us: {said.replace(chr(10), ' ')} and left.")
        paper = add_evidence(
            session,
            people.cleo,
            claim,
            kind=EvidenceKind.DOCUMENT,
            url="",
            title="Minutes",
            file=_file(tools, pdf_of_it, "minutes.pdf", "application/pdf"),
        )
        paper_id = paper.id
        job = session.scalars(select(Job).where(Job.payload["evidence_id"].as_integer() == paper.id)).one()
    _run(tools, job)
    with tools.db.read() as session:
        row = session.get_one(Evidence, paper_id)
        assert row.quotes[0]["state"] == (state if said.count("\n") == 0 else "normalised")
        assert row.capture is not None
        if state != "absent":
            assert page_at(row.capture, row.quotes[0]["start"]) == 2


def test_an_excerpt_that_stands_otherwise_in_the_copy_is_shown_with_what_differs(tools: Tools, people: People) -> None:
    words = "The harbour board of the town paid forty million crowns for the new lock"
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        told = pdf("First.", words.replace("forty million crowns", "forty five million crowns") + ".")
        file = _file(tools, told, "a.pdf", "application/pdf")
        row = add_evidence(
            session, people.cleo, claim, kind=EvidenceKind.DOCUMENT, url="", title="Bill", file=file, excerpt=words
        )
        job, row_id = session.scalars(select(Job).where(Job.key.like("fetch_hit:evidence:%"))).one(), row.id
    _run(tools, job)
    with tools.db.read() as session:
        row = session.get_one(Evidence, row_id)
        assert row.excerpt_start is None
        (report,) = row.quotes
        assert (report["of"], report["state"]) == ("excerpt", "words differ")
        assert "five" in "".join(text for sign, text in report["ops"] if sign == "+")


@pytest.mark.parametrize("uploaded", [False, True])
def test_a_page_logged_without_a_title_takes_its_own(
    tools: Tools, server: Server, people: People, uploaded: bool
) -> None:
    server.answers["/story"] = reply(200, STORY, Content_Type=HTML)
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        more: dict[str, Any] = {"kind": EvidenceKind.PAGE}
        if uploaded:
            more = {"kind": EvidenceKind.DOCUMENT, "file": _file(tools, STORY.encode(), "saved.html", "text/html")}
        mine = add_evidence(session, people.cleo, claim, url=f"{server.url}/story", title="", **more)
        named = add_evidence(session, people.cleo, claim, url=f"{server.url}/story", title="As I call it", **more)
        assert mine.title == "127.0.0.1"
        ids = mine.id, named.id
        jobs = session.scalars(select(Job).where(Job.key.like("fetch_hit:evidence:%")).order_by(Job.id)).all()
    for job in jobs:
        _run(tools, job)
    with tools.db.read() as session:
        titles = [session.get_one(Evidence, one).title for one in ids]
        assert titles == ["The price of the lock", "As I call it"]
        logged = session.scalars(select(Event).where(Event.action == "evidence.read").order_by(Event.seq)).first()
        assert logged is not None
        assert (logged.after or {})["title"] == "The price of the lock"

"""From address or file to claims: the handlers, one after the other, as a worker calls them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.config import Settings
from factcheck.domain.articles import ArticleState, Intake
from factcheck.domain.jobs import JobKind
from factcheck.models import Article, Capture, Claim, Draft, Job, Occurrence, Person
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_ask import ask_draft_by_address, ask_draft_by_upload
from factcheck.services.draft_known import Known, known_as
from factcheck.work.fetch_draft import ATTEMPTS
from factcheck.work.handler import GiveUp, Tools, TryLater
from factcheck.work.registry import HANDLERS
from tests.conftest import add_people
from tests.fetch.files import docx, pdf
from tests.fetch.serving import Server, reply
from tests.work.test_run_lookup import FakeTicket

if TYPE_CHECKING:
    from factcheck.db import Database
    from tests.conftest import People

WORDS = "The council of Ostvik voted on Tuesday to spend 40 million crowns on a new wall, the mayor said. "
PAGE = (
    '<html lang="en"><head><title>Wall to cost 40 million</title><meta name="author" content="Lena Brandt">'
    '<meta property="article:published_time" content="2026-03-04T10:00:00Z"></head>'
    f"<body><article><h1>Wall to cost 40 million</h1><p>{WORDS * 3}</p><p>{WORDS * 3}</p></article></body></html>"
)


@pytest.fixture
def desk(database: Database) -> People:
    with database.write() as session:
        return add_people(session)


def asked(tools: Tools, person_id: int, *, url: str = "", data: bytes = b"", name: str = "") -> int:
    """Owe the reading of an address or a file; return the job's id."""
    blob = tools.blobs.put(data) if data else ""
    with tools.db.write() as session:
        who = session.get_one(Person, person_id)
        article = create_article(session, who, ArticleBrief(), provisional_title=name or url)
        if url:
            return ask_draft_by_address(session, who, article, url, title_open=True).id
        return ask_draft_by_upload(session, who, article, blob=blob, file_name=name, title_open=True).id


def work(tools: Tools, job_id: int, *, attempt: int = 1) -> None:
    """Do a job as a worker does."""
    with tools.db.read() as session:
        job = session.get_one(Job, job_id)
        kind, payload = job.kind, dict(job.payload)
    store = HANDLERS[kind](tools, FakeTicket(payload, kind=kind, attempt=attempt))
    with tools.db.write() as session:
        store(session)


def split_job(tools: Tools) -> int:
    with tools.db.read() as session:
        return session.scalars(select(Job.id).where(Job.kind == JobKind.SPLIT_DRAFT)).one()


def test_an_address_becomes_an_article_with_claims_and_a_kept_page(tools: Tools, server: Server, desk: People) -> None:
    server.answers["/a"] = reply(200, PAGE, Content_Type="text/html; charset=utf-8")
    job = asked(tools, desk.eda, url=f"{server.url}/a")
    work(tools, job)
    work(tools, job)  # delivered twice
    work(tools, split_job(tools))
    work(tools, split_job(tools))
    with tools.db.read() as session:
        article = session.scalars(select(Article)).one()
        draft = session.scalars(select(Draft)).one()
        assert (article.title, article.byline, str(article.published_on)) == (
            "Wall to cost 40 million",
            "Lena Brandt",
            "2026-03-04",
        )
        assert article.state is ArticleState.TRIAGE
        assert draft.intake is Intake.ADDRESS
        assert draft.created_by_id == desk.eda
        assert WORDS.strip() in draft.text
        kept = session.scalars(select(Capture)).one()
        assert draft.capture_id == kept.id
        assert tools.blobs.get(kept.sha256) == PAGE.encode()
        assert session.scalar(select(func.count()).select_from(Claim))
        for place in session.scalars(select(Occurrence)):
            assert draft.text[place.start : place.end] == place.exact


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", f"Wall to cost 40 million\n\n{WORDS}".encode()),
        ("a.md", f"# Wall to cost 40 million\n\n{WORDS}".encode()),
        ("a.html", PAGE.encode()),
        ("a.docx", docx("Wall to cost 40 million", WORDS)),
        ("a.pdf", pdf(f"Wall to cost 40 million\n\n{WORDS}")),
    ],
)
def test_each_kind_of_file_becomes_an_article(tools: Tools, desk: People, name: str, data: bytes) -> None:
    work(tools, asked(tools, desk.eda, data=data, name=name))
    work(tools, split_job(tools))
    with tools.db.read() as session:
        draft = session.scalars(select(Draft)).one()
        assert (draft.intake, draft.file_name) == (Intake.UPLOAD, name)
        assert "40 million crowns" in draft.text
        assert session.scalars(select(Article.title)).one() == "Wall to cost 40 million"


def test_a_page_that_is_not_there_says_so_and_offers_to_paste(tools: Tools, server: Server, desk: People) -> None:
    with pytest.raises(GiveUp, match="Paste the text"):
        work(tools, asked(tools, desk.eda, url=f"{server.url}/gone"))
    with tools.db.read() as session:
        assert session.scalar(select(func.count()).select_from(Draft)) == 0


def test_a_site_that_is_busy_is_asked_again_but_not_for_ever(tools: Tools, server: Server, desk: People) -> None:
    server.answers["/a"] = reply(503, "busy")
    job = asked(tools, desk.eda, url=f"{server.url}/a")
    with pytest.raises(TryLater):
        work(tools, job)
    with pytest.raises(GiveUp):
        work(tools, job, attempt=ATTEMPTS)


def test_an_address_inside_the_house_is_refused(tools: Tools, desk: People) -> None:
    closed = Tools(tools.db, Settings(data_dir=tools.settings.data_dir), tools.blobs)
    with pytest.raises(GiveUp):
        work(closed, asked(closed, desk.eda, url="http://127.0.0.1/admin"))


@pytest.mark.parametrize(
    ("name", "data"), [("a.docx", b"PK\x03\x04broken"), ("a.pdf", b"%PDF-1.4 broken"), ("a.txt", b" \n ")]
)
def test_a_file_that_cannot_be_read_says_so(tools: Tools, desk: People, name: str, data: bytes) -> None:
    with pytest.raises(GiveUp, match="Paste the text"):
        work(tools, asked(tools, desk.eda, data=data, name=name))


def test_a_text_given_meanwhile_stays(tools: Tools, server: Server, desk: People) -> None:
    server.answers["/a"] = reply(200, PAGE, Content_Type="text/html")
    job = asked(tools, desk.eda, url=f"{server.url}/a")
    with tools.db.write() as session:
        who = session.get_one(Person, desk.eda)
        article = session.scalars(select(Article)).one()
        article.title = "By hand"
        add_draft(session, who, article, "Pasted meanwhile.", intake=Intake.PASTE, max_chars=99)
    work(tools, job)
    with tools.db.read() as session:
        assert session.scalars(select(Draft.text)).one() == "Pasted meanwhile."
        assert session.scalars(select(Article.title)).one() == "By hand"


def titled(title: str) -> dict[str, bytes]:
    """Return the part of a Word file that says its title."""
    part = (
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></cp:coreProperties>'
    )
    return {"docProps/core.xml": part.encode()}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.docx", docx("Wall to cost 40 million", WORDS, more=titled("Microsoft Word - draft3.docx"))),
        ("b.docx", docx("Wall to cost 40 million", WORDS, more=titled("The autumn budget, first go"))),
        (
            "a.pdf",
            pdf(f"Wall to cost 40 million\n\n{WORDS}", trailer="/Info << /Title (Microsoft Word - draft3.docx) >>"),
        ),
    ],
)
def test_the_headline_in_the_text_goes_before_the_title_a_program_wrote(
    tools: Tools, desk: People, name: str, data: bytes
) -> None:
    work(tools, asked(tools, desk.eda, data=data, name=name))
    work(tools, split_job(tools))
    with tools.db.read() as session:
        assert session.scalars(select(Article.title)).one() == "Wall to cost 40 million"


def test_a_file_without_a_headline_keeps_the_title_it_gives_itself(tools: Tools, desk: People) -> None:
    data = docx(f"{WORDS}The old wall fell in 1987.", "It killed nine people.", more=titled("The autumn budget"))
    work(tools, asked(tools, desk.eda, data=data, name="a.docx"))
    work(tools, split_job(tools))
    with tools.db.read() as session:
        assert session.scalars(select(Article.title)).one() == "The autumn budget"


MORE = "The old wall fell in 1987 and killed nine people in the town. Fishermen landed 900 tonnes of cod."


def known(tools: Tools, *, of: int) -> Known | None:
    """Bring in what waits and return what the last article is at the desk as."""
    with tools.db.read() as session:
        jobs = session.scalars(select(Job.id).where(Job.kind == JobKind.SPLIT_DRAFT).order_by(Job.id)).all()
    for job in jobs:
        work(tools, job)
    with tools.db.read() as session:
        articles = session.scalars(select(Article).order_by(Article.id)).all()
        assert len(articles) == of
        return known_as(session, articles[-1])


def test_a_text_that_is_here_already_is_noticed_from_a_file_and_from_an_address(
    tools: Tools, server: Server, desk: People
) -> None:
    text = f"Wall to cost 40 million\n\n{WORDS * 3}\n\n{WORDS * 3}"
    work(tools, asked(tools, desk.eda, data=text.encode(), name="a.txt"))
    assert known(tools, of=1) is None
    work(tools, asked(tools, desk.eda, data=docx("Wall to cost 40 million", WORDS * 3, WORDS * 3), name="a.docx"))
    found = known(tools, of=2)
    assert found is not None
    assert found.article.id == 1
    server.answers["/a"] = reply(200, PAGE, Content_Type="text/html; charset=utf-8")
    work(tools, asked(tools, desk.eda, url=f"{server.url}/a"))
    assert known(tools, of=3) is not None


def test_the_next_draft_of_an_article_brought_in_as_one_of_its_own_is_noticed(tools: Tools, desk: People) -> None:
    head = "Wall to cost 40 million crowns, says the council"
    work(tools, asked(tools, desk.eda, data=f"{head}\n\n{WORDS}{MORE}".encode(), name="a.txt"))
    known(tools, of=1)
    # The headline is what changes first.
    later = f"Council pays for a new wall\n\n{WORDS}{MORE.replace('nine', 'eleven')} A school opened.".encode()
    work(tools, asked(tools, desk.eda, data=later, name="b.txt"))
    found = known(tools, of=2)
    assert found is not None
    assert found.after == 1


def test_another_text_under_the_same_headline_is_not_taken_for_it(tools: Tools, desk: People) -> None:
    head = "What we know of the harbour wall of Ostvik so far"
    work(tools, asked(tools, desk.eda, data=f"{head}\n\n{WORDS}{MORE}".encode(), name="a.txt"))
    known(tools, of=1)
    other = "A tram line opened in Dalheim on Friday with eleven stops. Its drivers had been on strike since spring."
    work(tools, asked(tools, desk.eda, data=f"{head}\n\n{other}".encode(), name="b.txt"))
    assert known(tools, of=2) is None

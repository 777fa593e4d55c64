"""A file or page whose reading ends after another text came in is not lost without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.domain.articles import Intake
from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import JobState
from factcheck.models import Article, Draft, Event, Job, Passage, Person
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.article_view import intake_progress
from factcheck.services.draft_add import add_draft
from factcheck.services.draft_ask import ask_draft_by_address, ask_draft_by_upload
from factcheck.services.draft_late import bring_in_late, leave_late_out
from factcheck.work.registry import HANDLERS
from factcheck.work.runner import Runner
from tests.conftest import add_people
from tests.fetch.serving import Server, reply
from tests.work.test_intake import PAGE, WORDS

if TYPE_CHECKING:
    from factcheck.db import Database
    from factcheck.work.handler import Tools
    from tests.conftest import People

PASTED = f"The harbour wall\n\n{WORDS}The wall was built in 1953 by 300 men.\n"
FILED = f"The harbour wall\n\n{WORDS}The wall was built in 1954 by 400 men.\n"


@pytest.fixture
def desk(database: Database) -> People:
    with database.write() as session:
        return add_people(session)


def asked(tools: Tools, desk: People, *, url: str = "", text: str = FILED) -> int:
    """Owe the reading of a file or page for a new article; return the job's id."""
    with tools.db.write() as session:
        who = session.get_one(Person, desk.eda)
        article = create_article(session, who, ArticleBrief(), provisional_title="wall.txt")
        if url:
            return ask_draft_by_address(session, who, article, url).id
        return ask_draft_by_upload(session, who, article, blob=tools.blobs.put(text.encode()), file_name="wall.txt").id


def paste(tools: Tools, desk: People, text: str = PASTED) -> None:
    with tools.db.write() as session:
        article = session.scalars(select(Article)).one()
        add_draft(session, session.get_one(Person, desk.ada), article, text, intake=Intake.PASTE, max_chars=10_000)


def run_all(tools: Tools) -> None:
    """Do all that is owed, as workers do."""
    with tools.db.read() as session:
        owed = session.scalars(select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.id)).all()
    for job_id in owed:
        Runner(tools, HANDLERS).run(job_id)


def late(tools: Tools) -> list[int]:
    with tools.db.read() as session:
        article_id = session.scalars(select(Article.id)).one()
        return [job.id for job in intake_progress(session, article_id).late]


@pytest.mark.parametrize("way", ["file", "address"])
def test_what_is_read_after_a_paste_waits_for_a_word_and_becomes_the_next_draft(
    tools: Tools, server: Server, desk: People, way: str
) -> None:
    server.answers["/a"] = reply(200, PAGE, Content_Type="text/html; charset=utf-8")
    job_id = asked(tools, desk, url=f"{server.url}/a" if way == "address" else "")
    paste(tools, desk)
    run_all(tools)
    assert late(tools) == [job_id]
    with tools.db.write() as session:
        article = session.scalars(select(Article)).one()
        assert [draft.text for draft in article.drafts] == [PASTED]
        bring_in_late(session, session.get_one(Person, desk.ada), article.id, job_id)
    assert late(tools) == []
    run_all(tools)
    run_all(tools)
    with tools.db.read() as session:
        drafts = session.scalars(select(Draft).order_by(Draft.number)).all()
        assert [draft.number for draft in drafts] == [1, 2]
        assert drafts[1].created_by_id == desk.ada
        assert ("1954" in drafts[1].text) == (way == "file")
        assert session.scalars(select(Passage.id).where(Passage.draft_id == drafts[1].id)).all()
    assert late(tools) == []


def test_it_may_be_left_out_once(tools: Tools, desk: People) -> None:
    job_id = asked(tools, desk)
    paste(tools, desk)
    run_all(tools)
    with tools.db.write() as session:
        article_id = session.scalars(select(Article.id)).one()
        leave_late_out(session, session.get_one(Person, desk.eda), article_id, job_id)
        told = session.scalars(select(Event).where(Event.action == "draft.left_out")).one().after or {}
        assert told["file_name"] == "wall.txt"
        with pytest.raises(WrongState, match="meanwhile"):
            bring_in_late(session, session.get_one(Person, desk.eda), article_id, job_id)
    assert late(tools) == []


def test_the_same_text_pasted_and_filed_says_nothing(tools: Tools, desk: People) -> None:
    asked(tools, desk, text=PASTED)
    paste(tools, desk)
    run_all(tools)
    assert late(tools) == []


def test_a_next_draft_that_another_overtook_waits_too(tools: Tools, desk: People) -> None:
    paste_first = asked(tools, desk, text=PASTED)
    run_all(tools)
    run_all(tools)
    assert late(tools) == []
    with tools.db.write() as session:
        who, article = session.get_one(Person, desk.eda), session.scalars(select(Article)).one()
        slow = ask_draft_by_upload(
            session, who, article, blob=tools.blobs.put(FILED.encode()), file_name="slow.txt", after=1
        ).id
        other = FILED.replace("1954", "1955")
        ask_draft_by_upload(session, who, article, blob=tools.blobs.put(other.encode()), file_name="b.txt", after=1)
    with tools.db.read() as session:
        owed = session.scalars(select(Job.id).where(Job.state == JobState.QUEUED).order_by(Job.id.desc())).all()
    for job_id in owed:
        Runner(tools, HANDLERS).run(job_id)
    assert late(tools) == [slow]
    assert slow != paste_first

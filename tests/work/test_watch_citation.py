"""Pages cited by published verdicts are looked at again, over real HTTP on loopback."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, update

from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.jobs import JobKind
from factcheck.models import Capture, CitationCheck, Event, Evidence, Job, Notice, Person, Publication
from factcheck.models.base import utc_now
from factcheck.models.publication import Subject
from factcheck.services.citation_watch import changed_citations, count_changed, see_change
from factcheck.services.citation_watch_due import owe_watches
from factcheck.text.cited import look_again
from factcheck.work.handler import GiveUp, Tools, TryLater
from factcheck.work.sweeper import Sweeper
from factcheck.work.watch_citation import ATTEMPTS, watch_citation
from tests.fetch.serving import Server, reply
from tests.sources_kit import add_capture
from tests.verdict_world import build_world
from tests.work.test_run_lookup import FakeTicket

if TYPE_CHECKING:
    from tests.conftest import People

CITED = "The board resolved that the north pier closes on 2 May for repairs."
BEFORE, BEHIND = "It met on a rainy Monday in the town hall.", "Nobody spoke against it in the long debate."
FILLER = "The gulls of the quay slept through the whole of the long and rainy meeting of the council. " * 6
DAY = timedelta(days=1)


def _page(*lines: str) -> str:
    told = "".join(f"<p>{line}</p>" for line in (FILLER, *lines, FILLER))
    return f"<html><head><title>Minutes</title></head><body><article><h1>Minutes</h1>{told}</article></body></html>"


@pytest.fixture
def evidence_id(tools: Tools, server: Server, people: People) -> int:
    """Publish a verdict that cites a page of the server; the kept copy is two days old."""
    with tools.db.write() as session:
        world = build_world(session, people)
        url = f"{server.url}/minutes"
        capture = add_capture(session, f"{BEFORE}\n{CITED}\n{BEHIND}", url=url)
        capture.fetched_at = utc_now() - 2 * DAY
        capture.headers = {"etag": '"one"'}
        place = capture.text.index(CITED)
        row = world.evidence(
            url=url,
            capture_id=capture.id,
            excerpt=CITED,
            excerpt_start=place,
            excerpt_end=place + len(CITED),
            prefix=capture.text[place - 32 : place],
            suffix=capture.text[place + len(CITED) :][:32],
        )
        world.ruled(world.claim, row)
        session.add(
            Publication(
                public_id="p1",
                slug="pier",
                subject=Subject.CLAIM,
                article_id=world.article.id,
                claim_id=world.claim.id,
            )
        )
        return row.id


def _owe(tools: Tools) -> list[Job]:
    with tools.db.write() as session:
        owe_watches(session, every=DAY)
    with tools.db.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == JobKind.WATCH_CITATION).order_by(Job.id)))


def _look(tools: Tools, evidence_id: int, slot: str, *, attempt: int = 1) -> CitationCheck:
    payload = {"evidence_id": evidence_id, "slot": slot}
    store = watch_citation(tools, FakeTicket(payload, kind=JobKind.WATCH_CITATION, attempt=attempt))
    with tools.db.write() as session:
        # A copy of this very hour would stand for the page; here each look is a day after the last.
        store(session)
        session.execute(update(Capture).values(fetched_at=Capture.fetched_at))
        for capture in session.scalars(select(Capture)):
            capture.fetched_at -= DAY
    with tools.db.read() as session:
        return session.scalars(select(CitationCheck).where(CitationCheck.slot == slot)).one()


def test_each_cited_page_is_owed_one_look_a_day(tools: Tools, evidence_id: int) -> None:
    jobs = _owe(tools)
    assert [job.payload["evidence_id"] for job in jobs] == [evidence_id]
    assert len(_owe(tools)) == 1
    sweeper = Sweeper(tools.db, every=1, watch=timedelta(hours=1))
    assert sweeper.watch_round() == 1
    assert sweeper.watch_round() == 0
    assert Sweeper(tools.db, every=1, watch=timedelta(0)).watch_round() == 0


@pytest.mark.parametrize("what", ["withdrawn", "confidential", "unpublished"])
def test_what_is_not_published_or_not_for_outside_is_not_watched(what: str, tools: Tools, evidence_id: int) -> None:
    with tools.db.write() as session:
        row = session.get_one(Evidence, evidence_id)
        if what == "withdrawn":
            row.withdrawn_at = utc_now()
        elif what == "confidential":
            row.confidential = True
        else:
            session.scalars(select(Publication)).one().withdrawn_at = utc_now()
    assert _owe(tools) == []
    if what != "unpublished":
        with pytest.raises(GiveUp):
            _look(tools, evidence_id, "1")


def test_an_unchanged_page_says_so_by_its_etag_and_nobody_is_told(
    tools: Tools, server: Server, evidence_id: int
) -> None:
    server.answers["/minutes"] = reply(304)
    assert _look(tools, evidence_id, "1").state == "there"
    assert server.asked[-1].headers["if-none-match"] == '"one"'
    server.answers["/minutes"] = reply(200, _page(BEFORE, CITED, BEHIND), Content_Type="text/html")
    assert _look(tools, evidence_id, "2").state == "there"
    with tools.db.read() as session:
        assert (
            session.scalar(select(func.count()).select_from(Notice).where(Notice.kind == NoticeKind.CITATION_CHANGED))
            == 0
        )
        assert session.scalar(select(func.count()).where(Event.action == "citation.changed")) == 0


def test_a_changed_passage_is_told_once_with_the_words_and_both_copies(
    tools: Tools, server: Server, evidence_id: int, people: People
) -> None:
    changed = CITED.replace("2 May", "9 June")
    server.answers["/minutes"] = reply(200, _page(BEFORE, changed, BEHIND), Content_Type="text/html")
    for slot in ("1", "2"):
        look = _look(tools, evidence_id, slot)
        assert (look.state, look.found) == ("changed", changed.rstrip("."))
    with tools.db.write() as session:
        evidence = session.get_one(Evidence, evidence_id)
        (one,) = changed_citations(session, evidence.claim_id)
        assert ("-", "2") in one.diff
        assert ("+", "9") in one.diff
        assert one.row.capture_id not in {None, evidence.capture_id}
        notices = session.scalars(select(Notice).where(Notice.kind == NoticeKind.CITATION_CHANGED)).all()
        assert {row.person_id for row in notices} == {people.eda, people.cleo}
        assert len(notices) == 2
        # By mail to each, and once to the webhook, though the change was seen on two days.
        owed = session.scalars(select(Job).where(Job.kind == JobKind.SEND_NOTICE)).all()
        assert {job.payload.get("notice") for job in owed} >= {row.id for row in notices}
        assert [job.payload.get("hook") for job in owed].count(notices[0].words) == 1
        assert CITED[:20] not in notices[0].words
        assert session.scalar(select(func.count()).where(Event.action == "citation.changed")) == 1
        assert session.scalar(count_changed()) == 1
        see_change(session, session.get_one(Person, people.eda), one.row.id)
        assert session.scalar(count_changed()) == 0
    server.answers["/minutes"] = reply(200, _page(BEFORE, BEHIND), Content_Type="text/html")
    assert _look(tools, evidence_id, "3").state == "gone"
    with tools.db.read() as session:
        assert session.scalar(count_changed()) == 1


def test_a_page_that_is_gone_is_told_and_one_that_is_down_is_not(
    tools: Tools, server: Server, evidence_id: int
) -> None:
    server.default = reply(503)
    server.answers["/robots.txt"] = reply(404)
    with pytest.raises(TryLater):
        _look(tools, evidence_id, "1")
    assert _look(tools, evidence_id, "1", attempt=ATTEMPTS).state == "unread"
    server.answers["/minutes"] = reply(410)
    gone = _look(tools, evidence_id, "2")
    assert (gone.state, gone.open) == ("gone", True)
    assert gone.reason
    with tools.db.read() as session:
        assert session.scalar(select(func.count()).where(Event.action == "citation.changed")) == 1


def test_where_a_passage_is_now() -> None:
    old = f"{BEFORE}\n{CITED}\n{BEHIND}"
    at = old.index(CITED)
    around = {"prefix": old[at - 32 : at], "suffix": old[at + len(CITED) :][:32]}
    assert look_again(CITED, f"New intro. {old}", **around).state == "there"
    assert look_again(CITED, old.replace("The board", "The  Board"), **around).state == "there"
    assert look_again(CITED, f"Other words here. {CITED} More other words.", **around).state == "moved"
    assert look_again(CITED, old.replace("closes", "does not close"), **around).state == "changed"
    assert look_again(CITED, "Nothing of it.", **around).state == "gone"

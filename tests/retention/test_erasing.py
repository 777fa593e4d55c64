"""Erasing: what goes, what stays, what stops it, and that the log's chain holds all the same."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import func, select

from factcheck.config import Settings
from factcheck.domain.errors import InvalidInput, NotAllowed, StaleWrite, WrongState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import BlobStore, DiskBlobs
from factcheck.models import (
    Article,
    Capture,
    Citation,
    Draft,
    Event,
    Evidence,
    Job,
    Lookup,
    LookupPage,
    Notice,
    Origin,
    Person,
    Revision,
    Suggestion,
)
from factcheck.proof.verify import verify_bundle
from factcheck.services.archive_ask import ERASED, ArchiveAsk, archive_view, ask_archive, note_archive
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.bundle_rows import record
from factcheck.services.erase_article import erase_article
from factcheck.services.erase_plan import erase_plan
from factcheck.services.event_log import log_event, verify_log
from factcheck.services.retention_set import set_retention
from factcheck.services.retention_view import keeping_of
from factcheck.work.eraser import Eraser
from factcheck.work.handler import Tools
from factcheck.work.registry import HANDLERS
from factcheck.work.runner import Runner
from tests.proof.conftest import make_bundle
from tests.proof.desk import CANARIES, DeskAtWork, desk_at_work

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.db import Database

START = datetime(2026, 3, 1, 9, tzinfo=UTC)


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    with time_machine.travel(START, tick=False) as travelling:
        yield travelling


@pytest.fixture
def desk(database: Database, settings: Settings, clock: time_machine.Traveller) -> DeskAtWork:
    """Return a desk at work whose documents are not on the desk's own shelf, and so belong to the article alone."""
    made = desk_at_work(database, DiskBlobs(settings.blob_dir), settings)
    with database.write() as session:
        for row in session.scalars(select(Capture)):
            row.in_corpus = False
    return made


def settle(blobs: object) -> None:
    """Make the kept files as old as they would be by then."""
    assert isinstance(blobs, DiskBlobs)
    for digest in blobs.digests():
        os.utime(path_of(blobs, digest), (START.timestamp(), START.timestamp()))


def path_of(blobs: object, digest: str) -> Path:
    assert isinstance(blobs, DiskBlobs)
    return blobs._path(digest)


def keep_until(desk: DeskAtWork, day: date | None, *, hold: bool = False, why: str = "") -> None:
    with desk.db.write() as session:
        article = session.get_one(Article, desk.article_id)
        editor = session.get_one(Person, desk.editor_id)
        set_retention(session, editor, article.id, version=article.version, hold=hold, until=day, why=why)


def actions(db: Database) -> list[str]:
    with db.read() as session:
        return list(session.scalars(select(Event.action).where(Event.action.like("retention.%")).order_by(Event.seq)))


def erased(db: Database, article_id: int) -> bool:
    with db.read() as session:
        return session.get_one(Article, article_id).erased_at is not None


def drop_owed(desk: DeskAtWork, blobs: BlobStore | None = None) -> list[JobState]:
    """Do the work that the erasure owes, as a worker does, and return how it ended."""
    runner = Runner(Tools(desk.db, Settings(), blobs or desk.blobs), HANDLERS)
    query = select(Job).where(Job.kind == JobKind.DROP_FILES).order_by(Job.id)
    with desk.db.read() as session:
        owed = [job.id for job in session.scalars(query)]
    for job_id in owed:
        runner.run(job_id)
    with desk.db.read() as session:
        return [job.state for job in session.scalars(query)]


def all_words(db: Database) -> str:
    """Return everything that the tables hold of evidence, captures and what leads to them."""
    tables = (Evidence, Capture, Origin, Suggestion, Lookup, LookupPage, Citation)
    with db.read() as session:
        return "\n".join(str(record(row)) for table in tables for row in session.scalars(select(table)))


def test_first_told_then_after_30_days_erased(desk: DeskAtWork, clock: time_machine.Traveller) -> None:
    eraser = Eraser(desk.db, months=0)
    assert eraser.round() == 0
    keep_until(desk, date(2026, 4, 20))
    assert eraser.round() == 0
    clock.shift(timedelta(days=21))  # 22 March: less than 30 days before
    assert eraser.round() == 1
    assert eraser.round() == 0
    with desk.db.read() as session:
        notice = session.scalars(select(Notice).where(Notice.kind == "erasure")).one()
        assert "will be erased on 2026-04-21" in notice.words
        # Mail and webhooks carry the words out of the desk; the title is added where it may be.
        assert notice.article_id == desk.article_id
        assert "“" not in notice.words
        assert notice.path == f"/articles/{desk.article_id}/keeping"
    clock.shift(timedelta(days=29))  # 20 April, the day itself: told 29 days ago
    assert eraser.round() == 0
    assert not erased(desk.db, desk.article_id)
    settle(desk.blobs)
    clock.shift(timedelta(days=1))
    assert eraser.round() == 1
    assert erased(desk.db, desk.article_id)
    assert eraser.round() == 0
    assert actions(desk.db) == ["retention.set", "retention.announced", "retention.erased"]


def go_all_the_way(desk: DeskAtWork, clock: time_machine.Traveller, *, months: int = 0) -> None:
    eraser = Eraser(desk.db, months=months)
    assert eraser.round() == 1
    clock.shift(timedelta(days=31))
    settle(desk.blobs)
    assert eraser.round() == 1
    drop_owed(desk)


def test_what_an_archive_told_goes_with_the_copy(desk: DeskAtWork, clock: time_machine.Traveller) -> None:
    keep_until(desk, date(2026, 3, 2))
    told = {"copies": [["https://archive.example/told", "2026-03-01"]], "total": 1}
    with desk.db.write() as session:
        row = next(
            row for row in erase_plan(session, desk.article_id).captures if not archive_view(session, row).refused
        )
        job = ask_archive(session, session.get_one(Person, desk.editor_id), row.id, ArchiveAsk.COPIES)
        note_archive(session, job.id, told)
        job_id, capture_id = job.id, row.id
        assert archive_view(session, row).copies.copies
    go_all_the_way(desk, clock)
    with desk.db.write() as session:
        row = session.get_one(Capture, capture_id)
        assert not archive_view(session, row).copies.copies
        assert session.get_one(Job, job_id).cancel
        # The answer of a worker that was asking all the while is not kept, and nobody asks again.
        note_archive(session, job_id, told)
        assert "archive.example" not in str(session.get_one(Job, job_id).payload)
        with pytest.raises(WrongState, match=ERASED):
            ask_archive(session, session.get_one(Person, desk.editor_id), capture_id, ArchiveAsk.SAVE)


def test_what_goes_and_what_stays(desk: DeskAtWork, clock: time_machine.Traveller, tmp_path: Path) -> None:
    keep_until(desk, date(2026, 3, 2))
    with desk.db.read() as session:
        files = set(desk.blobs.digests())
        drafts = [record(row) for row in session.scalars(select(Draft))]
        revisions = [record(row) for row in session.scalars(select(Revision))]
        open_before = {
            row.id: (row.title, row.excerpt, row.url, row.note)
            for row in session.scalars(select(Evidence).where(Evidence.confidential.is_(False)))
        }
        events = session.scalar(select(func.count()).select_from(Event))
        plan = erase_plan(session, desk.article_id)
        named, planned = len(plan.captures), plan.files
    assert CANARIES[0] in all_words(desk.db)
    go_all_the_way(desk, clock)
    words = all_words(desk.db)
    # Questions and their answers are in the log in the open, and so stay; all else that was confidential is gone.
    for canary in CANARIES[:7]:
        assert canary not in words, canary
    assert set(desk.blobs.digests()) == files - planned
    assert planned
    with desk.db.read() as session:
        assert [record(row) for row in session.scalars(select(Draft))] == drafts
        assert [record(row) for row in session.scalars(select(Revision))] == revisions
        assert {
            row.id: (row.title, row.excerpt, row.url, row.note)
            for row in session.scalars(select(Evidence).where(Evidence.confidential.is_(False)))
        } == open_before
        gone = session.scalars(select(Capture).where(Capture.state == "erased")).all()
        assert len(gone) == named > 5
        assert not any(row.text or row.title for row in gone)
        secret = session.get_one(Evidence, desk.secret_id)
        assert (secret.title, secret.note, secret.blob, secret.seal) == ("Erased", "", None, "")
        audit = verify_log(session)
        assert (audit.why, audit.rows) == (None, (events or 0) + 2)
        row = session.scalars(select(Event).where(Event.action == "retention.erased")).one()
        assert (row.after or {})["copies"] == named
    # What is left can still be proved.
    report = verify_bundle(make_bundle(desk, tmp_path / "after.zip"))
    assert report.counts["claims as the log says"] > 20
    assert report.counts.get("excerpts at their place", 0) == 0


def test_what_another_article_needs_stays(desk: DeskAtWork, clock: time_machine.Traveller) -> None:
    with desk.db.write() as session:
        editor = session.get_one(Person, desk.editor_id)
        other = create_article(session, editor, ArticleBrief(title="Another"))
        mine = session.scalars(select(Evidence).where(Evidence.capture_id.is_not(None), ~Evidence.confidential)).first()
        assert mine is not None
        claim = mine.claim
        copy = type(claim)(article_id=other.id, number=1, statement="x", kind=claim.kind, state="to_check")
        session.add(copy)
        session.flush()
        origin = Origin(article_id=other.id, kind="book", name="A book")
        session.add(origin)
        session.flush()
        session.add(
            Evidence(
                claim_id=copy.id,
                kind="page",
                stance="supports",
                title="Shared",
                capture_id=mine.capture_id,
                origin_id=origin.id,
                logged_by_id=editor.id,
            )
        )
        shared = mine.capture_id
    keep_until(desk, date(2026, 3, 2))
    go_all_the_way(desk, clock)
    with desk.db.read() as session:
        kept = session.get_one(Capture, shared)
        assert kept.text
        assert desk.blobs.has(kept.sha256)
        row = session.scalars(select(Event).where(Event.action == "retention.erased")).one()
        assert (row.after or {})["kept_for_others"] >= 1


def test_a_document_on_the_desks_shelf_stays(
    database: Database, settings: Settings, clock: time_machine.Traveller
) -> None:
    desk = desk_at_work(database, DiskBlobs(settings.blob_dir), settings)
    keep_until(desk, date(2026, 3, 2))
    go_all_the_way(desk, clock)
    with desk.db.read() as session:
        assert all(row.text for row in session.scalars(select(Capture).where(Capture.in_corpus)))


def test_a_legal_hold_stops_it_even_at_the_last_moment(desk: DeskAtWork, clock: time_machine.Traveller) -> None:
    keep_until(desk, date(2026, 3, 2))
    eraser = Eraser(desk.db, months=0)
    assert eraser.round() == 1
    clock.shift(timedelta(days=40))
    settle(desk.blobs)
    due = eraser._due()
    assert [step.value for _, step in due] == ["erase"]
    # Between the look and the act an editor puts a hold on.
    keep_until(desk, date(2026, 3, 2), hold=True, why="The mayor's lawyers wrote")
    assert not eraser._one(*due[0])
    with desk.db.write() as session, pytest.raises(WrongState, match="held"):
        erase_article(session, desk.article_id, months=0)
    clock.shift(timedelta(days=4000))
    assert eraser.round() == 0
    assert not erased(desk.db, desk.article_id)
    # Lifted, it is told again only if its day changed; the 30 days have passed long since.
    keep_until(desk, date(2026, 3, 2), hold=False, why="The case is over")
    assert eraser.round() == 1
    assert erased(desk.db, desk.article_id)


def test_the_desks_default_counts_from_the_last_activity(desk: DeskAtWork, clock: time_machine.Traveller) -> None:
    eraser = Eraser(desk.db, months=12)
    clock.move_to(START + timedelta(days=300))
    assert eraser.round() == 0
    clock.move_to(START + timedelta(days=340))
    assert eraser.round() == 1
    # Somebody works on it: the day moves by itself, and what was announced counts no more.
    with desk.db.write() as session:
        log_event(session, None, "claim.edited", ("claim", 1), article_id=desk.article_id)
    clock.move_to(START + timedelta(days=380))
    settle(desk.blobs)
    assert eraser.round() == 0
    with desk.db.read() as session:
        keeping = keeping_of(session, session.get_one(Article, desk.article_id), months=12)
        assert keeping.by_default
        assert keeping.until == date(2028, 2, 4)
        assert not keeping.is_announced
    # Off by default: nothing is ever due.
    clock.move_to(START + timedelta(days=9000))
    assert Eraser(desk.db, months=0).round() == 0


def test_who_may_set_it_and_what_is_refused(desk: DeskAtWork) -> None:
    with desk.db.write() as session:
        article = session.get_one(Article, desk.article_id)
        editor = session.get_one(Person, desk.editor_id)
        checker = session.scalars(select(Person).where(Person.role == "checker")).first()
        assert checker is not None
        day, version = date(2026, 9, 1), article.version
        with pytest.raises(NotAllowed):
            set_retention(session, checker, article.id, version=version, hold=False, until=day, why="")
        with pytest.raises(InvalidInput, match="why the hold"):
            set_retention(session, editor, article.id, version=version, hold=True, until=None, why=" ")
        with pytest.raises(InvalidInput, match="lies ahead"):
            set_retention(session, editor, article.id, version=version, hold=False, until=date(2026, 3, 1), why="")
        set_retention(session, editor, article.id, version=version, hold=False, until=day, why="")
        with pytest.raises(StaleWrite):
            set_retention(session, editor, article.id, version=version, hold=False, until=None, why="")


def test_where_the_editor_left_all_editors_are_told(desk: DeskAtWork, clock: time_machine.Traveller) -> None:
    with desk.db.write() as session:
        owner = session.get_one(Person, session.get_one(Article, desk.article_id).owner_id)
        owner.disabled_at = datetime.now(UTC)
        editors = session.scalars(
            select(Person.id).where(Person.role.in_(["editor", "administrator"]), Person.disabled_at.is_(None))
        ).all()
        article = session.get_one(Article, desk.article_id)
        article.retain_until = date(2026, 3, 2)
    assert Eraser(desk.db, months=0).round() == 1
    with desk.db.read() as session:
        told = session.scalars(select(Notice.person_id).where(Notice.kind == "erasure")).all()
    assert sorted(told) == sorted(editors)
    assert editors

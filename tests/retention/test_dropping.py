"""The files of what was erased: none goes before the commit, none that somebody needs, and all others in the end."""

from __future__ import annotations

import os
import time
from datetime import date, timedelta
from typing import TYPE_CHECKING, cast

import pytest
from sqlalchemy import select

from factcheck.domain.errors import StorageAway, WrongState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Evidence, Job, Person
from factcheck.services import files_drop
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.erase_article import erase_article
from factcheck.services.erase_plan import erase_plan
from factcheck.services.event_log import log_event, verify_log
from factcheck.services.job_ask import ask_job
from factcheck.work.eraser import Eraser
from tests.retention.test_erasing import clock, desk, drop_owed, erased, keep_until, path_of, settle

if TYPE_CHECKING:
    import time_machine

    from factcheck.fetch.blobs import BlobStore
    from tests.proof.desk import DeskAtWork

__all__ = ["clock", "desk"]


class OtherStore(DiskBlobs):
    """Stand in for the desk's store and do something else when a file is to go."""

    def __init__(self, blobs: BlobStore) -> None:
        super().__init__(cast("DiskBlobs", blobs)._root)
        self.dropped: list[str] = []

    def drop(self, digest: str) -> None:
        self.dropped.append(digest)
        super().drop(digest)


@pytest.fixture
def due(desk: DeskAtWork, clock: time_machine.Traveller) -> list[str]:
    """Bring the article to the day on which it is erased, and return the files that will go."""
    keep_until(desk, date(2026, 3, 2))
    assert Eraser(desk.db, months=0).round() == 1
    clock.shift(timedelta(days=31))
    settle(desk.blobs)
    with desk.db.read() as session:
        files = sorted(erase_plan(session, desk.article_id).files)
    assert len(files) > 5
    return files


def kept(desk: DeskAtWork, files: list[str]) -> list[str]:
    return [digest for digest in files if desk.blobs.has(digest)]


def owed(desk: DeskAtWork) -> list[Job]:
    with desk.db.read() as session:
        return list(session.scalars(select(Job).where(Job.kind == JobKind.DROP_FILES)))


def test_an_erasure_that_fails_takes_no_file(desk: DeskAtWork, due: list[str]) -> None:
    with pytest.raises(KeyboardInterrupt), desk.db.write() as session:
        erase_article(session, desk.article_id, months=0)
        raise KeyboardInterrupt
    assert not erased(desk.db, desk.article_id)
    assert drop_owed(desk) == []
    assert kept(desk, due) == due
    # The next round finds the same plan and finishes it.
    assert Eraser(desk.db, months=0).round() == 1
    assert kept(desk, due) == due
    assert drop_owed(desk) == [JobState.DONE]
    assert kept(desk, due) == []
    with desk.db.read() as session:
        assert verify_log(session).why is None


def test_a_file_that_was_put_just_now_keeps_no_other_file_and_goes_an_hour_later(
    desk: DeskAtWork, clock: time_machine.Traveller, due: list[str]
) -> None:
    last = due[-1]
    data = desk.blobs.get(last)
    assert desk.blobs.put(data) == last
    # The system's clock does not travel with the test's.
    os.utime(path_of(desk.blobs, last), (time.time(), time.time()))
    assert Eraser(desk.db, months=0).round() == 1
    assert drop_owed(desk) == [JobState.WAITING]
    assert kept(desk, due) == [last]
    assert desk.blobs.get(last) == data
    clock.shift(timedelta(hours=2))
    assert drop_owed(desk) == [JobState.DONE]
    assert kept(desk, due) == []


def test_which_files_went_is_forgotten_with_them(desk: DeskAtWork, due: list[str]) -> None:
    assert Eraser(desk.db, months=0).round() == 1
    assert owed(desk)[0].payload == {"files": due}
    drop_owed(desk)
    assert [job.payload for job in owed(desk)] == [{}]


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.FAILED])
def test_a_file_that_was_handed_in_again_and_waits_to_be_read_stays(
    desk: DeskAtWork, due: list[str], state: JobState
) -> None:
    assert Eraser(desk.db, months=0).round() == 1
    with desk.db.write() as session:
        # Its worker is away for longer than a file takes to settle; one that failed may be tried again.
        job = ask_job(session, JobKind.READ_UPLOAD, "again", {"blob": due[0], "file_name": "a.txt"})
        job.state, job.error = state, "the disk was full" if state is JobState.FAILED else None
    assert drop_owed(desk) == [JobState.DONE]
    assert kept(desk, due) == due[:1]


def test_a_file_that_another_article_names_meanwhile_stays(desk: DeskAtWork, due: list[str]) -> None:
    assert Eraser(desk.db, months=0).round() == 1
    with desk.db.write() as session:
        editor = session.get_one(Person, desk.editor_id)
        other = create_article(session, editor, ArticleBrief(title="Another"))
        mine = session.get_one(Evidence, desk.secret_id)
        claim = type(mine.claim)(article_id=other.id, number=1, statement="x", kind=mine.claim.kind, state="to_check")
        session.add(claim)
        session.flush()
        session.add(
            Evidence(
                claim_id=claim.id,
                kind="document",
                stance="supports",
                title="Handed in again",
                blob=due[0],
                origin_id=mine.origin_id,
                logged_by_id=editor.id,
            )
        )
    assert drop_owed(desk) == [JobState.DONE]
    assert kept(desk, due) == [due[0]]


def test_nobody_waits_for_the_store(desk: DeskAtWork, due: list[str]) -> None:
    class Watched(OtherStore):
        def drop(self, digest: str) -> None:
            # Another person's act, whose row follows the erasure's in the log; held up, it would never come to be.
            with desk.db.write() as session:
                log_event(session, None, "claim.seen", ("claim", 1))
            super().drop(digest)

    store = Watched(desk.blobs)
    assert Eraser(desk.db, months=0).round() == 1
    assert drop_owed(desk, store) == [JobState.DONE]
    assert store.dropped == due


def test_a_store_that_is_away_is_asked_again_until_all_is_gone(
    desk: DeskAtWork, clock: time_machine.Traveller, due: list[str]
) -> None:
    class Away(OtherStore):
        def drop(self, digest: str) -> None:
            if len(self.dropped) == 2:
                raise StorageAway("The desk’s store of files did not answer as it should.")
            super().drop(digest)

    assert Eraser(desk.db, months=0).round() == 1
    assert drop_owed(desk, Away(desk.blobs)) == [JobState.WAITING]
    assert kept(desk, due) == due[2:]
    assert "did not answer" in (owed(desk)[0].error or "")
    # For a day it is asked again every ten minutes; then it stands among what failed, with its reason.
    clock.shift(timedelta(days=2))
    assert drop_owed(desk, Away(desk.blobs)) == [JobState.FAILED]
    left = kept(desk, due)
    assert left
    # It was announced, and the log says that it is erased: it waits for nobody's button.
    eraser = Eraser(desk.db, months=0)
    assert eraser.round() == 0
    assert drop_owed(desk) == [JobState.DONE]
    assert kept(desk, due) == []
    eraser.round()
    assert [job.state for job in owed(desk)] == [JobState.DONE]


def test_many_files_are_several_pieces_of_work(
    desk: DeskAtWork, due: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files_drop, "AT_ONCE", 4)
    assert Eraser(desk.db, months=0).round() == 1
    assert sorted(digest for job in owed(desk) for digest in job.payload["files"]) == due
    assert set(drop_owed(desk)) == {JobState.DONE}
    assert len(owed(desk)) == -(-len(due) // 4)
    assert kept(desk, due) == []


def test_a_hold_keeps_every_file(desk: DeskAtWork, due: list[str]) -> None:
    keep_until(desk, date(2026, 3, 2), hold=True, why="The mayor's lawyers wrote")
    with desk.db.write() as session, pytest.raises(WrongState, match="held"):
        erase_article(session, desk.article_id, months=0)
    assert drop_owed(desk) == []
    assert kept(desk, due) == due

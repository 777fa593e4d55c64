"""A proof bundle holds what the desk did, nothing confidential, and is the same bytes for the same content."""

from __future__ import annotations

import json
import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select, text

from factcheck.domain.errors import NotAllowed, NotFound
from factcheck.domain.roles import Role
from factcheck.models import Draft, Event, EventHead, Evidence, Person
from factcheck.proof.canonical import canonical, digest
from factcheck.proof.fault import Fault
from factcheck.proof.verify import verify_bundle
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.bundle_rows import record
from factcheck.services.draft_known import note_known
from factcheck.services.event_log import event_hash, log_event, verify_log
from factcheck.services.log_read import log_head
from factcheck.work.bundle_write import write_bundle
from tests.proof.conftest import make_bundle
from tests.proof.desk import CANARIES

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from tests.proof.desk import DeskAtWork


def everything(path: Path) -> bytes:
    """Return all that a bundle holds, unpacked, with the names of its files."""
    with zipfile.ZipFile(path) as zipped:
        return b"\n".join(name.encode() + b"\n" + zipped.read(name) for name in zipped.namelist())


def test_a_bundle_holds_and_says_what_was_checked(bundle: Path) -> None:
    report = verify_bundle(bundle)
    assert report.counts["claims"] > 20
    assert report.counts["places of claims"] >= report.counts["claims"]
    assert report.counts["verdicts as the log says"] > 5
    assert report.counts["published revisions"] >= 3
    assert report.counts["citations at their place"] > 10
    assert report.counts["links computed"] > 100
    assert report.counts["links only stated (rows of an earlier form)"] == 0


def test_h119_nothing_confidential_is_in_a_bundle(desk: DeskAtWork, bundle: Path) -> None:
    found = everything(bundle)
    lower = found.lower()
    for canary in CANARIES:
        assert canary.encode().lower() not in lower, canary
    with desk.db.read() as session:
        secret = session.get_one(Evidence, desk.secret_id)
        assert secret.blob is not None
        assert secret.blob.encode() not in found
        assert secret.seal.encode() not in found
        # The twin: the desk itself holds every one of them.
        kept = json.dumps([record(row) for row in session.scalars(select(Evidence))], ensure_ascii=False)
    assert sum(canary in kept for canary in CANARIES) >= 5
    assert CANARIES[0] in kept


def test_what_is_withheld_is_named_with_a_digest_that_the_desk_can_open_later(desk: DeskAtWork, bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as zipped:
        withheld = json.loads(zipped.read("withheld.json"))
    assert sorted(one["kind"] for one in withheld) == ["evidence", "evidence", "query", "query"]
    with desk.db.read() as session:
        secret = session.get_one(Evidence, desk.secret_id)
        opened = digest(secret.seal + canonical(record(secret, without=("seal",))))
    assert opened in {one.get("sealed") for one in withheld}


def test_rows_of_other_articles_are_closed_and_the_chain_holds_through_them(desk: DeskAtWork, tmp_path: Path) -> None:
    with desk.db.write() as session:
        log_event(
            session, None, "article.created", ("article", 99), after={"title": "Another desk secret"}, article_id=99
        )
    path = make_bundle(desk, tmp_path / "after.zip")
    assert b"Another desk secret" not in everything(path)
    report = verify_bundle(path)
    with desk.db.read() as session:
        other = session.scalars(select(Event).where(Event.article_id == 99)).one()
        # Both stand in the chain: the row of the other article, and the one that seals the bundle.
        assert verify_bundle(path, head=other.hash).head == report.head
        assert verify_log(session, noted=[report.head]).why is None
    with pytest.raises(Fault, match="not in this chain"):
        verify_bundle(path, head="0" * 64)


@pytest.mark.parametrize("confidential", [True, False])
def test_a_confidential_article_with_the_same_text_is_not_named(
    desk: DeskAtWork, tmp_path: Path, *, confidential: bool
) -> None:
    with desk.db.write() as session:
        brief = ArticleBrief(title="Another desk secret", confidential=confidential)
        other = create_article(session, session.get_one(Person, desk.editor_id), brief)
        draft = session.scalars(select(Draft).where(Draft.article_id == desk.article_id).limit(1)).one()
        note_known(session, draft, other.id)
    path = make_bundle(desk, tmp_path / "known.zip")
    assert (b"Another desk secret" in everything(path)) is not confidential
    verify_bundle(path)


def test_the_digest_of_a_closed_row_cannot_be_guessed(desk: DeskAtWork) -> None:
    with desk.db.write() as session:
        rows = [log_event(session, None, "article.created", ("article", 7), after={"title": "x"}) for _ in range(2)]
        assert all(len(row.salt) == 32 for row in rows)
        assert rows[0].salt != rows[1].salt


def test_the_same_content_is_the_same_bytes(desk: DeskAtWork, bundle: Path, tmp_path: Path) -> None:
    again = make_bundle(desk, tmp_path / "again.zip")
    assert again.read_bytes() == bundle.read_bytes()
    with desk.db.write() as session:
        log_event(session, None, "article.edited", ("article", desk.article_id), article_id=desk.article_id)
    assert make_bundle(desk, tmp_path / "later.zip").read_bytes() != bundle.read_bytes()


def test_anybody_can_check_it_with_python_alone(bundle: Path, tmp_path: Path) -> None:
    # -I: without this checkout, without anything installed beside Python's own library.
    command = [sys.executable, "-I", "-S", str(bundle)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "links computed" in done.stdout
    assert done.stdout.splitlines() == verify_bundle(bundle).lines()


def test_handing_out_is_logged_with_the_digest_of_what_was_handed_out(desk: DeskAtWork, bundle: Path) -> None:
    with desk.db.read() as session:
        row = session.scalars(select(Event).where(Event.action == "bundle.handed_out")).one()
        assert (row.after or {})["bytes"] == bundle.stat().st_size
        assert row.actor_id == desk.editor_id
        assert verify_log(session).why is None
        assert log_head(session).seq == row.seq


def test_rows_from_before_rows_had_a_salt_are_opened_by_the_earlier_rule(desk: DeskAtWork, tmp_path: Path) -> None:
    with desk.db.write() as session:
        _unsalt(session)
        assert verify_log(session).why is None
    report = verify_bundle(make_bundle(desk, tmp_path / "old.zip"))
    with desk.db.read() as session:
        first = select(func.min(Event.seq)).where(Event.article_id == desk.article_id).scalar_subquery()
        others = Event.article_id.is_distinct_from(desk.article_id) & (Event.seq > first)
        elsewhere = session.scalars(select(func.count()).where(others)).one()
    # The rows that stay closed are the only links that are stated and not computed.
    stated = report.counts["links only stated (rows of an earlier form)"]
    assert stated == report.counts["rows of the log kept closed"] + elsewhere


def _unsalt(session: Session) -> None:
    """Write the log anew as it was before rows had a salt."""
    if session.get_bind().dialect.name == "sqlite":
        session.execute(text("DROP TRIGGER event_no_update"))
    else:
        session.execute(text("DROP FUNCTION event_is_kept() CASCADE"))
    previous = "0" * 64
    for event in session.scalars(select(Event).order_by(Event.seq)):
        event.salt, event.previous = "", previous
        event.hash = previous = event_hash(event)
    head = session.scalars(select(EventHead)).one()
    head.hash = previous
    session.flush()


def test_a_kept_file_that_is_gone_is_named(desk: DeskAtWork, tmp_path: Path) -> None:
    class Robbed:
        """Miss one file."""

        def __init__(self) -> None:
            self.lost = ""

        def get(self, sha256: str) -> bytes:
            self.lost = self.lost or sha256
            if sha256 == self.lost:
                raise NotFound("This file is missing from the desk’s store.")
            return desk.blobs.get(sha256)

    robbed = Robbed()
    path = tmp_path / "robbed.zip"
    with path.open("w+b") as file:
        written = write_bundle(desk.db, robbed, desk.editor_id, desk.article_id, file)  # type: ignore[arg-type]  # get() is all it needs
    assert written.missing == (robbed.lost,)
    assert verify_bundle(path).counts["files missing from the desk’s store"] == 1


def test_who_may_not_export_gets_none(desk: DeskAtWork, tmp_path: Path) -> None:
    with desk.db.read() as session:
        checker = session.scalars(select(Person.id).where(Person.role == Role.CHECKER)).first()
    assert checker is not None
    with (tmp_path / "x.zip").open("w+b") as file, pytest.raises(NotAllowed):
        write_bundle(desk.db, desk.blobs, checker, desk.article_id, file)
    with (tmp_path / "y.zip").open("w+b") as file, pytest.raises(NotFound):
        write_bundle(desk.db, desk.blobs, desk.editor_id, 999_999, file)

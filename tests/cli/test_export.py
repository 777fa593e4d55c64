"""The commands that hand out the checking sheet and the kept copies."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from factcheck import demo
from factcheck.config import Settings
from factcheck.db import Database
from factcheck.fetch.blobs import DiskBlobs
from factcheck.fetch.extract.sheet import read_sheet
from factcheck.models import Claim, Event, Evidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.cli.conftest import Ran


@pytest.fixture
def desk(ran: Ran, sqlite_url: str) -> Iterator[Database]:
    """Load the demo into the desk that the commands work on."""
    del ran  # it sets where the desk is
    settings = Settings()
    db = Database(sqlite_url)
    demo.load(db, DiskBlobs(settings.blob_dir), settings)
    yield db
    db.dispose()


def handed_out(db: Database, action: str) -> list[Event]:
    with db.read() as session:
        return list(session.scalars(select(Event).where(Event.action == action)))


def test_the_sheet_is_written_as_text_and_as_a_workbook_and_logged(desk: Database, ran: Ran, tmp_path: Path) -> None:
    text, book = tmp_path / "facts.csv", tmp_path / "facts.xlsx"
    code, printed, _ = ran("export", "1", "--out", str(text))
    assert code == 0
    rows = list(read_sheet("text", text.read_bytes())["rows"])
    assert printed.startswith(f"{text}: {len(rows) - 1} rows of draft ")
    assert "fact" in rows[0]
    assert ran("export", "1", "--xlsx", "--out", str(book))[0] == 0
    sheet = load_workbook(book).worksheets[0]
    assert sheet.max_row == len(rows)
    assert len(handed_out(desk, "sheet.handed_out")) == 2


def test_a_confidential_source_is_only_in_the_sheet_for_the_desks_own_use(
    desk: Database, ran: Ran, tmp_path: Path
) -> None:
    with desk.write() as session:
        query = select(Evidence).join(Claim).where(Claim.article_id == 1, Evidence.excerpt != "")
        row = session.scalars(query.order_by(Evidence.id)).first()
        assert row is not None
        row.confidential, row.title = True, "Ottoline Quarrymouse"
    out, own = tmp_path / "out.csv", tmp_path / "own.csv"
    code, printed, _ = ran("export", "1", "--out", str(out))
    assert (code, "1 confidential sources withheld" in printed) == (0, True)
    assert "Quarrymouse" not in out.read_text("utf-8")
    assert ran("export", "1", "--internal", "--out", str(own))[0] == 0
    assert "Quarrymouse" in own.read_text("utf-8")


def test_kept_copies_are_written_as_a_web_archive(desk: Database, ran: Ran, tmp_path: Path) -> None:
    out = tmp_path / "copies.warc.gz"
    code, printed, _ = ran("captures", "export", "--warc", str(out), "--article", "1")
    assert code == 0
    told = gzip.decompress(out.read_bytes())
    copies = told.count(b"WARC-Type: response") + told.count(b"WARC-Type: resource")
    assert copies > 3
    assert f"{out}: {copies} copies, {out.stat().st_size} bytes, SHA-256 " in printed
    assert len(handed_out(desk, "captures.exported")) == 1


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "1", "--out", "{there}"), "is there already"),
        (("export", "1", "--out", "{folder}/no/such.csv"), "There is no folder"),
        (("export", "99", "--out", "{folder}/x.csv"), "There is no such article"),
        (("export", "1", "--out", "{folder}/x.csv", "--as", "lina@demo.invalid"), "needs the role"),
        (("captures", "export", "--warc", "{there}"), "is there already"),
        (("captures", "export", "--warc", "{folder}/x.gz", "--article", "99"), "There is no such article"),
        (("captures", "export", "--warc", "{folder}/x.gz", "--as", "lina@demo.invalid"), "needs the role"),
    ],
)
def test_a_refusal_is_one_sentence_and_leaves_nothing(
    ran: Ran, tmp_path: Path, arguments: tuple[str, ...], words: str
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    there = folder / "there"
    there.write_text("something")
    code, _, complaint = ran(*(one.format(there=there, folder=folder) for one in arguments))
    assert code != 0
    assert words in complaint
    assert len(complaint.splitlines()) == 1
    assert there.read_text() == "something"
    assert [path.name for path in folder.iterdir()] == ["there"]

"""The commands that hand out the checking sheet and the kept copies."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from sqlalchemy import select

from factcheck.fetch.extract.sheet import read_sheet
from factcheck.models import Claim, Event, Evidence

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.db import Database
    from tests.cli.conftest import Ran


def handed_out(db: Database, action: str) -> list[Event]:
    with db.read() as session:
        return list(session.scalars(select(Event).where(Event.action == action)))


def test_the_sheet_is_written_as_text_and_as_a_workbook_and_logged(
    demo_desk: Database, ran: Ran, tmp_path: Path
) -> None:
    text, book = tmp_path / "facts.csv", tmp_path / "facts.xlsx"
    code, printed, _ = ran("export", "1", "--out", str(text))
    assert code == 0
    rows = list(read_sheet("text", text.read_bytes())["rows"])
    assert printed.startswith(f"{text}: {len(rows) - 1} rows of draft ")
    assert "fact" in rows[0]
    assert ran("export", "1", "--xlsx", "--out", str(book))[0] == 0
    sheet = load_workbook(book).worksheets[0]
    assert sheet.max_row == len(rows)
    assert len(handed_out(demo_desk, "sheet.handed_out")) == 2


def test_a_confidential_source_is_only_in_the_sheet_for_the_desks_own_use(
    demo_desk: Database, ran: Ran, tmp_path: Path
) -> None:
    with demo_desk.write() as session:
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


def test_kept_copies_are_written_as_a_web_archive(demo_desk: Database, ran: Ran, tmp_path: Path) -> None:
    out = tmp_path / "copies.warc.gz"
    code, printed, _ = ran("captures", "export", "--warc", str(out), "--article", "1")
    assert code == 0
    told = gzip.decompress(out.read_bytes())
    copies = told.count(b"WARC-Type: response") + told.count(b"WARC-Type: resource")
    assert copies > 3
    assert f"{out}: {copies} copies, {out.stat().st_size} bytes, SHA-256 " in printed
    assert len(handed_out(demo_desk, "captures.exported")) == 1

"""The log's head is noted every day, and a log that was cut short and regrown is found by it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from sqlalchemy import text

from factcheck.cli import main
from factcheck.heads import note_head, noted_heads
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.log_read import log_head
from factcheck.work.sweeper import Sweeper

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.config import Settings
    from factcheck.db import Database

DAY = datetime(2026, 3, 1, 9, tzinfo=UTC)


def add_rows(database: Database, count: int) -> None:
    with database.write() as session:
        for number in range(count):
            log_event(session, None, "claim.edited", ("claim", number))


def test_a_day_is_noted_once_and_never_written_again(tmp_path: Path) -> None:
    folder = tmp_path / "heads"
    assert note_head(folder, 7, "a" * 64, DAY)
    assert not note_head(folder, 9, "b" * 64, DAY + timedelta(hours=3))
    assert note_head(folder, 9, "b" * 64, DAY + timedelta(days=1))
    assert [(noted.seq, noted.hash[:1], noted.at[:10]) for noted in noted_heads(folder)] == [
        (7, "a", "2026-03-01"),
        (9, "b", "2026-03-02"),
    ]
    assert {path.stat().st_mode & 0o777 for path in folder.iterdir()} == {0o400}
    (folder / "2026-03-03.txt").write_text("what is this")
    assert len(noted_heads(folder)) == 2


def test_the_sweeper_notes_the_head_of_each_day_once(database: Database, tmp_path: Path) -> None:
    add_rows(database, 3)
    sweeper = Sweeper(database, every=1, heads=tmp_path / "heads")
    with time_machine.travel(DAY, tick=False) as clock:
        assert sweeper.note_head()
        assert not sweeper.note_head()
        # Another machine that shares the folder.
        assert not Sweeper(database, every=1, heads=tmp_path / "heads").note_head()
        add_rows(database, 2)
        clock.shift(timedelta(days=1))
        assert sweeper.note_head()
        # A clock set back writes nothing over.
        clock.shift(timedelta(hours=-30))
        assert not sweeper.note_head()
    assert [noted.seq for noted in noted_heads(tmp_path / "heads")] == [3, 5]


def cut_and_regrow(database: Database) -> None:
    """Delete the last rows with their head, as somebody with the database's password could, and go on."""
    with database.write() as session:
        if database.is_sqlite:
            session.execute(text("DROP TRIGGER event_no_delete"))
        else:
            session.execute(text("DROP FUNCTION event_is_kept() CASCADE"))
        session.execute(text("DELETE FROM event WHERE seq > 4"))
        session.execute(text("UPDATE event_head SET seq = 4, hash = (SELECT hash FROM event WHERE seq = 4)"))
    add_rows(database, 6)


def test_f16_verify_finds_a_log_cut_short_and_regrown_by_the_heads_of_the_days(
    database: Database, settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", settings.database_url)
    monkeypatch.setattr("factcheck.cli.entry.set_up_logging", lambda: None)

    def verify(*more: str) -> tuple[object, str]:
        with pytest.raises(SystemExit) as ended:
            main(["audit", "verify", *more])
        said = capsys.readouterr()
        return ended.value.code, said.out + said.err

    add_rows(database, 7)
    with database.read() as session:
        head = log_head(session)
        note_head(settings.head_dir, head.seq, head.hash, utc_now())
        noted = head.hash
    add_rows(database, 2)
    assert verify("--head", noted)[0] == 0
    assert verify("--head", "nonsense") == (1, "A head is 64 letters of 0 to 9 and a to f. Copy all of it.\n")
    cut_and_regrow(database)
    code, said = verify()
    assert code == 1
    assert f"Missing: {noted}, noted at row 7 on " in said
    # The twin: without the noted head the log is sound in itself.
    next(settings.head_dir.iterdir()).unlink()
    assert verify()[0] == 0
    assert verify("--head", noted)[0] == 1

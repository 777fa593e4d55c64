"""Run commands as a shell would, in this process."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import pytest
from structlog.testing import capture_logs

from factcheck import demo
from factcheck.cli import main
from factcheck.config import Settings
from factcheck.db import Database
from factcheck.fetch.blobs import DiskBlobs
from factcheck.secret import make_secret

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Ran(Protocol):
    """Run a command and return (exit code, what it printed, what it complained of)."""

    def __call__(self, *arguments: str) -> tuple[int, str, str]: ...


@pytest.fixture
def ran(sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Ran:
    data = tmp_path / "desk"
    data.mkdir(mode=0o700)
    make_secret(data / "secret")
    monkeypatch.setenv("FACTCHECK_DATA_DIR", str(data))
    monkeypatch.setenv("FACTCHECK_DATABASE_URL", sqlite_url)
    # Nothing listens there: what is owed waits for a sweeper.
    monkeypatch.setenv("FACTCHECK_REDIS_URL", "redis://127.0.0.1:1/0")

    # The logging of the tests stays as it is.
    monkeypatch.setattr("factcheck.cli.entry.set_up_logging", lambda: None)

    def run(*arguments: str) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended, capture_logs():
            main(list(arguments))
        output = capsys.readouterr()
        code = ended.value.code
        assert isinstance(code, int)
        complaint = output.err.strip() if code else ""
        assert "Traceback" not in complaint
        return code, output.out, complaint

    return run


@pytest.fixture
def demo_desk(ran: Ran, sqlite_url: str) -> Iterator[Database]:
    """Load the demo into the desk that the commands work on."""
    del ran  # it sets where the desk is
    settings = Settings()
    db = Database(sqlite_url)
    demo.load(db, DiskBlobs(settings.blob_dir), settings)
    yield db
    db.dispose()

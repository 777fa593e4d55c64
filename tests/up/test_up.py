"""`factcheck up`: one command starts all, Ctrl-C stops all, nothing is left over, and refusals are one sentence."""

from __future__ import annotations

import fcntl
import os
import shutil
import signal
import socket
import sqlite3
import sys
import urllib.request
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import pytest

from factcheck import cli
from factcheck.migrate import downgrade
from factcheck.revision import newest
from tests.up.desks import ROOT, processes_of, run, start, wait_until

if TYPE_CHECKING:
    from collections.abc import Iterator


class Refused(Protocol):
    """Run `factcheck up`, which is to refuse, and return its one sentence."""

    def __call__(self, data: Path, *arguments: str, **more: str) -> str: ...


pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the tests look for processes in /proc"),
]


@pytest.fixture
def data(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "desk"
    yield folder
    for pid in processes_of(folder):
        os.kill(pid, signal.SIGKILL)


def status_of(address: str) -> int:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(address, timeout=60) as answer:
        return int(answer.status)


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Refused]:
    """Return a function that runs `factcheck up`, which is to refuse, and returns its one sentence."""
    mask = os.umask(0o077)
    options = ("--port", "0", "--no-demo")
    yield lambda data, *more, **env: _sentence(monkeypatch, capsys, "up", "--data", str(data), *options, *more, **env)
    os.umask(mask)


@pytest.fixture
def unprepared(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Refused:
    """Return the same for the part of `factcheck up` that looks at secret and database, which runs apart."""

    def attempt(data: Path, *more: str, **env: str) -> str:
        return _sentence(monkeypatch, capsys, "prepare", "--no-demo", *more, FACTCHECK_DATA_DIR=str(data), **env)

    return attempt


def _sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *line: str, **environment: str
) -> str:
    monkeypatch.setattr("factcheck.cli.entry.set_up_logging", lambda: None)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    with pytest.raises(SystemExit) as ended:
        cli.main(list(line))
    for number, handler in before.items():
        signal.signal(number, handler)
    assert ended.value.code not in (0, None)
    output = capsys.readouterr()
    assert output.out == ""
    assert len(output.err.strip().splitlines()) == 1, output.err
    return output.err.strip()


def test_a_desk_comes_up_recovers_refuses_a_second_start_and_leaves_no_trace(data: Path, refused: Refused) -> None:
    desk = start(data, "--no-demo")
    assert "admin@localhost" in desk.printed
    assert "one-time password" in desk.printed
    assert status_of(desk.address + "healthz") == 200
    wait_until(lambda: set(desk.children()) == {"broker", "web", "worker"}, what="three children")
    # What the desk keeps is its owner's alone.
    assert oct(data.stat().st_mode)[-3:] == "700"
    assert oct((data / "secret").stat().st_mode)[-3:] == "600"
    assert oct((data / "broker" / "socket").stat().st_mode)[-3:] == "700"

    assert "runs on" in refused(data)
    port = desk.address.rsplit(":", 1)[1].strip("/")
    assert f"Port {port}" in refused(data.parent / "other", "--port", port)

    before = desk.children()["web"]
    os.kill(before, signal.SIGKILL)
    wait_until(lambda: desk.children().get("web", before) != before, what="a new web process")
    assert status_of(desk.address + "healthz") == 200  # the port stayed open meanwhile

    desk.signal(signal.SIGKILL)
    desk.process.wait()
    wait_until(lambda: processes_of(data) == [], seconds=20, what="no orphan of a killed supervisor")

    again = start(data, "--no-demo")
    assert "password" not in again.printed  # it was shown once
    assert again.end() == 0
    assert processes_of(data) == []
    assert not _locked(data)


def _locked(data: Path) -> bool:
    with (data / "lock").open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return True
        return False


def test_a_port_that_is_taken(data: Path, refused: Refused) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        assert f"Port {port} on 127.0.0.1 is taken" in refused(data, "--port", str(port))


def test_a_file_in_place_of_the_folder(data: Path, refused: Refused) -> None:
    data.write_text("a file")
    assert "is a file, not a folder" in refused(data)


def test_a_folder_that_holds_other_things_is_left_alone(data: Path, refused: Refused) -> None:
    data.mkdir()
    data.chmod(0o755)
    (data / "holiday.jpg").write_bytes(b"")
    assert "holds other things" in refused(data)
    assert [path.name for path in data.iterdir()] == ["holiday.jpg"]
    assert oct(data.stat().st_mode)[-3:] == "755"


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only to root; the next test needs no rights")
def test_a_read_only_folder(data: Path, refused: Refused) -> None:
    data.parent.chmod(0o500)
    try:
        assert "cannot be written to" in refused(data)
    finally:
        data.parent.chmod(0o700)


def test_a_folder_that_even_root_cannot_write_to(refused: Refused) -> None:
    assert "cannot be written to" in refused(Path("/proc/desk"))


def test_the_commands_own_process_says_one_sentence_and_ends_with_1(data: Path) -> None:
    data.write_text("a file")
    done = run(data, "up", "--port", "0")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.strip().endswith("Name a folder with --data.")


@pytest.fixture
def prepared(data: Path, migrated_sqlite: Path) -> Path:
    """Return the folder of a desk that has a database and a secret."""
    data.mkdir(mode=0o700)
    shutil.copy(migrated_sqlite, data / "desk.sqlite3")
    (data / "secret").write_text("5" * 64)
    (data / "secret").chmod(0o600)
    return data


def test_a_damaged_database(prepared: Path, refused: Refused, unprepared: Refused) -> None:
    path = prepared / "desk.sqlite3"
    whole = path.read_bytes()
    path.write_bytes(b"no database at all, but long enough to be one" * 100)
    assert "is damaged" in refused(prepared)
    path.write_bytes(whole[: len(whole) // 2])
    assert "is damaged" in unprepared(prepared)


def test_a_database_of_a_newer_version(prepared: Path, unprepared: Refused) -> None:
    with closing(sqlite3.connect(prepared / "desk.sqlite3")) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer version of the desk (revision 9999)" in unprepared(prepared)


@pytest.mark.parametrize(
    ("fault", "words"),
    [("missing", "--new-secret"), ("short", "damaged"), ("open", "chmod 600")],
)
def test_a_secret_that_is_not_right(prepared: Path, unprepared: Refused, fault: str, words: str) -> None:
    secret = prepared / "secret"
    if fault == "missing":
        secret.unlink()
    elif fault == "short":
        secret.write_text("abc")
    else:
        secret.chmod(0o644)
    assert words in unprepared(prepared)


def test_f25_a_secret_that_is_not_the_one_the_database_was_used_with(prepared: Path, unprepared: Refused) -> None:
    first = run(prepared, "prepare", "--no-demo")
    assert first.returncode == 0, first.stderr
    (prepared / "secret").write_text("6" * 64)
    assert "not the one this database was used with" in unprepared(prepared)
    (prepared / "secret").write_text("5" * 64)
    assert run(prepared, "prepare", "--no-demo").returncode == 0


def test_f25_an_older_data_folder_is_brought_up_to_date(prepared: Path) -> None:
    downgrade(f"sqlite:///{prepared / 'desk.sqlite3'}", "0007")
    done = run(prepared, "prepare", "--no-demo")
    assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(prepared / "desk.sqlite3")) as connection:
        (found,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    assert found == newest()


def test_a_database_server_that_is_away(data: Path, unprepared: Refused) -> None:
    sentence = unprepared(data, FACTCHECK_DATABASE_URL="postgresql://nobody@127.0.0.1:1/desk")
    assert "The database does not answer" in sentence


def test_a_setting_that_is_wrong(data: Path, refused: Refused) -> None:
    assert "FACTCHECK_MAX_UPLOAD_MB is wrong" in refused(data, FACTCHECK_MAX_UPLOAD_MB="lots")

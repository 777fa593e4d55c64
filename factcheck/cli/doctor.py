"""`factcheck doctor`: look the desk over."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import click
from kombu.connection import Connection
from kombu.exceptions import OperationalError
from sqlalchemy import func, select, text

from factcheck import revision
from factcheck.broker import BrokerKind, find_broker
from factcheck.cli.doctor_reach import check_clock, check_files, check_reach
from factcheck.config import MEGABYTE, Settings
from factcheck.db import Database
from factcheck.domain.errors import DeskError
from factcheck.domain.jobs import JobState
from factcheck.heads import noted_heads
from factcheck.models import Job
from factcheck.secret import read_secret
from factcheck.services.event_log import verify_log
from factcheck.services.job_delay import work_delayed

if TYPE_CHECKING:
    from collections.abc import Callable

ROOM_MEGABYTES = 500


@click.command("doctor")
def command() -> None:
    """Look the desk over and say what is wrong and what to do; the exit code is 1 where anything is."""
    settings = Settings()
    database = Database(settings.database, pool_size=1)
    checks: dict[str, Callable[[], str]] = {
        "data folder": lambda: _data_folder(settings),
        "secret": lambda: _secret(settings),
        "database": lambda: _database(settings, database),
        "log": lambda: _log(settings, database),
        "kept files": lambda: check_files(settings, database),
        "reach": lambda: check_reach(settings),
        "clock": lambda: check_clock(database),
        "broker": lambda: _broker(settings),
        "work": lambda: _work(database),
    }
    faults = sum(not _say(name, check) for name, check in checks.items())
    database.dispose()
    if faults:
        raise DeskError(f"{faults} of {len(checks)} checks found a fault.")


def _say(name: str, check: Callable[[], str]) -> bool:
    try:
        click.echo(f"ok     {name}: {check()}")
    except Exception as error:  # noqa: BLE001 - each check says what it found, whatever that is
        click.echo(
            f"FAULT  {name}: {str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__}"
        )
        return False
    return True


def _data_folder(settings: Settings) -> str:
    folder = settings.data_dir.resolve()
    if not folder.is_dir():
        raise DeskError(f"{folder} is not there. Start a desk with “factcheck up”.")
    if folder.stat().st_mode & 0o077:
        raise DeskError(f"Others can look into {folder}. Run: chmod 700 {folder}")
    free = shutil.disk_usage(folder).free // MEGABYTE
    if free < ROOM_MEGABYTES:
        raise DeskError(f"Only {free} MB are free on the disk of {folder}. Make room.")
    return f"{folder}, {free} MB free"


def _secret(settings: Settings) -> str:
    read_secret(settings.secret_file)
    return "in place, for the owner only"


def _database(settings: Settings, database: Database) -> str:
    if not settings.database_url and not (settings.data_dir / "desk.sqlite3").exists():
        raise DeskError("There is none yet. Start a desk with “factcheck up”.")
    found, newest = revision.current(database), revision.newest()
    if found != newest:
        raise DeskError(f"It is at revision {found}, this version needs {newest}. Run “factcheck migrate”.")
    if database.is_sqlite:
        with database.read() as session:
            verdict = session.scalar(text("PRAGMA integrity_check(1)"))
            orphans = session.execute(text("PRAGMA foreign_key_check")).first()
        if verdict != "ok" or orphans is not None:
            raise DeskError(f"It is damaged ({verdict}). Restore it from a backup.")
    return f"{database.engine.dialect.name}, revision {found}"


def _log(settings: Settings, database: Database) -> str:
    with database.read() as session:
        audit = verify_log(session, noted=[noted.hash for noted in noted_heads(settings.head_dir)])
    if audit.why is not None:
        raise DeskError(f"It does not hold at row {audit.bad_seq}: {audit.why}.")
    return f"{audit.rows} rows, head {audit.head[:16]}…"


def _broker(settings: Settings) -> str:
    broker = find_broker(settings)
    if broker.kind is BrokerKind.FOLDER:
        return f"files in {broker.folder} (no server program runs on this machine)"
    with Connection(  # type: ignore[no-untyped-call]  # kombu carries no types
        broker.url, connect_timeout=2, transport_options={"socket_connect_timeout": 2}
    ) as connection:
        try:
            connection.ensure_connection(max_retries=1, interval_start=0, timeout=2)
        except (OperationalError, *connection.connection_errors):
            raise DeskError(
                f"Nothing answers at {connection.as_uri()}. It runs with the desk; what is owed waits until then."
            ) from None
        return f"{broker.kind} at {connection.as_uri()}"


def _work(database: Database) -> str:
    with database.read() as session:
        counts = dict(session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
        delayed = work_delayed(session)
    if delayed:
        raise DeskError("Work is due and nobody takes it. Is a worker running? Start one with “factcheck worker”.")
    return ", ".join(f"{counts.get(state, 0)} {state}" for state in JobState)

"""Restore a backup into an empty folder and database, bring it up to date, and check that it is all there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import inspect, text

from factcheck import migrate, revision
from factcheck.backup.put_rows import put_rows
from factcheck.backup.read import check_backup, members
from factcheck.backup.write import CONFIG
from factcheck.db import Database
from factcheck.domain.errors import DeskError
from factcheck.fetch.blob_store import blob_store
from factcheck.folder import lock_folder, prepare_folder
from factcheck.services.event_log import verify_log

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.config import Settings

_DATABASE = "desk.sqlite3"
#: What a folder holds where a restore, or a start, was refused.
_NOTHING = {"lock", "logs"}


@dataclass(frozen=True, slots=True)
class Restored:
    """Say what was restored."""

    rows: int
    files: int
    events: int
    head: str
    database: str
    #: The settings that the desk ran with, but for secrets, as JSON.
    settings: str


def restore(path: Path, settings: Settings, *, force: bool = False) -> Restored:
    """Restore `path` into the settings' folder and database; raise DeskError, with nothing changed, where it may not.

    The whole backup is read and checked first. `force` overwrites a desk that is there.
    """
    manifest = check_backup(path)
    folder = settings.data_dir
    if not force and folder.exists() and {one.name for one in folder.iterdir()} - _NOTHING:
        raise DeskError(f"{folder} is not empty. Name another folder with --data, or say --force to overwrite it.")
    if settings.database_url:
        _check_empty(settings.database_url, force=force)
    prepare_folder(folder)
    with lock_folder(folder):
        if settings.database_url:
            events, head = _into_server(path, settings, manifest, force=force)
        else:
            events, head = _into_folder(path, folder, manifest)
        files, kept = _put_files(path, settings)
    rows = sum(table["rows"] for table in manifest["tables"])
    return Restored(rows, files, events, head, "the server" if settings.database_url else _DATABASE, kept)


def _into_folder(path: Path, folder: Path, manifest: dict[str, Any]) -> tuple[int, str]:
    """Build the database beside its place; it goes there only when it is whole."""
    beside = folder / f".{_DATABASE}.restored"
    _unlink(beside)
    url = f"sqlite:///{beside.resolve()}"
    try:
        migrate.upgrade(url, manifest["revision"])
        found = _fill(path, url, manifest)
        _fold_journal(url)
        beside.chmod(0o600)
        _unlink(folder / _DATABASE)
        beside.rename(folder / _DATABASE)
    finally:
        _unlink(beside)
    return found


def _into_server(path: Path, settings: Settings, manifest: dict[str, Any], *, force: bool) -> tuple[int, str]:
    url = settings.database_url
    if force:
        migrate.downgrade(url, "base")
    migrate.upgrade(url, manifest["revision"])
    try:
        return _fill(path, url, manifest)
    except BaseException:
        # What was begun is taken back: half a desk must not look like one.
        migrate.downgrade(url, "base")
        raise


def _fill(path: Path, url: str, manifest: dict[str, Any]) -> tuple[int, str]:
    """Put the rows in, bring them to this version's revision, and check them; return (rows of the log, its head)."""
    database = Database(url, pool_size=1)
    try:
        with database.write() as session:
            put_rows(session.connection(), path, manifest)
        if manifest["revision"] != revision.newest():
            migrate.upgrade(url)
        with database.read() as session:
            audit = verify_log(session)
            if database.is_sqlite and session.execute(text("PRAGMA foreign_key_check")).first() is not None:
                raise DeskError("Rows of the backup point to rows that it does not have. It was not restored.")
        if audit.why is not None or audit.head != manifest["head"]["hash"]:
            why = audit.why or "its head is not the one that was noted"
            raise DeskError(f"The log of the backup does not hold at row {audit.bad_seq}: {why}. It was not restored.")
        return audit.rows, audit.head
    finally:
        database.dispose()


def _check_empty(url: str, *, force: bool) -> None:
    database = Database(url, pool_size=1)
    try:
        there = inspect(database.engine).get_table_names()
    finally:
        database.dispose()
    if there and not force:
        raise DeskError(
            "The database of FACTCHECK_DATABASE_URL is not empty. Name another, or say --force to overwrite its desk."
        )
    if there and "alembic_version" not in there:
        raise DeskError("The database of FACTCHECK_DATABASE_URL holds something else than a desk. Name another.")


def _put_files(path: Path, settings: Settings) -> tuple[int, str]:
    blobs = blob_store(settings)
    count, kept = 0, ""
    for name, _, file in members(path):
        if name.startswith("blobs/"):
            digest = blobs.put(file.read())
            if f"blobs/{digest}" != name:
                raise DeskError(f"The backup is damaged: {name} is not what its name says. Restore from another.")
            count += 1
        elif name.startswith("heads/"):
            place = settings.head_dir / name.partition("/")[2]
            place.parent.mkdir(mode=0o700, exist_ok=True)
            if not place.exists():
                place.write_bytes(file.read())
                place.chmod(0o400)
        elif name == CONFIG:
            kept = " ".join(file.read().decode().split())
    return count, kept


def _fold_journal(url: str) -> None:
    """Fold the write-ahead log into the file, so that the file alone is the database."""
    database = Database(url, pool_size=1)
    try:
        raw = database.engine.raw_connection()
        try:
            raw.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            raw.close()
    finally:
        database.dispose()


def _unlink(path: Path) -> None:
    for end in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + end).unlink(missing_ok=True)

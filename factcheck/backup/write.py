"""Back a desk up while it runs: all rows as of one moment, kept files by digest, settings without secrets."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck import revision
from factcheck.backup.rows import columns_of, dump, tables
from factcheck.backup.settings import kept_settings
from factcheck.domain.errors import DeskError, NotFound
from factcheck.models import EventHead

if TYPE_CHECKING:
    from sqlalchemy import Connection, Table

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_DIGEST = "manifest.sha256"
CONFIG = "config.json"
_IN_MEMORY = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Say what is in a backup."""

    rows: int
    files: int
    size: int
    head: str
    #: Kept files that were damaged on the disk, so that they could not be backed up.
    damaged: tuple[str, ...]


def back_up(database: Database, blobs: BlobStore, settings: Settings, out: Path) -> BackedUp:
    """Write the backup beside `out` and rename it when it is whole; raise DeskError where it cannot be written."""
    try:
        number, name = tempfile.mkstemp(prefix=".backup-", dir=out.parent)
    except OSError as error:
        raise DeskError(f"{out} cannot be written ({error.strerror}). Name a file in a folder that can.") from None
    beside = Path(name)
    try:
        with os.fdopen(number, "wb") as file:
            done = _write(database, blobs, settings, file)
            file.flush()
            os.fsync(file.fileno())
        beside.rename(out)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return BackedUp(done.rows, done.files, out.stat().st_size, done.head, done.damaged)


def _write(database: Database, blobs: BlobStore, settings: Settings, file: IO[bytes]) -> BackedUp:
    with tarfile.open(fileobj=file, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        pack = _Pack(tar)
        with database.snapshot() as connection:
            head = connection.execute(select(EventHead.seq, EventHead.hash)).one()
            listed = [_table(connection, table, pack) for table in tables()]
        # After the rows: a file is kept before the row that names it, so none of these is missing here.
        damaged = tuple(digest for digest in blobs.digests() if not _blob(blobs, digest, pack))
        for path in sorted(settings.head_dir.glob("????-??-??.txt")):
            pack.add(f"heads/{path.name}", path.read_bytes())
        pack.add(CONFIG, _json(kept_settings(settings)))
        manifest = _json(
            {
                "format": FORMAT,
                "revision": revision.newest(),
                "head": {"seq": head.seq, "hash": head.hash},
                "tables": listed,
                "damaged": list(damaged),
                "files": pack.listed,
            }
        )
        pack.add(MANIFEST, manifest)
        pack.add(MANIFEST_DIGEST, hashlib.sha256(manifest).hexdigest().encode())
    rows = sum(table["rows"] for table in listed)
    return BackedUp(rows, sum(name.startswith("blobs/") for name in pack.listed), 0, head.hash, damaged)


class _Pack:
    """Add files to a tar without times, owners or names of this machine, and keep their digests."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.listed: dict[str, dict[str, str | int]] = {}

    def add(self, name: str, data: bytes) -> None:
        self.stream(name, io.BytesIO(data), len(data), hashlib.sha256(data).hexdigest())

    def stream(self, name: str, data: IO[bytes], size: int, sha256: str) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, data)
        self.listed[name] = {"sha256": sha256, "bytes": size}


def _table(connection: Connection, table: Table, pack: _Pack) -> dict[str, Any]:
    digest, rows, size = hashlib.sha256(), 0, 0
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        for line in dump(connection, table):
            spool.write(line)
            digest.update(line)
            rows, size = rows + 1, size + len(line)
        spool.seek(0)
        pack.stream(f"tables/{table.name}.jsonl", spool, size, digest.hexdigest())
    return {"name": table.name, "columns": columns_of(table), "rows": rows}


def _blob(blobs: BlobStore, digest: str, pack: _Pack) -> bool:
    try:
        pack.add(f"blobs/{digest}", blobs.get(digest))
    except NotFound:
        return False
    return True


def _json(value: Any) -> bytes:
    return (json.dumps(value, sort_keys=True, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode()

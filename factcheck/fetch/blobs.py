"""Keep bytes by their SHA-256 digest: written once, never changed, checked when read."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import tempfile
from pathlib import Path
from typing import Protocol

from factcheck.domain.errors import NotFound, StorageFull

_DIGEST = re.compile(r"[0-9a-f]{64}")
_FULL = {errno.ENOSPC, errno.EDQUOT}


class BlobStore(Protocol):
    """Keep files for good."""

    def put(self, data: bytes) -> str:
        """Keep `data` and return its digest; raise StorageFull where there is no room."""

    def get(self, digest: str) -> bytes:
        """Return the bytes; raise NotFound where they are missing or no longer match their digest."""

    def has(self, digest: str) -> bool:
        """Say whether the bytes are kept here."""


class DiskBlobs:
    """Keep files in folders named by the first two signs of their digest, readable by the owner only."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def _path(self, digest: str) -> Path:
        if not _DIGEST.fullmatch(digest):
            raise NotFound("There is no such file.")
        return self.root / digest[:2] / digest

    def put(self, data: bytes) -> str:
        """Write to a temporary file, flush it to the disk, then give it its name: nothing is ever half there."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        temporary: str | None = None
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".new-")
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except OSError as error:
            if temporary is not None:
                Path(temporary).unlink(missing_ok=True)
            if error.errno in _FULL:
                raise StorageFull("The disk is full, so the file was not kept. Tell an administrator.") from error
            raise
        _flush_folder(path.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Read and check the bytes."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound("This file is missing from the desk's store. Restore it from a backup.") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise NotFound("This file was damaged on the disk. Restore it from a backup.")
        return data

    def has(self, digest: str) -> bool:
        """Say whether the file is there."""
        return self._path(digest).exists()


def _flush_folder(folder: Path) -> None:
    """Flush the folder's entry too, so that the name survives a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

"""Keep bytes for good by their SHA-256 digest."""

from __future__ import annotations

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from factcheck.domain.errors import NotFound, StorageFull, WrongState

if TYPE_CHECKING:
    from collections.abc import Iterator

_DIGEST = re.compile(r"[0-9a-f]{64}\Z")
#: A row that names a file is written within this time after the file.
SETTLED_SECONDS = 3600.0
#: How the system says that there is no room.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


class BlobStore(Protocol):
    """Keep bytes by digest; a store elsewhere has the same five calls."""

    def put(self, data: bytes) -> str:
        """Keep bytes and give their digest; keeping twice is keeping once. Errors: StorageFull."""

    def get(self, digest: str) -> bytes:
        """Give kept bytes. Errors: NotFound where they are missing or damaged."""

    def has(self, digest: str) -> bool:
        """Say whether bytes are kept."""

    def digests(self) -> Iterator[str]:
        """Walk all digests."""

    def drop(self, digest: str) -> None:
        """Delete bytes for good; what is not kept is no fault. Errors: WrongState where they were put just now."""


class DiskBlobs:
    """Keep bytes in a folder, two levels of folders deep, readable by their owner only."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def put(self, data: bytes) -> str:
        """Write beside, flush to the disk, then rename: a reader sees all of it or nothing."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with _held(path.parent, fcntl.LOCK_SH):
                if path.exists() and path.stat().st_size == len(data):
                    # Whoever puts it is about to name it in a row: from now on nobody drops it.
                    os.utime(path)
                    return digest
            self._write(path, data)
        except OSError as error:
            if error.errno in FULL:
                raise StorageFull("The disk is full, so the file was not kept. Tell an administrator.") from error
            raise
        return digest

    def get(self, digest: str) -> bytes:
        """Read bytes and check that they are still those."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError:
            raise NotFound("This file is missing from the desk’s store. Restore it from a backup.") from None
        if hashlib.sha256(data).hexdigest() != digest:
            raise NotFound("This file was damaged on the disk. Restore it from a backup.")
        return data

    def has(self, digest: str) -> bool:
        """Say whether bytes are kept."""
        return self._path(digest).exists()

    def digests(self) -> Iterator[str]:
        """Walk all digests in order."""
        for path in sorted(self._root.glob("??/??/*")):
            if _DIGEST.match(path.name):
                yield path.name

    def drop(self, digest: str) -> None:
        """Delete the file, unless it was put within the last hour."""
        path = self._path(digest)
        # Nobody puts it between the look at its age and its end, or what was told as kept would be gone.
        with contextlib.suppress(FileNotFoundError), _held(path.parent, fcntl.LOCK_EX):
            if time.time() - path.stat().st_mtime < SETTLED_SECONDS:
                raise WrongState("This file was put again just now. Try again in an hour.")
            path.unlink()

    def _path(self, digest: str) -> Path:
        if not _DIGEST.match(digest):
            raise NotFound("There is no such file.")
        return self._root / digest[:2] / digest[2:4] / digest

    def _write(self, path: Path, data: bytes) -> None:
        # mkstemp makes the file with mode 600.
        number, name = tempfile.mkstemp(prefix=".new-", dir=path.parent)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            with _held(path.parent, fcntl.LOCK_SH):
                Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _held(folder: Path, how: int) -> Iterator[None]:
    """Hold a folder: many put into it at once, whoever drops is alone, over threads and processes."""
    number = os.open(folder, os.O_RDONLY)
    try:
        # Some network file systems lock no folders; there the hour that a file settles in is all there is.
        with contextlib.suppress(OSError):
            fcntl.flock(number, how)
        yield
    finally:
        os.close(number)

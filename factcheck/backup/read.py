"""Read a backup and refuse one that is not whole: each file is held against its digest before anything is changed."""

from __future__ import annotations

import hashlib
import json
import re
import tarfile
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any

from factcheck import revision
from factcheck.backup.write import FORMAT, MANIFEST, MANIFEST_DIGEST
from factcheck.domain.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NAME = re.compile(r"(tables/[a-z_]+\.jsonl|blobs/[0-9a-f]{64}|heads/\d{4}-\d\d-\d\d\.txt|[a-z]+\.(json|sha256))\Z")
_PART = 1024 * 1024
_REPEAT = "Nothing was changed. Take another backup."
Manifest = dict[str, Any]


def check_backup(path: Path) -> Manifest:
    """Return the manifest of a backup that is whole and of a version this one knows; raise DeskError otherwise."""
    found: dict[str, dict[str, str | int]] = {}
    kept: dict[str, bytes] = {}
    for name, size, file in members(path):
        if name in found or name in kept:
            raise DeskError(f"The backup holds {name} twice. {_REPEAT}")
        if name in {MANIFEST, MANIFEST_DIGEST}:
            kept[name] = b"".join(_parts(file, name))
        else:
            found[name] = {"sha256": _digest(file, name), "bytes": size}
    manifest = _manifest(kept)
    _known(manifest)
    listed = manifest["files"]
    for name in listed.keys() - found.keys():
        raise DeskError(f"The backup lacks {name}. {_REPEAT}")
    for name, entry in found.items():
        if listed.get(name) != entry:
            raise DeskError(f"The backup is damaged: {name} is not what its manifest says. {_REPEAT}")
    return manifest


def members(path: Path) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Give name, size and content of each file of a backup, in order."""
    with _opened(path) as tar:
        while (info := _next(tar)) is not None:
            file = tar.extractfile(info) if info.isreg() else None
            if file is None or not _NAME.match(info.name):
                raise DeskError(f"The backup holds {info.name[:80]!r}, which is no part of one. {_REPEAT}")
            yield info.name, info.size, file


@contextmanager
def _opened(path: Path) -> Iterator[tarfile.TarFile]:
    try:
        tar = tarfile.open(path, "r:")  # noqa: SIM115 - closed below, after what opening may raise
    except FileNotFoundError:
        raise DeskError(f"There is no file {path}. Name a backup.") from None
    except (tarfile.TarError, OSError):
        raise DeskError(f"{path} is no backup, or its beginning is damaged. {_REPEAT}") from None
    with tar:
        yield tar


def _next(tar: tarfile.TarFile) -> tarfile.TarInfo | None:
    try:
        return tar.next()
    except (tarfile.TarError, OSError, ValueError):
        raise DeskError(f"The backup is cut short or damaged. {_REPEAT}") from None


def _digest(file: IO[bytes], name: str) -> str:
    digest = hashlib.sha256()
    for part in _parts(file, name):
        digest.update(part)
    return digest.hexdigest()


def _parts(file: IO[bytes], name: str) -> Iterator[bytes]:
    try:
        while part := file.read(_PART):
            yield part
    except (tarfile.TarError, OSError):
        raise DeskError(f"The backup is cut short at {name}. {_REPEAT}") from None


def _manifest(kept: dict[str, bytes]) -> Manifest:
    if kept.keys() != {MANIFEST, MANIFEST_DIGEST}:
        raise DeskError(f"The backup is cut short: it has no manifest. {_REPEAT}")
    if hashlib.sha256(kept[MANIFEST]).hexdigest().encode() != kept[MANIFEST_DIGEST]:
        raise DeskError(f"The backup is damaged: {MANIFEST} is not what its digest says. {_REPEAT}")
    manifest: Manifest = json.loads(kept[MANIFEST])
    return manifest


def _known(manifest: Manifest) -> None:
    if manifest["format"] != FORMAT or manifest["revision"] not in revision.known():
        raise DeskError(
            f"The backup was made by a newer version of the desk (revision {manifest['revision']}). "
            "Install that version; nothing was changed."
        )

"""Open a zip that anybody may have made, and read from it without being harmed."""

from __future__ import annotations

import hashlib
import json
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from .fault import Fault

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Self

MEGABYTE = 1024 * 1024
MOST_ENTRIES = 100_000
MOST_OF_ONE = 512 * MEGABYTE
MOST_OF_ALL = 8192 * MEGABYTE
#: A bundle of texts packs about ten to one; past this it is made to fill a disk.
MOST_TIMES = 200
_FREE = 64 * MEGABYTE
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9._-]{0,120}(/[A-Za-z0-9_][A-Za-z0-9._-]{0,120}){0,2}\Z")
_PACKED = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)


class Opened:
    """Hold an opened bundle; `names` are its files."""

    def __init__(self, path: Path) -> None:
        try:
            self._zip = zipfile.ZipFile(path)
            packed = path.stat().st_size
        except FileNotFoundError:
            raise Fault(f"There is no file {path}.") from None
        except _BROKEN:
            raise Fault("This is no whole zip file: it is damaged, cut short or something else.") from None
        self._infos = _checked(self._zip.infolist(), packed)
        self.names = frozenset(self._infos)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def size(self, name: str) -> int:
        """Return how long a file is."""
        return self._infos[name].file_size

    def parts(self, name: str) -> Iterator[bytes]:
        """Give a file in parts of a megabyte at the most."""
        if name not in self._infos:
            raise Fault(f"The file {name} is missing.")
        try:
            with self._zip.open(self._infos[name]) as file:
                while part := file.read(MEGABYTE):
                    yield part
        except _BROKEN:
            raise Fault(f"The file {name} is damaged: it does not unpack to what the zip says.") from None

    def sha256(self, name: str) -> str:
        """Return the digest of a file's bytes."""
        found = hashlib.sha256()
        for part in self.parts(name):
            found.update(part)
        return found.hexdigest()

    def text(self, name: str) -> str:
        """Return a file as text."""
        try:
            return b"".join(self.parts(name)).decode("utf-8", "surrogatepass")
        except UnicodeDecodeError:
            raise Fault(f"The file {name} is not UTF-8.") from None

    def json(self, name: str) -> Any:
        """Return what a file of JSON holds."""
        return parsed(self.text(name), name)


def parsed(text: str, name: str) -> Any:
    """Return what JSON holds; its numbers are whole, for the records know no others."""
    try:
        return json.loads(text, parse_constant=_refuse, object_pairs_hook=_once)
    except (ValueError, RecursionError):
        raise Fault(f"The file {name} is not the JSON of a bundle.") from None


def _refuse(word: str) -> Any:
    raise ValueError(word)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        # Two readers could see two different records.
        raise ValueError("a key stands twice")
    return found


def _checked(infos: list[zipfile.ZipInfo], packed: int) -> dict[str, zipfile.ZipInfo]:
    if len(infos) > MOST_ENTRIES:
        raise Fault(f"The zip names {len(infos)} files; a bundle has {MOST_ENTRIES} at the most.")
    found: dict[str, zipfile.ZipInfo] = {}
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        if not _NAME.match(name) or info.filename != name:
            raise Fault(f"The zip holds a file with a name that leads elsewhere: {name[:80]!r}.")
        if name.casefold() in seen:
            raise Fault(f"The zip holds the file {name} twice.")
        seen.add(name.casefold())
        mode = info.external_attr >> 16
        if info.flag_bits & 1 or info.compress_type not in _PACKED or stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
            raise Fault(f"The file {name} is encrypted, linked or packed in a way that bundles are not.")
        if info.file_size > MOST_OF_ONE:
            raise Fault(
                f"The file {name} would unpack to {info.file_size // MEGABYTE} MB; that is no file of a bundle."
            )
        found[name] = info
    total = sum(info.file_size for info in infos)
    if total > MOST_OF_ALL or total > packed * MOST_TIMES + _FREE:
        raise Fault(f"The zip would unpack to {total // MEGABYTE} MB; that is no bundle, and nothing was unpacked.")
    return found

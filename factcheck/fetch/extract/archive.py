"""Open the archives that office files are: checked first, then only the parts needed copied, with caps."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import TYPE_CHECKING

from factcheck.fetch.extract.kinds import RefusedError, entities

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_MEMBERS = 2_000
MAX_BYTES = 50 * 1024 * 1024
_ARCHIVE = re.compile(r"\.(?:zip|jar|7z|rar|gz|tgz|docx|docm|xlsx|xlsm|exe|dll)\Z", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)


def open_archive(data: bytes, wanted: re.Pattern[str], what: str) -> dict[str, bytes]:
    """Return the parts whose names are `wanted`; `what` names the file for people ("Word file").

    Errors: RefusedError.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist(), what)
            return _copy(archive, wanted, what)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RefusedError(f"This {what} is damaged and could not be opened.") from error


def pack_again(parts: Mapping[str, bytes]) -> io.BytesIO:
    """Return an archive of the parts alone, for a library to read."""
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return copy


def _check(members: list[zipfile.ZipInfo], what: str) -> None:
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        raise RefusedError(f"This {what} has far too many parts, so it is not opened.")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise RefusedError(f"This {what} unpacks to more than 50 MB, so it is not opened.")
    if len(set(names)) != len(names):
        raise RefusedError(f"This {what} has two parts of the same name, so it is not opened.")
    for member in members:
        if member.flag_bits & 1:
            raise RefusedError(f"This {what} is encrypted; save it without a password.")
        if member.filename.startswith("/") or "\\" in member.filename or ".." in member.filename.split("/"):
            raise RefusedError(f"This {what} has a part with a forbidden name, so it is not opened.")
        if stat.S_ISLNK(member.external_attr >> 16) or _ARCHIVE.search(member.filename):
            raise RefusedError(f"This {what} has an archive, program or link inside, so it is not opened.")


def _copy(archive: zipfile.ZipFile, wanted: re.Pattern[str], what: str) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_BYTES
    for name in archive.namelist():
        if not wanted.fullmatch(name):
            continue
        with archive.open(name) as part:
            # The size in the directory can lie; what is read is what counts.
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise RefusedError(f"This {what} unpacks to more than 50 MB, so it is not opened.")
        if entities(content, doctype=True):
            raise RefusedError(f"This {what} defines entities of its own, so it is not opened.")
        parts[name] = _EXTERNAL.sub(b"", content) if name.endswith(".rels") else content
    return parts

"""Read the text of a Word file: the archive is checked, the parts needed are copied with caps, the copy is parsed."""

from __future__ import annotations

import io
import re
import stat
import zipfile
import zlib
from typing import Any
from xml.etree import ElementTree as ET

from factcheck.fetch.charsets import clean
from factcheck.fetch.extract.kinds import RefusedError, entities
from factcheck.fetch.extract.plain import tidy

MAX_MEMBERS = 2_000
MAX_BYTES = 50 * 1024 * 1024
_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/[A-Za-z0-9]+\.xml|word/_rels/[A-Za-z0-9]+\.xml\.rels"
)
_ARCHIVE = re.compile(r"\.(?:zip|jar|7z|rar|gz|tgz|docx|docm|exe|dll)\Z", re.IGNORECASE)
_EXTERNAL = re.compile(rb"<Relationship\b[^>]*TargetMode\s*=\s*[\"']External[\"'][^>]*>", re.IGNORECASE)


def read_docx(data: bytes) -> dict[str, Any]:
    """Read the paragraphs of a Word file and its title, author and dates.

    Errors: RefusedError.
    """
    import mammoth  # noqa: PLC0415 - only this kind of file needs it

    parts = _parts(data)
    if "word/document.xml" not in parts:
        raise RefusedError("This archive is not a Word document; save the text as .docx, .txt or .pdf.")
    copy = io.BytesIO()
    with zipfile.ZipFile(copy, "w", zipfile.ZIP_STORED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    text = tidy(clean(mammoth.extract_raw_text(copy).value))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    about = _core(parts.get("docProps/core.xml", b""))
    return {"text": text, "draft": text, **about}


def _parts(data: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _check(archive.infolist())
            return _copy(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as error:
        raise RefusedError("This Word file is damaged and could not be opened.") from error


def _check(members: list[zipfile.ZipInfo]) -> None:
    names = [member.filename for member in members]
    if len(members) > MAX_MEMBERS:
        raise RefusedError("This Word file has far too many parts, so it is not opened.")
    if sum(member.file_size for member in members) > MAX_BYTES:
        raise RefusedError("This Word file unpacks to more than 50 MB, so it is not opened.")
    if len(set(names)) != len(names):
        raise RefusedError("This Word file has two parts of the same name, so it is not opened.")
    for member in members:
        if member.flag_bits & 1:
            raise RefusedError("This Word file is encrypted; save it without a password.")
        if member.filename.startswith("/") or "\\" in member.filename or ".." in member.filename.split("/"):
            raise RefusedError("This Word file has a part with a forbidden name, so it is not opened.")
        if stat.S_ISLNK(member.external_attr >> 16) or _ARCHIVE.search(member.filename):
            raise RefusedError("This Word file has an archive, program or link inside, so it is not opened.")


def _copy(archive: zipfile.ZipFile) -> dict[str, bytes]:
    parts: dict[str, bytes] = {}
    left = MAX_BYTES
    for name in archive.namelist():
        if not _WANTED.fullmatch(name):
            continue
        with archive.open(name) as part:
            # The size in the directory can lie; what is read is what counts.
            content = part.read(left + 1)
        left -= len(content)
        if left < 0:
            raise RefusedError("This Word file unpacks to more than 50 MB, so it is not opened.")
        if entities(content, doctype=True):
            raise RefusedError("This Word file defines entities of its own, so it is not opened.")
        parts[name] = _EXTERNAL.sub(b"", content) if name.endswith(".rels") else content
    return parts


def _core(content: bytes) -> dict[str, str]:
    try:
        root = ET.fromstring(content)  # noqa: S314 - parts with a document type were refused
    except ET.ParseError:
        return {}
    found = {element.tag.rpartition("}")[2]: clean((element.text or "").strip()) for element in root}
    return {
        "title": found.get("title", ""),
        "byline": found.get("creator", ""),
        "published": found.get("created", ""),
        "modified": found.get("modified", ""),
    }

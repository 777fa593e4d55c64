"""Read the text of a Word file: the archive is checked, the parts needed are copied with caps, the copy is parsed."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

from factcheck.fetch.charsets import clean
from factcheck.fetch.extract.archive import open_archive, pack_again
from factcheck.fetch.extract.kinds import RefusedError
from factcheck.fetch.extract.plain import tidy

_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/[A-Za-z0-9]+\.xml|word/_rels/[A-Za-z0-9]+\.xml\.rels"
)


def read_docx(data: bytes) -> dict[str, Any]:
    """Read the paragraphs of a Word file and its title, author and dates.

    Errors: RefusedError.
    """
    import mammoth  # noqa: PLC0415 - only this kind of file needs it

    parts = open_archive(data, _WANTED, "Word file")
    if "word/document.xml" not in parts:
        raise RefusedError("This archive is not a Word document; save the text as .docx, .txt or .pdf.")
    text = tidy(clean(mammoth.extract_raw_text(pack_again(parts)).value))
    text = re.sub(r"\n{3,}", "\n\n", text).strip()
    about = _core(parts.get("docProps/core.xml", b""))
    return {"text": text, "draft": text, **about}


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

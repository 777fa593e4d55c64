"""Say what an uploaded file is, by its content as much as by its name."""

from __future__ import annotations

from pathlib import PurePosixPath

from factcheck.domain.errors import InvalidInput

#: Ending → media type of what the desk reads.
READABLE = {
    ".txt": "text/plain",
    ".md": "text/markdown",
    ".markdown": "text/markdown",
    ".html": "text/html",
    ".htm": "text/html",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}
ACCEPT = ".txt,.md,.html,.htm,.docx,.pdf"
_SNIFF = 8192
_PDF_HEADER_WITHIN = 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def check_upload(file_name: str, data: bytes, *, max_bytes: int) -> str:
    """Return the media type of a file, or raise InvalidInput (field "file") that says why it is not taken."""
    ending = PurePosixPath(file_name.replace("\\", "/").strip().lower()).suffix
    if ending not in READABLE:
        what = f"“{ending}” files" if ending else "files without an ending"
        raise InvalidInput(
            f"The desk does not read {what}. It takes .txt, .md, .html, .docx and .pdf; or paste the text.",
            field="file",
        )
    if not data:
        raise InvalidInput("The file is empty. Choose another, or paste the text.", field="file")
    if len(data) > max_bytes:
        size = max_bytes // (1024 * 1024)
        raise InvalidInput(f"The file is larger than {size} MB. Send a smaller one, or paste the text.", field="file")
    if not _looks_like(ending, data[:_SNIFF]):
        raise InvalidInput(
            f"The file ends in “{ending}” but is something else inside. Save it in that format, or paste the text.",
            field="file",
        )
    return READABLE[ending]


def _looks_like(ending: str, head: bytes) -> bool:
    if ending == ".pdf":
        return b"%PDF-" in head[:_PDF_HEADER_WITHIN]
    if ending == ".docx":
        return head.startswith(b"PK\x03\x04")
    return head.startswith(_WIDE) or not (b"\x00" in head or head.startswith((b"%PDF-", b"PK\x03\x04")))

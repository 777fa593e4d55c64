"""Read the text of a PDF; nothing in it is run. Runs in the child."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pypdfium2 as pdfium

from factcheck.fetch.charsets import clean
from factcheck.fetch.extract.kinds import RefusedError
from factcheck.fetch.extract.plain import tidy

if TYPE_CHECKING:
    from collections.abc import Sequence

MAX_PAGES = 2_000
_DATE = re.compile(r"D:(\d{4})(\d{2})?(\d{2})?")
_ENDS = re.compile(r"[.!?:;…\"”’»)\]]\Z")


def read_pdf(data: bytes, max_chars: int) -> dict[str, Any]:
    """Read the pages in order and join the lines of a paragraph.

    Errors: RefusedError.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            raise RefusedError("This PDF is encrypted; save it without a password.") from error
        raise RefusedError("This PDF is damaged and could not be opened.") from error
    pages: list[str] = []
    left = max_chars
    for number in range(min(len(document), MAX_PAGES)):
        try:
            page = document[number]
            words = page.get_textpage().get_text_range()
            page.close()
        except pdfium.PdfiumError:
            # An empty one in its place, or all behind it would be a page too early.
            pages.append("")
            continue
        pages.append(reflow(tidy(clean(words.replace("\ufffe", "\x02")))))
        left -= len(words)
        if left < 0:
            break
    text, starts = _joined(pages)
    about = document.get_metadata_dict(skip_empty=True)
    return {
        "text": text,
        "draft": text,
        "title": clean(about.get("Title", "")),
        "byline": clean(about.get("Author", "")),
        "published": _date(about.get("CreationDate", "")),
        "modified": _date(about.get("ModDate", "")),
        "pages": len(document),
        "page_starts": starts,
    }


def _joined(pages: Sequence[str]) -> tuple[str, list[int]]:
    """Join the pages that have words, and say where each begins; one without begins where the next one does."""
    starts: list[int] = []
    text = ""
    for page in pages:
        gap = "\n\n" if text and page else ""
        starts.append(len(text) + (2 if text else 0))
        text += gap + page
    return text, starts


def reflow(text: str) -> str:
    """Join lines that a page's width broke.

    A line well short of the longest ends its paragraph where it ends a sentence, and so does a blank line.
    """
    lines = [line.strip() for line in text.split("\n")]
    width = max((len(line) for line in lines), default=0)
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            paragraphs, current = [*paragraphs, current], ""
            continue
        if not current:
            current = line
        elif current.endswith("-") and line[:1].islower():
            current = current[:-1] + line
        else:
            current = f"{current} {line}"
        if len(line) < 0.75 * width and (_ENDS.search(line) or len(line) < 0.5 * width):
            paragraphs, current = [*paragraphs, current], ""
    return "\n\n".join(paragraph for paragraph in [*paragraphs, current] if paragraph)


def _date(text: str) -> str:
    found = _DATE.match(text)
    if not found:
        return ""
    year, month, day = found.groups()
    return f"{year}-{month or '01'}-{day or '01'}"

"""Tell what bytes are by what is in them; names and declared types only settle what the bytes leave open."""

from __future__ import annotations

import re

from factcheck.fetch.charsets import decode

PICTURE = "a picture"
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word, Excel or PowerPoint file"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF8", PICTURE),
    (b"BM", PICTURE),
    (b"II*\x00", PICTURE),
    (b"MM\x00*", PICTURE),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"Rar!", "an archive"),
    (b"7z\xbc\xaf", "an archive"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "an archive"),
    (b"OggS", "a recording"),
    (b"ID3", "a recording"),
    (b"\x1aE\xdf\xa3", "a recording"),
    (b"SQLite format 3\x00", "a database"),
)
# Two bytes could begin a text; such files must look binary further on as well.
_SHORT = frozenset({b"BM", b"MZ", b"BZh", b"ID3"})
_ROOTS = (
    (re.compile(r"<(?:rss|feed|rdf:rdf)[\s>]", re.IGNORECASE), "feed"),
    (re.compile(r"<(?:urlset|sitemapindex)[\s>]", re.IGNORECASE), "sitemap"),
    (re.compile(r"<svg[\s>]", re.IGNORECASE), "svg"),
    (
        re.compile(r"<(?:!doctype html|html|head|body|article|main|p|div|h1|title|meta|section)[\s>/]", re.IGNORECASE),
        "html",
    ),
)
_PROLOGUE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>|<!--.*?-->|<\?[^>]*\?>|<!DOCTYPE(?!\s+html)[^>\[]*(?:\[.*?\]\s*)?>|\s)*",
    re.DOTALL | re.IGNORECASE,
)


class RefusedError(Exception):
    """Refuse a file; the text is one sentence for people."""


def entities(data: bytes, *, doctype: bool = False) -> bool:
    """Say whether XML defines entities of its own, or has a document type at all; UTF-16 hides nothing."""
    upper = data.replace(b"\0", b"").upper()
    return b"<!ENTITY" in upper or (doctype and b"<!DOCTYPE" in upper)


def sniff(data: bytes, media_type: str = "", name: str = "") -> str:
    """Name the kind: html, pdf, zip, feed, sitemap, svg, gzip, markdown, text, or words for what is not read."""
    head, codec = decode(data[:4096])
    binary = not codec.startswith("utf-16") and _looks_binary(data)
    return (
        _by_magic(data)
        or ("a file of a kind that is not read" if binary else "")
        or _by_root(head)
        or _by_declaration(media_type, name.lower())
        or ("html" if not name and not media_type.startswith("text/plain") and _tags(head) else "text")
    )


def _by_magic(data: bytes) -> str:
    for magic, kind in _MAGIC:
        if data.startswith(magic) and (magic not in _SHORT or _looks_binary(data)):
            return kind
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if data[:4] == b"RIFF":
        return PICTURE if data[8:12] == b"WEBP" else "a recording"
    return "a recording" if data[4:8] == b"ftyp" else ""


def _by_root(head: str) -> str:
    root = head[_matched(head) :][:1024]
    return next((kind for pattern, kind in _ROOTS if pattern.match(root)), "")


def _by_declaration(media_type: str, name: str) -> str:
    if media_type in {"text/html", "application/xhtml+xml"} or name.endswith((".html", ".htm", ".xhtml")):
        return "html"
    if media_type == "text/markdown" or name.endswith((".md", ".markdown")):
        return "markdown"
    return "feed" if media_type.endswith(("/rss+xml", "/atom+xml")) else ""


def _matched(head: str) -> int:
    found = _PROLOGUE.match(head)
    return found.end() if found else 0


def _looks_binary(data: bytes) -> bool:
    sample = data[:2048]
    odd = sum(byte < 9 or 13 < byte < 27 for byte in sample)  # noqa: PLR2004 - control characters without tab and newlines
    return odd > max(1, len(sample) // 50)


def _tags(head: str) -> bool:
    return len(re.findall(r"</?[a-zA-Z][a-zA-Z0-9]*[\s>/]", head)) > 5  # noqa: PLR2004 - a stray "<b>" is still text

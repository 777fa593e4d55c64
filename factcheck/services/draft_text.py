"""Make what was pasted or read into the text of a draft, and suggest a title from it."""

from __future__ import annotations

import re
import unicodedata

from factcheck.domain.errors import InvalidInput

REPLACEMENT = "\ufffd"
LONGEST_TITLE = 200
_LINE_ENDS = re.compile(r"\r\n?")
# SQLite cuts a text at NUL in some functions, PostgreSQL refuses it, and neither can store half a surrogate pair.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROL = re.compile("[\x01-\x08\x0b\x0e-\x1f\x7f\ufffd]")
_SAMPLE = 100_000
_BINARY_SHARE = 0.02
_BINARY_LEAST = 10


def clean_text(raw: str, *, max_chars: int) -> str:
    """Return the text as a draft keeps it: one kind of line end, no BOM, nothing that a database cannot store.

    Raise InvalidInput (field "text") where it is empty, longer than `max_chars` or not text at all.
    """
    if len(raw) > max_chars:
        raise InvalidInput(
            f"The text has {len(raw):,} characters; at most {max_chars:,} can be taken apart. Bring it in in parts.",
            field="text",
        )
    text = _UNSTORABLE.sub(REPLACEMENT, _LINE_ENDS.sub("\n", raw.removeprefix("\ufeff")))
    if not any(is_visible(char) for char in text):
        raise InvalidInput("There is no text here. Paste the article's words, or choose a file.", field="text")
    sample = text[:_SAMPLE]
    if len(_CONTROL.findall(sample)) > max(_BINARY_LEAST, _BINARY_SHARE * len(sample)):
        raise InvalidInput(
            "This does not look like text: it is full of control characters. Paste the words, or upload the file.",
            field="text",
        )
    return text


def is_visible(char: str) -> bool:
    """Say whether a character shows on paper: no space, no control, no format character."""
    return unicodedata.category(char)[0] not in "ZC" or char == REPLACEMENT


def clean_line(raw: str, *, longest: int, field: str, what: str) -> str:
    """Return a single line without control characters; raise InvalidInput where it is longer than `longest`."""
    line = plain_line(raw)
    if len(line) > longest:
        raise InvalidInput(f"{what} has {len(line)} characters; at most {longest} fit. Shorten it.", field=field)
    return line


def plain_line(raw: str) -> str:
    """Return text as one line without control characters."""
    return " ".join(_UNSTORABLE.sub(REPLACEMENT, _CONTROL.sub(" ", raw)).split())


def suggest_title(text: str) -> str:
    """Return the first line that says something, without Markdown's marks, cut at a word."""
    for line in text.splitlines():
        words = " ".join(line.strip().strip("#*_ ").split())
        if sum(is_visible(char) for char in words) > 1:
            return shorten(words, LONGEST_TITLE)
    return "Untitled"


def shorten(words: str, longest: int) -> str:
    """Return `words`, cut at a space and marked with … where they are longer than `longest` characters."""
    if len(words) <= longest:
        return words
    head = words[: longest - 1]
    at = head.rfind(" ")
    return head[: at if at > longest // 2 else len(head)].rstrip() + "…"

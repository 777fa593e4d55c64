"""Describe what reading a page or file brought."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from factcheck.domain.captures import Why

MAX_CHARS = 2_000_000


class ReadState(StrEnum):
    """Say how reading ended. `empty` had nothing in it; `unreadable` had something that could not be read."""

    READ = "read"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    TOO_BIG = "too_big"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry of a feed or sitemap; `published` is ISO 8601 or empty, `flags` may hold `odd date`."""

    url: str
    title: str = ""
    summary: str = ""
    published: str = ""
    author: str = ""
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extracted:
    """Hold the text of a page or file and what it says of itself.

    `text` is the article alone, for searching and comparing; `draft` has headline, deck and captions in their places,
    with a blank line between paragraphs. `published` and `modified` are ISO 8601, empty where unknown. `hint`
    says that the page looks like a wall and not an article. `rows` are those of a spreadsheet,
    `page_starts` where in the text the pages of a PDF begin.
    """

    state: ReadState
    reason: str
    kind: str = ""
    text: str = ""
    draft: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    published: str = ""
    modified: str = ""
    language: str = ""
    canonical_url: str = ""
    charset: str = ""
    links: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    entries: tuple[Entry, ...] = ()
    claim_reviews: tuple[dict[str, Any], ...] = ()
    pages: int = 0
    page_starts: tuple[int, ...] = ()
    hint: Why = Why.NONE
    rows: tuple[tuple[str, ...], ...] = ()

    @property
    def readable(self) -> bool:
        """Say whether there is text to use."""
        return self.state is ReadState.READ


_WORDS = tuple(field.name for field in fields(Extracted) if field.type == "str" and field.name != "reason")


def from_json(answer: dict[str, Any]) -> Extracted:
    """Build the result from what a child wrote; a child that was taken over can write anything, so types are checked.

    Errors: ValueError, TypeError, KeyError.
    """
    words = {name: str(answer.get(name) or "") for name in _WORDS}
    entries = tuple(_entry(entry) for entry in answer.get("entries") or ())
    return Extracted(
        state=ReadState(answer["state"]),
        reason=str(answer["reason"]),
        links=tuple(str(link) for link in answer.get("links") or ()),
        captions=tuple(str(caption) for caption in answer.get("captions") or ()),
        entries=entries,
        claim_reviews=tuple(item for item in answer.get("claim_reviews") or () if isinstance(item, dict)),
        pages=int(answer.get("pages") or 0),
        page_starts=tuple(int(start) for start in answer.get("page_starts") or ()),
        hint=Why(answer.get("hint") or ""),
        rows=tuple(tuple(str(cell) for cell in row) for row in answer.get("rows") or ()),
        **words,
    )


def _entry(entry: dict[str, Any]) -> Entry:
    url, title, summary, published, author = (
        str(entry.get(name) or "") for name in ("url", "title", "summary", "published", "author")
    )
    return Entry(url, title, summary, published, author, tuple(str(flag) for flag in entry.get("flags") or ()))

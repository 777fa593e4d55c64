"""Know the article under check when a search brings it back: no text corroborates itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from sqlalchemy import select

from factcheck.models import Article, Capture, Draft
from factcheck.text.duplicates import overlap, story_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

#: Both texts share this much of their runs of eight words, counted on the longer one: an edited copy does, another
#: report on the same event does not, nor a short paper that the draft quotes, nor a book that it is taken from.
NEAR_COPY = 0.6
#: Said of a page that a search found and that is left out.
WHY = "This is the article under check, or a copy of it, and so no source for what it says."


@dataclass(frozen=True)
class OwnText:
    """Hold where an article stands, and the words of its last draft."""

    addresses: frozenset[str]
    text: str

    @cached_property
    def _words(self) -> Sequence[str]:
        return story_words(self.text)

    def is_own(self, addresses: Iterable[str], text: str) -> bool:
        """Say whether a page with these addresses and this text is the article itself, or a near copy of it."""
        return any(_bare(address) in self.addresses for address in addresses if address) or self._is_copy(text)

    def _is_copy(self, text: str) -> bool:
        if text.split() == self.text.split():
            return True
        # Twice as long it is no near copy, and need not be cut into words: some kept texts are whole books.
        if not len(self.text) * NEAR_COPY / 2 <= len(text) <= len(self.text) * 2 / NEAR_COPY:
            return False
        words = story_words(text)
        short, long = sorted((len(words), len(self._words)))
        return bool(long) and overlap(words, self._words).share * short / long >= NEAR_COPY


def own_text(session: Session, article_id: int) -> OwnText:
    """Return what an article is known by: its address, those of its drafts' copies, its last draft's words."""
    source = session.scalar(select(Article.source_url).where(Article.id == article_id)) or ""
    copies = session.execute(
        select(Capture.url, Capture.final_url, Capture.canonical_url)
        .join(Draft, Draft.capture_id == Capture.id)
        .where(Draft.article_id == article_id)
    ).all()
    text = session.scalar(
        select(Draft.text).where(Draft.article_id == article_id).order_by(Draft.number.desc()).limit(1)
    )
    named = {source, *(address for row in copies for address in row)}
    # Some sites call the front page the true address of each of their pages.
    return OwnText(frozenset(map(_bare, filter(None, named))) - {_front(address) for address in named}, text or "")


def addresses_of(capture: Capture) -> tuple[str, str, str]:
    """Return the addresses of a kept page."""
    return capture.url, capture.final_url, capture.canonical_url


def _front(address: str) -> str:
    """Return the bare address of a site's front page."""
    return f"{_bare(address).partition('/')[0].partition('?')[0]}?"


def _bare(address: str) -> str:
    """Return an address without what differs between two links to one page: scheme, www., mark, last slash."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.")
    query = "&".join(part for part in parts.query.split("&") if part and not part.startswith("utm_"))
    return f"{host}{parts.path.rstrip('/')}?{query}"

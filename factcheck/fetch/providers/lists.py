"""Search the feeds and sitemaps of chosen outlets: the desk fetches them and compares words itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from factcheck.fetch.providers.base import Hit, ProviderError, Results, SetupMissingError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.fetch.extract.model import Entry
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_WORD = re.compile(r"\w{3,}")
_MOST_NESTED = 3


class Feeds:
    """Find entries of RSS and Atom feeds whose titles and summaries share words with the query."""

    name = "feeds"
    label = "Feeds"
    outside = False
    needs_key = False
    base_url = ""
    limits = "Each feed once a search; what feeds hold is recent."

    def search(self, query: Query, ask: Ask) -> Results:
        """Read every feed and keep the entries that share most words."""
        if not ask.sources:
            raise SetupMissingError("No feeds are chosen; an administrator can set them as FACTCHECK_FEEDS.")
        entries: list[tuple[str, Entry]] = []
        failed: list[str] = []
        for source in ask.sources:
            try:
                read = ask.listing(source)
            except ProviderError:
                failed.append(source)
                continue
            entries += [(read.outlet, entry) for entry in read.entries]
        return _best(query, entries, failed)


class Sitemaps:
    """Find pages of chosen outlets whose titles or addresses share words with the query."""

    name = "sitemaps"
    label = "Sitemaps"
    outside = False
    needs_key = False
    base_url = ""
    limits = "Each sitemap once a search; of an index, the three newest parts."

    def search(self, query: Query, ask: Ask) -> Results:
        """Read every sitemap, one level of indexes deep."""
        if not ask.sources:
            raise SetupMissingError("No sitemaps are chosen; an administrator can set them as FACTCHECK_SITEMAPS.")
        entries: list[tuple[str, Entry]] = []
        failed: list[str] = []
        for source in ask.sources:
            try:
                found = ask.listing(source).entries
                nested = [one.url for one in found if urlsplit(one.url).path.endswith((".xml", ".xml.gz"))]
                pages = [one for one in found if one.url not in nested]
                for inner in nested[:_MOST_NESTED]:
                    pages += ask.listing(inner).entries
            except ProviderError:
                failed.append(source)
                continue
            entries += [(urlsplit(source).hostname or "", entry) for entry in pages]
        return _best(query, entries, failed)


def _best(query: Query, entries: Iterable[tuple[str, Entry]], failed: list[str]) -> Results:
    wanted = _words(" ".join((query.words, *query.names, *query.quoted)))
    scored: dict[str, tuple[int, Hit]] = {}
    for outlet, entry in entries:
        told = f"{entry.title} {entry.summary}" if entry.title else unquote(urlsplit(entry.url).path)
        shared = len(wanted & _words(told.replace("-", " ").replace("_", " ")))
        if shared >= min(2, len(wanted)) and wanted and _inside(query, entry.published):
            title = entry.title or unquote(urlsplit(entry.url).path)
            hit = Hit(entry.url, title, entry.summary, outlet, entry.published)
            scored[entry.url] = max(scored.get(entry.url, (0, hit)), (shared, hit), key=lambda one: one[0])
    best = sorted(scored.values(), key=lambda one: (one[0], one[1].published), reverse=True)
    note = f"Could not be read: {', '.join(failed)}." if failed else ""
    return Results(tuple(hit for _, hit in best[: query.most]), note=note)


def _inside(query: Query, published: str) -> bool:
    day = published[:10]
    since = query.since.isoformat() if query.since else ""
    until = query.until.isoformat() if query.until else "9999"
    return not day or since <= day <= until


def _words(text: str) -> set[str]:
    return {word.casefold() for word in _WORD.findall(text)}

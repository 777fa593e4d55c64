"""Search the web by a SearXNG of the desk's own (docs.searxng.org/dev/search_api.html), with JSON switched on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_MOST_PAGES = 5


class Searxng:
    """Find pages by many engines at once."""

    name = "searxng"
    label = "SearXNG"
    outside = True
    needs_key = False
    base_url = ""
    limits = "The desk's own; its engines have theirs, and say so in a note."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask page by page until there are enough hits or a page is empty."""
        hits: dict[str, Hit] = {}
        silent: list[str] = []
        for page in range(1, _MOST_PAGES + 1):
            params = {"q": query.words, "format": "json", "language": query.language, "pageno": page}
            answer = ask.json("/search", params)
            before = len(hits)
            for found in items(answer, "results"):
                if address := link(found, "url"):
                    hit = Hit(address, plain(found, "title"), plain(found, "content"), "", day(found, "publishedDate"))
                    hits.setdefault(address, hit)
            engines = get(answer, "unresponsive_engines")
            silent = [text(one, 0) for one in engines[:20]] if isinstance(engines, list) else []
            if len(hits) == before or len(hits) >= query.most:
                break
        note = f"No answer from {', '.join(filter(None, silent))}." if any(silent) else ""
        return Results(tuple(hits.values())[: query.most], exhausted=len(hits) < query.most, note=note)

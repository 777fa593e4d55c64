"""Search the web by Brave's Search API (api-dashboard.search.brave.com, Web Search)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_PAGE = 20
_MOST_PAGES = 10


class Brave:
    """Find web pages."""

    name = "brave"
    label = "Brave Search"
    outside = True
    needs_key = True
    base_url = "https://api.search.brave.com"
    limits = "By key; one request a second in the smallest plan; 20 results a page, ten pages."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask page by page."""
        headers = {"X-Subscription-Token": ask.need_key()}
        hits: list[Hit] = []
        more = True
        for page in range(_MOST_PAGES):
            params = {
                "q": query.words[:400],
                "count": min(query.most, _PAGE),
                "offset": page,
                "search_lang": query.language,
                "text_decorations": "false",
                "result_filter": "web",
                "freshness": self._freshness(query),
            }
            answer = ask.json("/res/v1/web/search", params, headers)
            found = items(answer, "web", "results")
            hits += [
                Hit(
                    address,
                    plain(one, "title"),
                    plain(one, "description"),
                    text(one, "profile", "long_name") or text(one, "meta_url", "hostname"),
                    day(one, "page_age"),
                    language=text(one, "language", most=10),
                )
                for one in found
                if (address := link(one, "url"))
            ]
            more = get(answer, "query", "more_results_available") is True and bool(found)
            if not more or len(hits) >= query.most:
                break
        return Results(tuple(hits[: query.most]), exhausted=not more)

    def _freshness(self, query: Query) -> str | None:
        if query.since is None or query.until is None:
            return None
        return f"{query.since.isoformat()}to{query.until.isoformat()}"

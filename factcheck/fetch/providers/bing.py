"""Search the web by any service that answers as Bing's Web Search API v7 did; Microsoft's own ended in August 2025."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_PAGE = 50


class BingStyle:
    """Find web pages."""

    name = "bing"
    label = "Web search (Bing's form)"
    outside = True
    needs_key = True
    base_url = ""
    limits = "By key; 50 results a page."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask page by page."""
        headers = {"Ocp-Apim-Subscription-Key": ask.need_key()}
        hits: list[Hit] = []
        total = 0
        while True:
            offset = len(hits)
            params = {
                "q": query.words,
                "count": min(query.most - offset, _PAGE),
                "offset": offset,
                "setLang": query.language,
                "textFormat": "Raw",
                "responseFilter": "Webpages",
            }
            answer = ask.json("/v7.0/search", params, headers)
            found = items(answer, "webPages", "value")
            hits += [
                Hit(
                    address,
                    plain(one, "name"),
                    plain(one, "snippet"),
                    text(one, "siteName"),
                    day(one, "datePublished"),
                    language=text(one, "language", most=10),
                )
                for one in found
                if (address := link(one, "url"))
            ]
            estimate = get(answer, "webPages", "totalEstimatedMatches")
            total = estimate if isinstance(estimate, int) else 0
            if len(hits) == offset or len(hits) >= query.most or len(hits) >= total:
                return Results(tuple(hits[: query.most]), exhausted=len(hits) >= total)

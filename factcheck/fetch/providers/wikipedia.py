"""Search Wikipedia, or any MediaWiki, by its Action API (mediawiki.org/wiki/API:Search, Extension:TextExtracts)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from factcheck.fetch.providers.base import BadAnswerError, Hit, ProviderDownError, RateLimitedError, Results
from factcheck.fetch.providers.values import get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_PAGE = 20


class Wikipedia:
    """Find articles with the words of a query; the snippet is where they stand, then how the article begins."""

    name = "wikipedia"
    label = "Wikipedia"
    outside = True
    needs_key = False
    base_url = "https://{language}.wikipedia.org"
    limits = "One request at a time; 500 results a request without a bot flag, 20 with extracts."

    def search(self, query: Query, ask: Ask) -> Results:
        """Search full text, 20 a request."""
        hits: list[Hit] = []
        more: dict[str, str] = {}
        while True:
            answer = self._page(query, ask, more, len(hits))
            hits += self._hits(answer, query, ask)
            going = get(answer, "continue", "sroffset")
            if len(hits) >= query.most or going is None or not items(answer, "query", "search"):
                return Results(tuple(hits[: query.most]), exhausted=going is None)
            more = {"sroffset": str(going), "gsroffset": str(going)}

    def _page(self, query: Query, ask: Ask, more: dict[str, str], have: int) -> Any:
        size = min(query.most - have, _PAGE)
        params = {
            "action": "query",
            "format": "json",
            "formatversion": 2,
            "maxlag": 5,
            "list": "search",
            "srsearch": query.words[:300],
            "srlimit": size,
            "srprop": "snippet|timestamp",
            "generator": "search",
            "gsrsearch": query.words[:300],
            "gsrlimit": size,
            "prop": "extracts|info",
            "inprop": "url",
            "exintro": 1,
            "explaintext": 1,
            "exlimit": "max",
            **more,
        }
        answer = ask.json("/w/api.php", params, language=query.language)
        code = text(answer, "error", "code")
        if code == "ratelimited":
            raise RateLimitedError(ask.label)
        if code == "maxlag":
            raise ProviderDownError(f"{ask.label} is busy now.", 5)
        if code or not isinstance(answer, dict):
            raise BadAnswerError(ask.label, code)
        return answer

    def _hits(self, answer: Any, query: Query, ask: Ask) -> list[Hit]:
        pages = {text(page, "pageid"): page for page in items(answer, "query", "pages")}
        hits = []
        for found in items(answer, "query", "search"):
            page = pages.get(text(found, "pageid"), {})
            title = text(found, "title", most=300)
            address = link(page, "fullurl") or f"{ask.base(query.language)}/wiki/{quote(title.replace(' ', '_'))}"
            snippet = " … ".join(filter(None, (plain(found, "snippet"), text(page, "extract", most=600))))
            if title:
                hits.append(Hit(address, title, snippet, ask.label, language=query.language))
        return hits

"""Look names up in Wikidata (wikidata.org/w/api.php, wbsearchentities): who or what is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.fetch.providers.base import BadAnswerError, Hit, RateLimitedError, Results
from factcheck.fetch.providers.values import get, items, link, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_MOST_NAMES = 5


class Wikidata:
    """Find the items that the names of a query may mean; without names, those of its words."""

    name = "wikidata"
    label = "Wikidata"
    outside = True
    needs_key = False
    base_url = "https://www.wikidata.org"
    limits = "One request at a time; 50 items a request."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask name by name."""
        names = query.names[:_MOST_NAMES] or (query.words,)
        each = max(1, query.most // len(names))
        hits: dict[str, Hit] = {}
        more = False
        for name in names:
            params = {
                "action": "wbsearchentities",
                "format": "json",
                "formatversion": 2,
                "search": name[:250],
                "language": query.language,
                "uselang": query.language,
                "limit": each,
                "maxlag": 5,
            }
            answer = ask.json("/w/api.php", params)
            code = text(answer, "error", "code")
            if code in {"ratelimited", "maxlag"}:
                raise RateLimitedError(ask.label, 5)
            if code:
                raise BadAnswerError(ask.label, code)
            more = more or get(answer, "search-continue") is not None
            for found in items(answer, "search"):
                address = link(found, "concepturi") or link({"u": f"https:{text(found, 'url')}"}, "u")
                if address:
                    title, about = text(found, "label", most=300), text(found, "description")
                    hits.setdefault(address, Hit(address, title, about, ask.label, kind="record"))
        return Results(tuple(hits.values())[: query.most], exhausted=not more)

"""Search opinions of United States courts by CourtListener's REST API v4 (courtlistener.com/help/api/rest/search)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_MOST_PAGES = 5


class CourtListener:
    """Find court opinions."""

    name = "courtlistener"
    label = "CourtListener"
    outside = True
    needs_key = False
    base_url = "https://www.courtlistener.com"
    limits = "5,000 requests an hour with a key, few without; 20 results a page."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask page by page, by the cursor that each answer names."""
        headers = {"Authorization": f"Token {ask.key}"} if ask.key else {}
        hits: list[Hit] = []
        cursor = ""
        for _ in range(_MOST_PAGES):
            params = {
                "q": query.words,
                "type": "o",
                "order_by": "score desc",
                "highlight": "on",
                "filed_after": query.since.isoformat() if query.since else None,
                "filed_before": query.until.isoformat() if query.until else None,
                "cursor": cursor,
            }
            answer = ask.json("/api/rest/v4/search/", params, headers)
            hits += [hit for found in items(answer, "results") if (hit := self._hit(found, ask))]
            # Only the cursor is taken from the address of the next page: an answer does not say where we go.
            cursor = parse_qs(urlsplit(link(answer, "next")).query).get("cursor", [""])[0]
            if not cursor or len(hits) >= query.most:
                break
        return Results(tuple(hits[: query.most]), exhausted=not cursor)

    def _hit(self, found: dict[str, Any], ask: Ask) -> Hit | None:
        path = text(found, "absolute_url")
        title = plain(found, "caseName")
        if not path.startswith("/") or path.startswith("//") or not title:
            return None
        citations = get(found, "citation")
        cited = ", ".join(str(one) for one in citations[:3]) if isinstance(citations, list) else ""
        snippet = plain(found, "opinions", 0, "snippet") or plain(found, "snippet")
        return Hit(
            f"{ask.base()}{path}",
            f"{title}, {cited}" if cited else title,
            snippet,
            text(found, "court"),
            day(found, "dateFiled"),
            kind="record",
        )

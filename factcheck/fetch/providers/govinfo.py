"""Search documents of the United States government by GovInfo's search service (api.govinfo.gov/docs)."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, get, items, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_SITE = "https://www.govinfo.gov/app/details"
_ID = re.compile(r"[\w.-]{1,200}\Z")
_PAGE = 50
_MOST_PAGES = 5


class GovInfo:
    """Find bills, hearings, reports, records and opinions."""

    name = "govinfo"
    label = "GovInfo"
    outside = True
    needs_key = True
    base_url = "https://api.govinfo.gov"
    limits = "By a key of api.data.gov; 36,000 requests an hour; 100 results a page."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask page by page, by the offset mark that each answer names."""
        headers = {"X-Api-Key": ask.need_key(), "Content-Type": "application/json", "Accept": "application/json"}
        hits: list[Hit] = []
        mark = "*"
        exhausted = False
        for _ in range(_MOST_PAGES):
            body = {
                "query": self._words(query),
                "pageSize": min(query.most, _PAGE),
                "offsetMark": mark,
                "sorts": [{"field": "relevancy", "sortOrder": "DESC"}],
                "historical": True,
                "resultLevel": "default",
            }
            answer = ask.post("/search", json.dumps(body).encode(), headers)
            found = items(answer, "results")
            hits += [hit for one in found if (hit := self._hit(one))]
            total = get(answer, "count")
            following = text(answer, "offsetMark", most=1000)
            exhausted = not found or not isinstance(total, int) or total <= len(hits)
            if exhausted or not following or following == mark or len(hits) >= query.most:
                break
            mark = following
        return Results(tuple(hits[: query.most]), exhausted=exhausted)

    def _words(self, query: Query) -> str:
        # A colon would name a field of GovInfo's query language.
        words = query.words.replace(":", " ")
        since = query.since.isoformat() if query.since else ""
        until = query.until.isoformat() if query.until else ""
        return f"{words} publishdate:range({since},{until})" if since or until else words

    def _hit(self, found: dict[str, Any]) -> Hit | None:
        package, granule = text(found, "packageId"), text(found, "granuleId")
        title = plain(found, "title")
        if not _ID.match(package) or not title:
            return None
        address = f"{_SITE}/{package}/{granule}" if _ID.match(granule) else f"{_SITE}/{package}"
        authors = get(found, "governmentAuthor")
        outlet = (
            ", ".join(str(one) for one in authors[:2]) if isinstance(authors, list) else text(found, "collectionCode")
        )
        return Hit(address, title, plain(found, "teaser"), outlet, day(found, "dateIssued"), kind="record")

"""Search scholarly works by Crossref's REST API (api.crossref.org); a contact gives access to its polite pool."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_FIELDS = "DOI,URL,title,container-title,publisher,author,issued,abstract"


class Crossref:
    """Find papers, books and datasets with a DOI."""

    name = "crossref"
    label = "Crossref"
    outside = True
    needs_key = False
    base_url = "https://api.crossref.org"
    limits = "50 requests a second at most; the headers of each answer say what holds now; 1,000 works a request."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask once; a request holds more works than are wanted."""
        filters = [
            f"from-pub-date:{query.since.isoformat()}" if query.since else "",
            f"until-pub-date:{query.until.isoformat()}" if query.until else "",
        ]
        params = {
            "query.bibliographic": query.words,
            "rows": query.most,
            "select": _FIELDS,
            "filter": ",".join(filter(None, filters)),
            "mailto": ask.contact if "@" in ask.contact else None,
        }
        answer = ask.json("/works", params)
        hits = [hit for work in items(answer, "message", "items") if (hit := self._hit(work))]
        total = get(answer, "message", "total-results")
        return Results(tuple(hits[: query.most]), exhausted=not isinstance(total, int) or total <= len(hits))

    def _hit(self, work: dict[str, Any]) -> Hit | None:
        address = link(work, "URL") or link({"u": f"https://doi.org/{text(work, 'DOI')}"}, "u")
        title = plain(work, "title", 0)
        if not address or not title:
            return None
        authors = [f"{text(one, 'given')} {text(one, 'family')}".strip() for one in items(work, "author", most=5)]
        snippet = " — ".join(filter(None, (", ".join(filter(None, authors)), plain(work, "abstract"))))
        outlet = plain(work, "container-title", 0) or text(work, "publisher")
        return Hit(address, title, snippet, outlet, _issued(get(work, "issued", "date-parts", 0)), kind="record")


def _issued(parts: Any) -> str:
    if not isinstance(parts, list) or not all(isinstance(part, int) for part in parts[:3]) or not parts:
        return ""
    return "-".join(f"{part:04}" if number == 0 else f"{part:02}" for number, part in enumerate(parts[:3]))

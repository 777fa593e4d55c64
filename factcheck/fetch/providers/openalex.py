"""Search scholarly works by OpenAlex (docs.openalex.org); it says of each whether it was retracted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, get, items, link, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_MOST_WORDS = 300


class OpenAlex:
    """Find papers with their abstracts."""

    name = "openalex"
    label = "OpenAlex"
    outside = True
    needs_key = False
    base_url = "https://api.openalex.org"
    limits = "100,000 requests a day, ten a second; 200 works a request."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask once; a request holds more works than are wanted."""
        filters = [
            f"from_publication_date:{query.since.isoformat()}" if query.since else "",
            f"to_publication_date:{query.until.isoformat()}" if query.until else "",
        ]
        params = {
            "search": query.words,
            "per-page": query.most,
            "filter": ",".join(filter(None, filters)),
            "mailto": ask.contact if "@" in ask.contact else None,
        }
        headers = {"Authorization": f"Bearer {ask.key}"} if ask.key else {}
        answer = ask.json("/works", params, headers)
        hits = [hit for work in items(answer, "results") if (hit := self._hit(work))]
        total = get(answer, "meta", "count")
        return Results(tuple(hits[: query.most]), exhausted=not isinstance(total, int) or total <= len(hits))

    def _hit(self, work: dict[str, Any]) -> Hit | None:
        address = link(work, "doi") or link(work, "primary_location", "landing_page_url") or link(work, "id")
        title = plain(work, "display_name")
        if not address or not title:
            return None
        warning = "Retracted. " if get(work, "is_retracted") is True else ""
        return Hit(
            address,
            title,
            warning + abstract(get(work, "abstract_inverted_index")),
            text(work, "primary_location", "source", "display_name"),
            day(work, "publication_date"),
            kind="record",
            language=text(work, "language", most=10),
        )


def abstract(places: Any) -> str:
    """Put an abstract together from the places of its words."""
    if not isinstance(places, dict):
        return ""
    words: dict[int, str] = {}
    for word, at in places.items():
        for place in at if isinstance(at, list) else []:
            if isinstance(place, int) and 0 <= place < _MOST_WORDS:
                words[place] = str(word)
    return plain({"a": " ".join(words[place] for place in sorted(words))}, "a")

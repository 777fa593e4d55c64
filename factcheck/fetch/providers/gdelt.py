"""Search world news of the last months by GDELT's DOC 2.0 API (blog.gdeltproject.org, "GDELT DOC 2.0 API Debuts")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from factcheck.fetch.providers.base import BadAnswerError, Hit, RateLimitedError, Results
from factcheck.fetch.providers.values import day, items, link, read_json, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_LANGUAGES = {
    "en": "english",
    "de": "german",
    "fr": "french",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "nl": "dutch",
    "pl": "polish",
    "ru": "russian",
    "uk": "ukrainian",
    "tr": "turkish",
    "ar": "arabic",
}
_SHORTEST = 3
_PAUSE = 5


class Gdelt:
    """Find news articles by words; GDELT knows their titles only."""

    name = "gdelt"
    label = "GDELT"
    outside = True
    needs_key = False
    base_url = "https://api.gdeltproject.org"
    limits = "One request in five seconds; 250 articles a request; the last three months unless dates are given."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask for a list of articles; one request, GDELT has no pages."""
        params = {
            "query": self._words(query),
            "mode": "artlist",
            "format": "json",
            "sort": "hybridrel",
            "maxrecords": query.most,
            "startdatetime": f"{query.since:%Y%m%d}000000" if query.since else None,
            "enddatetime": f"{query.until:%Y%m%d}235959" if query.until else None,
        }
        words = ask.text("/api/v2/doc/doc", params)
        try:
            answer = read_json(words.encode())
        except (ValueError, RecursionError):
            # Errors come as a sentence with status 200.
            if "limit requests" in words.lower():
                raise RateLimitedError(ask.label, _PAUSE) from None
            if re.search(r"too (?:short|long|common)", words, re.IGNORECASE):
                return Results(note=f"{ask.label} says: {' '.join(words.split())[:200]}")
            raise BadAnswerError(ask.label, words[:200]) from None
        hits = [
            Hit(address, text(found, "title"), "", text(found, "domain"), day(found, "seendate"))
            for found in items(answer, "articles")
            if (address := link(found, "url"))
        ]
        return Results(tuple(hits[: query.most]), exhausted=len(hits) < query.most)

    def _words(self, query: Query) -> str:
        words = re.findall(r'"[^"]{3,200}"|[^\s"()]+', query.words)
        kept = [word for word in words if word.startswith('"') or len(word.strip(".,:;!?")) >= _SHORTEST][:12]
        language = _LANGUAGES.get(query.language)
        return " ".join([*kept, *([f"sourcelang:{language}"] if language else [])])

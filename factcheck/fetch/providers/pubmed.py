"""Search biomedical papers by NCBI's E-utilities (ncbi.nlm.nih.gov/books/NBK25501): esearch, then esummary."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from factcheck.fetch.providers.base import BadAnswerError, Hit, RateLimitedError, Results
from factcheck.fetch.providers.values import day, get, items, plain, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query


class PubMed:
    """Find papers by words, the most relevant first."""

    name = "pubmed"
    label = "PubMed"
    outside = True
    needs_key = False
    base_url = "https://eutils.ncbi.nlm.nih.gov"
    limits = "Three requests a second, ten with a key; 10,000 results a search."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask for the numbers of the papers, then for what they are."""
        found = self._ask(
            ask,
            "/entrez/eutils/esearch.fcgi",
            {
                "term": query.words,
                "retmax": query.most,
                "sort": "relevance",
                "datetype": "pdat" if query.since or query.until else None,
                "mindate": f"{query.since or '1000'}".replace("-", "/") if query.since or query.until else None,
                "maxdate": f"{query.until or '3000'}".replace("-", "/") if query.since or query.until else None,
            },
        )
        listed = get(found, "esearchresult", "idlist")
        numbers = [number for number in listed if isinstance(number, str)] if isinstance(listed, list) else []
        numbers = [number for number in numbers[: query.most] if re.fullmatch(r"\d{1,12}", number)]
        total = text(found, "esearchresult", "count")
        if not numbers:
            return Results()
        answer = self._ask(ask, "/entrez/eutils/esummary.fcgi", {"id": ",".join(numbers)})
        hits = [hit for number in numbers if (hit := self._hit(number, get(answer, "result", number)))]
        return Results(tuple(hits), exhausted=not re.fullmatch(r"\d{1,12}", total) or int(total) <= len(numbers))

    def _ask(self, ask: Ask, path: str, params: dict[str, Any]) -> Any:
        contact = ask.contact if "@" in ask.contact else None
        answer = ask.json(
            path,
            {
                "db": "pubmed",
                "retmode": "json",
                "tool": "factcheck-desk",
                "email": contact,
                "api_key": ask.key,
                **params,
            },
        )
        error = text(answer, "error") or text(answer, "esearchresult", "ERROR")
        if "rate limit" in error.lower():
            raise RateLimitedError(ask.label, 1)
        if error:
            raise BadAnswerError(ask.label, error)
        return answer

    def _hit(self, number: str, paper: Any) -> Hit | None:
        title = plain(paper, "title")
        if not title:
            return None
        authors = ", ".join(filter(None, (text(one, "name") for one in items(paper, "authors", most=5))))
        kinds = get(paper, "pubtype")
        marks = [f"{kind}." for kind in kinds[:9] if kind == "Retracted Publication"] if isinstance(kinds, list) else []
        return Hit(
            f"https://pubmed.ncbi.nlm.nih.gov/{number}/",
            title,
            " ".join([*marks, authors]),
            text(paper, "fulljournalname") or text(paper, "source"),
            day(paper, "sortpubdate"),
            kind="record",
        )

"""Search published fact-checks by Google's Fact Check Tools API (developers.google.com/fact-check/tools/api)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from factcheck.fetch.providers.base import Hit, Results
from factcheck.fetch.providers.values import day, items, link, text

if TYPE_CHECKING:
    from factcheck.fetch.providers.ask import Ask
    from factcheck.fetch.providers.base import Query

_MOST_PAGES = 5


class GoogleFactCheck:
    """Find rulings of fact-checkers on like claims; one hit a review."""

    name = "google_factcheck"
    label = "Google Fact Check Tools"
    outside = True
    needs_key = True
    base_url = "https://factchecktools.googleapis.com"
    limits = "By key; the quota is the key's own, 300 requests a minute where nothing else was agreed."

    def search(self, query: Query, ask: Ask) -> Results:
        """Ask claims:search, page by page."""
        headers = {"X-Goog-Api-Key": ask.need_key()}
        hits: list[Hit] = []
        token = ""
        for _ in range(_MOST_PAGES):
            params = {
                "query": query.words,
                "languageCode": query.language,
                "pageSize": min(query.most, 25),
                "pageToken": token,
            }
            answer = ask.json("/v1alpha1/claims:search", params, headers)
            hits += [hit for claim in items(answer, "claims") for hit in self._reviews(claim)]
            token = text(answer, "nextPageToken", most=1000)
            if not token or len(hits) >= query.most:
                break
        return Results(tuple(hits[: query.most]), exhausted=not token)

    def _reviews(self, claim: dict[str, Any]) -> list[Hit]:
        words = text(claim, "text")
        hits = []
        for review in items(claim, "claimReview"):
            address = link(review, "url")
            if not address or not words:
                continue
            publisher = text(review, "publisher", "name") or text(review, "publisher", "site")
            rating = text(review, "textualRating", most=300)
            hits.append(
                Hit(
                    address,
                    text(review, "title") or words,
                    f"{publisher}: {rating}. {words}",
                    publisher,
                    day(review, "reviewDate"),
                    kind="claimreview",
                    language=text(review, "languageCode", most=10),
                    claim=words,
                    speaker=text(claim, "claimant", most=300),
                    publisher=publisher,
                    rating=rating,
                )
            )
        return hits

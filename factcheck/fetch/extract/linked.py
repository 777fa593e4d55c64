"""Read the JSON-LD of a page: what it says of its article, and the reviews of claims in it. Runs in the child."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from factcheck.fetch.charsets import clean
from factcheck.text.claimreview import find_reviews, flatten

if TYPE_CHECKING:
    from lxml.html import HtmlElement

MAX_BLOCKS = 20
MAX_CHARS = 512 * 1024
MAX_REVIEWS = 20
_ARTICLES = frozenset(
    {"Article", "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BlogPosting"}
    | {"ReviewNewsArticle", "LiveBlogPosting", "Report", "ScholarlyArticle", "BackgroundNewsArticle"}
)


def blocks(tree: HtmlElement) -> list[Any]:
    """Read the JSON-LD blocks that are valid JSON, or nearly."""
    read = []
    for text in tree.xpath("//script[contains(@type,'ld+json')]/text()")[:MAX_BLOCKS]:
        cleaned = str(text).strip().removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        if len(cleaned) > MAX_CHARS:
            continue
        try:
            read.append(json.loads(clean(cleaned), strict=False))
        except (ValueError, RecursionError):
            continue
    return read


def article(data: list[Any]) -> dict[str, Any]:
    """Say what the page's article says of itself: headline, authors, publisher, modified, language, free."""
    for item in (item for block in data for item in flatten(block)):
        kinds = item.get("@type")
        if not _ARTICLES.intersection(kinds if isinstance(kinds, list) else [kinds if isinstance(kinds, str) else ""]):
            continue
        free = item.get("isAccessibleForFree")
        return {
            "headline": _text(item.get("headline")),
            "authors": [name for name in map(_name, _many(item.get("author"))) if name][:20],
            "publisher": _name(item.get("publisher")),
            "modified": _text(item.get("dateModified")),
            "language": _text(item.get("inLanguage")),
            "free": None if free is None else str(free).lower() not in {"false", "0", "no"},
        }
    return {}


def claim_reviews(data: list[Any]) -> list[dict[str, Any]]:
    """Give the ClaimReview items as they stand."""
    return [item for block in data for item in find_reviews(block)][:MAX_REVIEWS]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _name(value: Any) -> str:
    if isinstance(value, dict):
        return _text(value.get("name"))
    return _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        value = value[0] if value else ""
    return clean(" ".join(value.split()))[:1000] if isinstance(value, str) else ""

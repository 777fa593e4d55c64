"""Read ClaimReview items as they are published: leniently, since few of them keep to the schema."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_ITEMS = 2_000
MAX_DEPTH = 20
_DATE = re.compile(
    r"\s*(\d{4})-(\d{1,2})-(\d{1,2})"
    r"(?:[T ](\d{1,2}):(\d{2})(?::(\d{2})(?:\.\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2})?)?"
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """Hold somebody's published ruling on a claim.

    `value`, `best` and `worst` are given only where they make a scale with the value on it; `rating` is the words.
    Dates are ISO 8601, a day where the time is unknown, empty where there is none.
    """

    claim: str
    rating: str
    url: str
    publisher: str
    speaker: str = ""
    title: str = ""
    published: str = ""
    claim_date: str = ""
    language: str = ""
    value: float | None = None
    best: float | None = None
    worst: float | None = None
    appearances: tuple[str, ...] = ()


def flatten(data: Any) -> Iterator[dict[str, Any]]:
    """Walk the objects of a JSON-LD value, outermost first: lists, @graph and nested ones."""
    queue: list[tuple[Any, int]] = [(data, 0)]
    seen = 0
    while queue and seen < MAX_ITEMS:
        value, depth = queue.pop(0)
        seen += 1
        if depth > MAX_DEPTH:
            continue
        if isinstance(value, dict):
            yield value
            queue.extend((inner, depth + 1) for inner in value.values() if isinstance(inner, (dict, list)))
        elif isinstance(value, list):
            queue.extend((inner, depth + 1) for inner in value if isinstance(inner, (dict, list)))


def find_reviews(data: Any) -> list[dict[str, Any]]:
    """Give the ClaimReview items of a JSON-LD value, wherever they stand in it."""
    return [item for item in flatten(data) if "ClaimReview" in _types(item)]


def parse_item(item: dict[str, Any], *, page_url: str = "") -> Ruling | None:
    """Read one item; None where it names neither a claim nor a page.

    `page_url` stands in where the item has no address of its own.
    """
    reviewed = _first_object(item.get("itemReviewed"))
    rating = _first_object(item.get("reviewRating"))
    claim = _text(item.get("claimReviewed")) or _text(reviewed.get("name")) or _text(reviewed.get("text"))
    title = _text(item.get("name")) or _text(item.get("headline"))
    url = _url(item.get("url")) or _url(item.get("mainEntityOfPage")) or page_url
    claim = claim or title
    if not claim and not url:
        return None
    value, best, worst = _scale(rating)
    return Ruling(
        claim=claim,
        rating=_rating_words(rating),
        url=url,
        publisher=_publisher(item, url),
        speaker=_name(reviewed.get("author")) or _name(reviewed.get("creator")),
        title=title,
        published=read_date(item.get("datePublished")) or read_date(item.get("dateCreated")),
        claim_date=read_date(reviewed.get("datePublished")),
        language=_language(item.get("inLanguage")),
        value=value,
        best=best,
        worst=worst,
        appearances=_appearances(reviewed),
    )


def parse_all(data: Any, *, page_url: str = "") -> list[Ruling]:
    """Read every item of a JSON-LD value that can be read."""
    return [ruling for item in find_reviews(data) if (ruling := parse_item(item, page_url=page_url)) is not None]


def read_date(value: Any) -> str:
    """Read a date or time as ISO 8601; empty for the year 1, impossible days and other words."""
    found = _DATE.match(value) if isinstance(value, str) else None
    if found is None:
        return ""
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        when = date(int(year), int(month), int(day))
    except ValueError:
        return ""
    if when.year < 1000:
        return ""
    if hour is None or int(hour) > 23 or int(minute) > 59:
        return when.isoformat()
    offset = "" if zone is None else "+00:00" if zone in {"Z", "UTC", "GMT"} else f"{zone[:3]}:{zone[-2:]}"
    return f"{when.isoformat()}T{int(hour):02}:{minute}:{second or '00'}{offset}"


def _publisher(item: dict[str, Any], url: str) -> str:
    for key in ("author", "publisher", "sourceOrganization"):
        if name := _name(item.get(key)):
            return name
    try:
        host = urlsplit(_url(_first_object(item.get("author")).get("url")) or url).hostname or ""
    except ValueError:
        return ""
    return host.removeprefix("www.")


def _types(item: dict[str, Any]) -> list[str]:
    kinds = item.get("@type", item.get("type"))
    return [str(kind).rsplit("/", 1)[-1] for kind in (kinds if isinstance(kinds, list) else [kinds])]


def _first_object(value: Any) -> dict[str, Any]:
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, dict):
            return one
    return {}


def _text(value: Any) -> str:
    if isinstance(value, list):
        return next((text for one in value if (text := _text(one))), "")
    if isinstance(value, dict):
        value = value.get("@value", "")
    return " ".join(value.split())[:5000] if isinstance(value, str) else ""


def _name(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(dict.fromkeys(name for one in value if (name := _name(one))))[:500]
    if isinstance(value, dict):
        return _text(value.get("name")) or _text(value.get("alternateName"))
    return _text(value)


def _url(value: Any) -> str:
    if isinstance(value, list):
        return next((url for one in value if (url := _url(one))), "")
    if isinstance(value, dict):
        return _url(value.get("@id")) or _url(value.get("url"))
    text = value.strip() if isinstance(value, str) else ""
    return text if re.match(r"https?://[^\s/]", text, re.IGNORECASE) and len(text) <= 2048 else ""


def _number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        return None
    try:
        number = float(str(value).strip().replace(",", "."))
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _scale(rating: dict[str, Any]) -> tuple[float | None, float | None, float | None]:
    value, best, worst = (_number(rating.get(name)) for name in ("ratingValue", "bestRating", "worstRating"))
    # schema.org: without a word the scale begins at 1.
    worst = 1.0 if worst is None and best is not None else worst
    if value is None or best is None or worst is None or not worst < best or not worst <= value <= best:
        return None, None, None
    return value, best, worst


def _rating_words(rating: dict[str, Any]) -> str:
    words = _text(rating.get("alternateName")) or _text(rating.get("name")) or _text(rating.get("ratingExplanation"))
    value = _number(rating.get("ratingValue"))
    return words or (f"{value:g}" if value is not None else "")


def _language(value: Any) -> str:
    text = _text(value) or _name(value)
    found = re.match(r"([a-zA-Z]{2,3})(?:[-_]|\Z)", text)
    return found[1].lower() if found else ""


def _appearances(reviewed: dict[str, Any]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for key in ("appearance", "firstAppearance", "url", "mainEntityOfPage"):
        value = reviewed.get(key)
        for one in value if isinstance(value, list) else [value]:
            if url := _url(one):
                found[url] = None
    return tuple(found)[:50]

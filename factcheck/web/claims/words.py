"""Say in words what pages about sources need: providers, captures, addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlsplit

from factcheck.services.origin_find import host_of

if TYPE_CHECKING:
    from datetime import date

_KILO = 1000
PROVIDER_WORDS = {
    "corpus": "Our documents",
    "rulings": "Earlier rulings",
    "wikipedia": "Wikipedia",
    "wikidata": "Wikidata",
    "google_factcheck": "Google Fact Check Tools",
    "gdelt": "GDELT",
    "searxng": "SearXNG",
    "openalex": "OpenAlex",
    "pubmed": "PubMed",
    "wayback": "Internet Archive",
    "courtlistener": "CourtListener",
    "govinfo": "GovInfo",
}


def provider_words(name: str) -> str:
    """Return a provider's name for people."""
    return PROVIDER_WORDS.get(name, name.replace("_", " ").capitalize())


def shown_host(url: str) -> str:
    """Return the host of an address in its xn-- form, so that look-alike letters show."""
    host = host_of(url)
    try:
        return host.encode("idna").decode("ascii") if not host.isascii() else host
    except UnicodeError:
        return quote(host)


def safe_href(url: str) -> str:
    """Return an address that may stand in a link, empty for anything but the web's own schemes."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.netloc else ""


def copies_href(url: str) -> str:
    """Return where the Internet Archive lists its copies of a page; nothing is asked until somebody follows it."""
    return f"https://web.archive.org/web/*/{quote(url, safe=':/?&=%#')}"


def day_words(day: date | None) -> str:
    """Return a day in words, empty where there is none."""
    return f"{day.day} {day:%B %Y}" if day else ""


def size_words(size: int) -> str:
    """Return a number of bytes in words."""
    if size < _KILO:
        return f"{size} bytes"
    thousands = size / _KILO
    return f"{thousands:.1f} kB" if thousands < _KILO else f"{thousands / _KILO:.1f} MB"


def source_words() -> dict[str, Any]:
    """Give templates the functions above."""
    return {
        "provider_words": provider_words,
        "shown_host": shown_host,
        "safe_href": safe_href,
        "copies_href": copies_href,
        "day_words": day_words,
        "size_words": size_words,
    }

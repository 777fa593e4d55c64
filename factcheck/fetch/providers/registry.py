"""Know the providers: those that come with the desk, and those that others add by entry point."""

from __future__ import annotations

from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING
from urllib.parse import quote_plus

import structlog

from factcheck.fetch.providers.ask import Ask
from factcheck.fetch.providers.bing import BingStyle
from factcheck.fetch.providers.brave import Brave
from factcheck.fetch.providers.courtlistener import CourtListener
from factcheck.fetch.providers.crossref import Crossref
from factcheck.fetch.providers.gdelt import Gdelt
from factcheck.fetch.providers.google_factcheck import GoogleFactCheck
from factcheck.fetch.providers.govinfo import GovInfo
from factcheck.fetch.providers.lists import Feeds, Sitemaps
from factcheck.fetch.providers.openalex import OpenAlex
from factcheck.fetch.providers.pubmed import PubMed
from factcheck.fetch.providers.searxng import Searxng
from factcheck.fetch.providers.wayback import Wayback
from factcheck.fetch.providers.wikidata import Wikidata
from factcheck.fetch.providers.wikipedia import Wikipedia

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.fetch.client import Client
    from factcheck.fetch.extract.pool import Reader
    from factcheck.fetch.pacing import Pace
    from factcheck.fetch.providers.base import Provider, Query

log = structlog.get_logger(__name__)

GROUP = "factcheck.providers"
INTERVALS = {"gdelt": 5.0, "wayback": 4.0, "pubmed": 0.35, "crossref": 0.1, "openalex": 0.1}
"""Seconds between two requests where the provider's documentation asks for other than one."""
_BUILT_IN: tuple[Provider, ...] = (
    Wikipedia(),
    GoogleFactCheck(),
    Gdelt(),
    Searxng(),
    Brave(),
    BingStyle(),
    Crossref(),
    OpenAlex(),
    PubMed(),
    Wikidata(),
    Wayback(),
    Feeds(),
    Sitemaps(),
    CourtListener(),
    GovInfo(),
)


@cache
def providers() -> dict[str, Provider]:
    """Give all providers by name; one that cannot be loaded is named in the log and left out."""
    found: dict[str, Provider] = {provider.name: provider for provider in _BUILT_IN}
    for point in entry_points(group=GROUP):
        try:
            made = point.load()
            provider: Provider = made() if isinstance(made, type) else made
            found.setdefault(str(provider.name), provider)
        except Exception as error:  # noqa: BLE001 - what a third party's module does must not stop the desk
            log.warning("provider_not_loaded", entry_point=point.name, error=repr(error)[:300])
    return found


def ask_for(
    provider: Provider,
    settings: Settings,
    client: Client,
    *,
    reader: Reader | None = None,
    pace: Pace | None = None,
) -> Ask:
    """Put together what a provider needs to ask, from the settings."""
    name = provider.name
    google = name == GoogleFactCheck.name
    lists = {Feeds.name: settings.feeds, Sitemaps.name: settings.sitemaps}
    return Ask(
        client=client,
        label=provider.label,
        base_url=settings.provider_urls.get(name, provider.base_url),
        key=(settings.google_factcheck_key if google else "") or settings.provider_keys.get(name, ""),
        key_setting="FACTCHECK_GOOGLE_FACTCHECK_KEY" if google else f"FACTCHECK_PROVIDER_KEYS={name}=…",
        contact=settings.contact,
        sources=lists.get(name, ()),
        reader=reader,
        pace=pace,
        interval=INTERVALS.get(name, settings.fetch_host_interval),
    )


_BY_HAND = (
    ("Google", "https://www.google.com/search?q={q}"),
    ("Google News", "https://news.google.com/search?q={q}"),
    ("Google Fact Check Explorer", "https://toolbox.google.com/factcheck/explorer/search/{q}"),
    ("Bing", "https://www.bing.com/search?q={q}"),
    ("DuckDuckGo", "https://duckduckgo.com/?q={q}"),
    ("Wikipedia", "https://{language}.wikipedia.org/w/index.php?search={q}"),
    ("Google Scholar", "https://scholar.google.com/scholar?q={q}"),
    ("Google Books", "https://www.google.com/search?tbm=bks&q={q}"),
    ("Internet Archive", "https://archive.org/search?query={q}"),
)


def manual_links(query: Query) -> list[tuple[str, str]]:
    """Give links to search by hand, name and address; nothing is sent until somebody follows one."""
    language = query.language if query.language.isalpha() and query.language.isascii() else "en"
    words = quote_plus(query.words)
    return [(label, address.format(q=words, language=language)) for label, address in _BY_HAND]

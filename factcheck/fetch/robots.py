"""Ask a site's robots.txt before its pages are fetched; what it said is kept for a while."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from protego import Protego

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.charsets import decode
from factcheck.fetch.client import BlockedError, Request

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.fetch.client import Client
    from factcheck.fetch.guard import Target

SECONDS_KEPT = 24 * 3600.0
SECONDS_KEPT_FAILURE = 300.0
MAX_BYTES = 512 * 1024
MAX_CRAWL_DELAY = 10.0
_CLIENT_ERROR = 4


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold what one site said: `state` is `text`, `none` (no file: all is allowed) or `unreachable` (nothing is)."""

    state: str
    text: str
    until: float
    """Unix time."""


class RulesCache(Protocol):
    """Keep rules by origin; a database can stand behind it."""

    def load(self, origin: str) -> Rules | None:
        """Give the rules kept for an origin, stale ones too."""

    def save(self, origin: str, rules: Rules) -> None:
        """Keep rules."""


class MemoryCache:
    """Keep rules in this process, the last 1,000 origins."""

    def __init__(self, most: int = 1000) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Rules] = OrderedDict()

    def load(self, origin: str) -> Rules | None:
        """Give the rules kept for an origin."""
        with self._lock:
            return self._kept.get(origin)

    def save(self, origin: str, rules: Rules) -> None:
        """Keep rules and drop the oldest beyond the limit."""
        with self._lock:
            self._kept[origin] = rules
            self._kept.move_to_end(origin)
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)


class Robots:
    """Say whether a page may be fetched; use `gate` as a hop's gate of the client."""

    def __init__(
        self, client: Client, cache: RulesCache | None = None, *, clock: Callable[[], float] = time.time
    ) -> None:
        self._client = client
        self._cache = cache or MemoryCache()
        self._clock = clock
        self._agent = client.user_agent.partition("/")[0]

    def gate(self, target: Target) -> None:
        """Raise BlockedError where robots.txt does not allow the page."""
        rules = self.rules(target)
        if rules.state == "unreachable":
            raise BlockedError("The site's robots.txt could not be read, so its pages are not fetched now.", Why.ROBOTS)
        if rules.state == "text" and not _parse(rules.text).can_fetch(target.url, self._agent):
            raise BlockedError("The site's robots.txt does not allow this page to be fetched.", Why.ROBOTS)

    def delay(self, target: Target) -> float:
        """Give the seconds that the site wants between two requests, at most ten; 0 where it says nothing."""
        rules = self._cache.load(_origin(target))
        if rules is None or rules.state != "text":
            return 0.0
        delay = _parse(rules.text).crawl_delay(self._agent)
        return min(max(float(delay), 0.0), MAX_CRAWL_DELAY) if delay is not None else 0.0

    def rules(self, target: Target) -> Rules:
        """Give the rules of a page's site, asked for where they are not known or too old."""
        origin = _origin(target)
        kept = self._cache.load(origin)
        if kept is not None and kept.until > self._clock():
            return kept
        rules = self._ask(origin)
        self._cache.save(origin, rules)
        return rules

    def _ask(self, origin: str) -> Rules:
        fetched = self._client.send(Request(f"{origin}/robots.txt", accept="text/plain,*/*;q=0.5"))
        now = self._clock()
        if fetched.kept:
            text, _ = decode(fetched.body[:MAX_BYTES], "utf-8")
            return Rules("text", text, now + SECONDS_KEPT)
        # RFC 9309 2.3.1.3 and 2.3.1.4: a 4xx allows everything, an error of the server nothing. A refused redirect or a
        # sign-in page is no file either.
        if not fetched.status and fetched.state is CaptureState.FAILED:
            # Nobody answers there at all: let the page say so itself, in its own words, and remember nothing.
            return Rules("none", "", now)
        absent = fetched.status // 100 == _CLIENT_ERROR or fetched.state is CaptureState.REFUSED
        if absent and fetched.why is not Why.RATE_LIMITED:
            return Rules("none", "", now + SECONDS_KEPT)
        return Rules("unreachable", "", now + SECONDS_KEPT_FAILURE)


def _origin(target: Target) -> str:
    return f"{target.scheme}://{target.netloc}"


def _parse(text: str) -> Protego:
    return Protego.parse(text)

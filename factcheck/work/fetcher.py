"""Make the door out of this process once: its turns at hosts are kept in the database, for all machines together."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

import structlog

from factcheck.fetch import pages
from factcheck.fetch.robots import MemoryCache, Rules
from factcheck.services.host_pace import take_turn
from factcheck.services.robots_kept import keep_rules, kept_rules
from factcheck.work.handler import TryLater

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.pages import Fetcher
    from factcheck.work.handler import Tools

log = structlog.get_logger(__name__)

BUSY = "Other pages of this site are being fetched; this one waits for its turn."


class HostTurns:
    """Space the requests to a host, whoever makes them."""

    def __init__(self, db: Database, *, wait: Callable[[float], None] = time.sleep) -> None:
        self._db = db
        self._wait = wait

    def turn(self, host: str, interval: float) -> None:
        """Wait for the host's next turn; raise TryLater where it is too far off to hold a thread for."""
        with self._db.write() as session:
            taken, away = take_turn(session, host, interval=timedelta(seconds=interval))
        if not taken:
            raise TryLater(BUSY, seconds=away.total_seconds(), ours=True)
        self._wait(away.total_seconds())


class KeptRules:
    """Keep what robots.txt files said in the database, so that all workers ask a site once; nearest in memory."""

    def __init__(self, db: Database, *, clock: Callable[[], float] = time.time) -> None:
        self._db = db
        self._clock = clock
        self._near = MemoryCache()

    def load(self, origin: str) -> Rules | None:
        """Give the rules kept for an origin, by whichever worker."""
        near = self._near.load(origin)
        if near is not None and near.until > self._clock():
            return near
        with self._db.read() as session:
            found = kept_rules(session, origin)
        if found is None:
            return near
        rules = Rules(*found)
        self._near.save(origin, rules)
        return rules

    def save(self, origin: str, rules: Rules) -> None:
        """Keep rules for all workers."""
        self._near.save(origin, rules)
        with self._db.write() as session:
            keep_rules(session, origin, state=rules.state, words=rules.text, until=rules.until)


_LOCK = threading.Lock()
_MADE: list[tuple[Database, Settings, Fetcher]] = []


def fetcher_of(tools: Tools) -> Fetcher:
    """Return this process's fetcher for the tools' database and settings."""
    with _LOCK:
        for db, settings, made in _MADE:
            if db is tools.db and settings is tools.settings:
                return made
        fetcher = pages.from_settings(tools.settings, pace=HostTurns(tools.db), rules=KeptRules(tools.db))
        _MADE.append((tools.db, tools.settings, fetcher))
        return fetcher


def warm_fetcher(tools: Tools) -> None:
    """Start the reading processes before the first page, beside the worker's own start."""

    def start() -> None:
        try:
            fetcher_of(tools).reader.warm()
        except (OSError, RuntimeError) as error:
            # The first page tries again, and its job says what is wrong.
            log.warning("reader_not_started", error=str(error))

    threading.Thread(target=start, name="reader-start", daemon=True).start()


def close_fetchers() -> None:
    """End the reading processes of all fetchers."""
    with _LOCK:
        while _MADE:
            _MADE.pop()[2].close()

"""Make the door out of this process once: its turns at hosts are kept in the database, for all machines together."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from factcheck.fetch import pages
from factcheck.services.host_pace import take_turn
from factcheck.work.handler import TryLater

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.pages import Fetcher
    from factcheck.work.handler import Tools

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
            raise TryLater(BUSY, seconds=away.total_seconds())
        self._wait(away.total_seconds())


_LOCK = threading.Lock()
_MADE: list[tuple[Database, Settings, Fetcher]] = []


def fetcher_of(tools: Tools) -> Fetcher:
    """Return this process's fetcher for the tools' database and settings."""
    with _LOCK:
        for db, settings, made in _MADE:
            if db is tools.db and settings is tools.settings:
                return made
        fetcher = pages.from_settings(tools.settings, pace=HostTurns(tools.db))
        _MADE.append((tools.db, tools.settings, fetcher))
        return fetcher


def close_fetchers() -> None:
    """End the reading processes of all fetchers."""
    with _LOCK:
        while _MADE:
            _MADE.pop()[2].close()

"""Keep requests to one host apart within this process; workers that share a database pace there."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Protocol

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.client import BlockedError

if TYPE_CHECKING:
    from collections.abc import Callable


MOST_HOSTS = 10_000


class Pace(Protocol):
    """Wait for a turn at a host."""

    def turn(self, host: str, interval: float) -> None:
        """Come back when the host may be asked; raise BlockedError with `Why.BUSY` where that would be too long."""


class LocalPace:
    """Space the starts of requests to one host by an interval; wait at most `patience` seconds for a turn."""

    def __init__(
        self,
        patience: float = 10.0,
        *,
        clock: Callable[[], float] = time.monotonic,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._patience = patience
        self._clock = clock
        self._wait = wait
        self._lock = threading.Lock()
        self._next: dict[str, float] = {}

    def turn(self, host: str, interval: float) -> None:
        """Take the next free moment of a host and wait for it."""
        with self._lock:
            now = self._clock()
            if len(self._next) > MOST_HOSTS:
                self._next = {name: at for name, at in self._next.items() if at > now}
            start = max(now, self._next.get(host, now))
            if start - now > self._patience:
                reason = "Too many pages of this site are waiting to be fetched; try again later."
                raise BlockedError(reason, Why.BUSY, CaptureState.FAILED)
            self._next[host] = start + interval
        if start > now:
            self._wait(start - now)

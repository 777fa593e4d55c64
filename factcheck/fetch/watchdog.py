"""Run a call when its time has come, from one thread for the whole process."""

from __future__ import annotations

import heapq
import itertools
import os
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Watchdog:
    """Call what was asked for at its time; a thread a fetch would be one too many."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._wake = threading.Condition()
        self._heap: list[tuple[float, int]] = []
        self._calls: dict[int, Callable[[], object]] = {}
        self._ids = itertools.count()
        self._thread: threading.Thread | None = None

    def at(self, when: float, call: Callable[[], object]) -> int:
        """Ask for a call at a `time.monotonic()` value; gives the number to cancel it by."""
        with self._wake:
            number = next(self._ids)
            self._calls[number] = call
            heapq.heappush(self._heap, (when, number))
            if self._thread is None:
                self._thread = threading.Thread(target=self._run, name="watchdog", daemon=True)
                self._thread.start()
            if self._heap[0][1] == number:
                self._wake.notify()
        return number

    def cancel(self, number: int) -> None:
        """Forget a call; one that has been made is no error."""
        with self._wake:
            self._calls.pop(number, None)

    @contextmanager
    def limit(self, when: float, call: Callable[[], object]) -> Iterator[None]:
        """Make the call at its time unless the block is left before."""
        number = self.at(when, call)
        try:
            yield
        finally:
            self.cancel(number)

    def _run(self) -> None:
        while True:
            call = self._next()
            if call is not None:
                with suppress(Exception):
                    call()

    def _next(self) -> Callable[[], object] | None:
        with self._wake:
            while not self._heap:
                self._wake.wait()
            when, number = self._heap[0]
            left = when - time.monotonic()
            if number in self._calls and left > 0:
                self._wake.wait(left)
                return None
            heapq.heappop(self._heap)
            return self._calls.pop(number, None)


WATCHDOG = Watchdog()
# A forked child has the locks and no thread.
os.register_at_fork(after_in_child=WATCHDOG._reset)  # noqa: SLF001 - its own module

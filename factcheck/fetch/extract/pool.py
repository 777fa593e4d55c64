"""Keep a few reading processes, hand them files, and end those that take too long."""

from __future__ import annotations

import atexit
import json
import os
import queue
import subprocess
import sys
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import structlog

import factcheck
from factcheck.fetch.extract.child import read_frame, write_frame
from factcheck.fetch.extract.model import MAX_CHARS, Extracted, ReadState, from_json
from factcheck.fetch.watchdog import WATCHDOG

if TYPE_CHECKING:
    from collections.abc import Collection

    from factcheck.config import Settings
    from factcheck.fetch.outcomes import Fetched

log = structlog.get_logger(__name__)

PAGE_KINDS = frozenset({"html", "text", "markdown", "pdf", "zip"})
FILE_KINDS = PAGE_KINDS
LIST_KINDS = frozenset({"feed", "sitemap", "gzip"})
# A comma-separated file that begins with an angle bracket is taken for a page.
SHEET_KINDS = frozenset({"text", "markdown", "html", "zip"})
JOBS_EACH = 200
START_SECONDS = 30.0
_SLOW = "This page or file takes too long to read, so its text could not be read."


@dataclass(slots=True)
class _Child:
    process: subprocess.Popen[bytes]
    jobs: int = 0


@dataclass(slots=True)
class Reader:
    """Read files in at most `size` processes at once.

    `seconds` is processor time a file, twice that on the clock; `memory_mb` is address space a process.
    """

    seconds: float = 10.0
    memory_mb: int = 768
    size: int = 2
    max_chars: int = MAX_CHARS
    _idle: queue.LifoQueue[_Child] = field(default_factory=queue.LifoQueue)
    _slots: threading.BoundedSemaphore = field(init=False)
    _owner: int = field(default_factory=os.getpid)
    _all: set[subprocess.Popen[bytes]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._slots = threading.BoundedSemaphore(self.size)
        atexit.register(self.close)

    def read(
        self,
        data: bytes,
        *,
        kinds: Collection[str] = PAGE_KINDS,
        url: str = "",
        media_type: str = "",
        charset: str = "",
        name: str = "",
        only: str = "",
    ) -> Extracted:
        """Read one page or file; never raises for what is in it."""
        job = {
            "kinds": sorted(kinds),
            "url": url,
            "media_type": media_type,
            "charset": charset,
            "name": name[-300:],
            "only": only,
            "seconds": self.seconds,
            "max_chars": self.max_chars,
        }
        self._after_fork()
        with self._slots:
            return self._with_child(job, data)

    def warm(self) -> None:
        """Start the processes before they are needed; starting one takes about a second."""
        self._after_fork()
        for _ in range(self.size - len(self._all)):
            self._idle.put(self._start())

    def close(self) -> None:
        """End all processes."""
        if self._owner != os.getpid():
            return
        for process in list(self._all):
            self._end(process)

    def _after_fork(self) -> None:
        # A forked worker shares its parent's pipes: it must not speak into them, and starts processes of its own.
        if self._owner != os.getpid():
            self._owner = os.getpid()
            self._idle = queue.LifoQueue()
            self._slots = threading.BoundedSemaphore(self.size)
            self._all = set()
            atexit.register(self.close)

    def _with_child(self, job: dict[str, Any], data: bytes) -> Extracted:
        for _ in range(2):
            child = self._take()
            limit = time.monotonic() + 2 * self.seconds + 1
            started = time.monotonic()
            with WATCHDOG.limit(limit, child.process.kill):
                answer = self._ask(child, job, data)
            if answer is not None:
                self._give_back(child, leave=bool(answer.get("leave")))
                return self._result(answer)
            self._end(child.process)
            # A child that died at once may have been killed from outside while it was idle: try once more.
            if child.jobs or time.monotonic() - started > min(0.5, self.seconds / 2):
                break
        log.info("read_killed", url=job["url"].partition("?")[0][:200], size=len(data))
        return Extracted(ReadState.UNREADABLE, _SLOW)

    def _result(self, answer: dict[str, Any]) -> Extracted:
        if answer.get("error"):
            log.info("read_failed", error=answer["error"])
        try:
            return from_json(answer)
        except (ValueError, TypeError, KeyError, AttributeError):
            return Extracted(ReadState.UNREADABLE, "This file could not be read.")

    def _ask(self, child: _Child, job: dict[str, Any], data: bytes) -> dict[str, Any] | None:
        stdin, stdout = child.process.stdin, child.process.stdout
        if stdin is None or stdout is None:
            return None
        try:
            write_frame(stdin, json.dumps(job).encode())
            write_frame(stdin, data)
            frame = read_frame(stdout)
            answer = json.loads(frame) if frame is not None else None
        except (OSError, ValueError):
            return None
        return answer if isinstance(answer, dict) else None

    def _take(self) -> _Child:
        with suppress(queue.Empty):
            while True:
                child = self._idle.get_nowait()
                if child.process.poll() is None:
                    return child
                self._end(child.process)
        return self._start()

    def _give_back(self, child: _Child, *, leave: bool) -> None:
        child.jobs += 1
        if leave or child.jobs >= JOBS_EACH:
            self._end(child.process)
        else:
            self._idle.put(child)

    def _start(self) -> _Child:
        home = str(Path(factcheck.__file__).parent.parent)
        process = subprocess.Popen(  # noqa: S603 - our own module, in our own Python
            [sys.executable, "-m", "factcheck.fetch.extract.child", str(self.memory_mb)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={"PYTHONPATH": home, "PATH": os.defpath, "LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "2"},
            # Ctrl-C in a terminal goes to the parent, which closes its children itself.
            start_new_session=True,
        )
        self._all.add(process)
        with WATCHDOG.limit(time.monotonic() + START_SECONDS, process.kill):
            ready = read_frame(process.stdout) if process.stdout else None
        if ready is None:
            self._end(process)
            raise RuntimeError("The reading process could not be started; see that the package is installed whole.")
        return _Child(process)

    def _end(self, process: subprocess.Popen[bytes]) -> None:
        process.kill()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        process.wait()
        self._all.discard(process)


def from_settings(settings: Settings, *, size: int = 2) -> Reader:
    """Make the reader that the settings describe."""
    return Reader(settings.parse_seconds, settings.parse_memory_mb, size, settings.max_text_chars)


def read_fetched(reader: Reader, fetched: Fetched) -> Extracted:
    """Read what was fetched as a page or file."""
    return reader.read(
        fetched.body,
        kinds=PAGE_KINDS | {"feed", "sitemap"},
        url=fetched.final_url,
        media_type=fetched.media_type,
        charset=fetched.charset,
    )


def extract_file(reader: Reader, name: str, data: bytes) -> Extracted:
    """Read an upload by what is in it; the name only tells Markdown from plain text."""
    if not data:
        return Extracted(ReadState.EMPTY, "There is nothing in this file.")
    return reader.read(data, kinds=FILE_KINDS, name=name)


def extract_sheet(reader: Reader, name: str, data: bytes) -> Extracted:
    """Read the rows of a spreadsheet, a workbook or a text with separators."""
    if not data:
        return Extracted(ReadState.EMPTY, "There is nothing in this file.")
    return reader.read(data, kinds=SHEET_KINDS, name=name, only="sheet")

"""Run a desk on one machine: broker, web and worker as children, restarted, stopped together, never orphaned."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import IO, TYPE_CHECKING
from urllib.error import URLError

from factcheck.domain.errors import DeskError
from factcheck.tether import LINUX, die_with_parent

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path
    from types import FrameType

FIRST_WAIT = 0.5
LONGEST_WAIT = 30.0
#: A child that lived this long was well; the next restart is quick again.
WELL_AFTER = 60.0
#: Seconds for web and worker to end by themselves, then for the broker; together under the 20 that stopping may take.
STOP_SECONDS = 14.0
BROKER_STOP_SECONDS = 3.0
READY_SECONDS = 60.0
#: A child that dies this often before the desk was ever ready will not come up.
FALSE_STARTS = 3
LOG_BYTES = 5_000_000


@dataclass
class Child:
    """Hold one child: how to start it, and how often it had to be."""

    name: str
    command: list[str]
    #: Called before each start, with how often the child died in a row.
    before: Callable[[int], None] | None = None
    keep: tuple[int, ...] = ()
    #: Started once pages are served: what people wait for comes up first.
    later: bool = False
    process: subprocess.Popen[bytes] | None = None
    died: int = 0
    started: float = 0.0
    start_at: float = 0.0


@dataclass
class Supervisor:
    """Start the children in order, restart what dies, stop all on a signal."""

    children: list[Child]
    logs: Path
    environment: Mapping[str, str]
    say: Callable[[str], None]
    _lifeline: tuple[int, int] = field(default_factory=os.pipe)
    _ready: bool = False
    _stop: bool = False

    def run(self, prepare: Callable[[], None], health: str, ready: Callable[[], None]) -> None:
        """Start all, `prepare` while they load, call `ready` once `health` answers 200, and watch until a signal."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._ask_to_stop)
        try:
            self._look_after()
            prepare()
            self._wait_ready(health)
            if not self._stop:
                self._ready = True
                ready()
            while not self._stop:
                self._look_after()
                time.sleep(0.2)
        finally:
            self.stop()

    def stop(self) -> None:
        """Stop web and worker together, then the broker they talk to; whatever does not end is killed."""
        broker = [child for child in self.children if child.name == "broker"]
        others = [child for child in self.children if child.name != "broker"]
        _end(others, STOP_SECONDS)
        _end(broker, BROKER_STOP_SECONDS)

    def _ask_to_stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stop = True

    def _wait_ready(self, health: str) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not self._stop:
            self._look_after()
            for child in self.children:
                if child.died >= FALSE_STARTS:
                    raise DeskError(f"The {child.name} process does not start: {self._last_words(child)}")
            if _answers(health):
                return
            if time.monotonic() > deadline:
                raise DeskError(
                    f"The desk did not get ready within {READY_SECONDS:.0f} s. See the logs in {self.logs}."
                )
            time.sleep(0.05)

    def _look_after(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.process is None:
                if now >= child.start_at and (self._ready or not child.later):
                    self._start(child)
                continue
            code = child.process.poll()
            if code is None:
                continue
            child.process = None
            child.died = 1 if now - child.started > WELL_AFTER else child.died + 1
            wait = min(LONGEST_WAIT, FIRST_WAIT * 2 ** (child.died - 1))
            child.start_at = now + wait
            self.say(f"The {child.name} process ended (code {code}); it is started again in {wait:.1f} s.")

    def _start(self, child: Child) -> None:
        if child.before is not None:
            child.before(child.died)
        with self._log(child) as log:
            child.process = subprocess.Popen(  # noqa: S603 - our own command lines
                [part.replace("{lifeline}", str(self._lifeline[0])) for part in child.command],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=dict(self.environment),
                pass_fds=(self._lifeline[0], *child.keep),
                # Of their own: Ctrl-C in the terminal reaches the supervisor only, which stops them in order.
                start_new_session=True,
                preexec_fn=die_with_parent,  # noqa: PLW1509 - the supervisor has one thread
            )
        child.started = time.monotonic()

    def _log(self, child: Child) -> IO[bytes]:
        path = self.logs / f"{child.name}.log"
        with contextlib.suppress(FileNotFoundError):
            if path.stat().st_size > LOG_BYTES:
                path.replace(path.with_suffix(".log.1"))
        return path.open("ab")

    def _last_words(self, child: Child) -> str:
        lines = (self.logs / f"{child.name}.log").read_text(errors="replace").strip().splitlines()
        return lines[-1] if lines else "it says nothing."


def _end(children: list[Child], seconds: float) -> None:
    running = [child.process for child in children if child.process is not None and child.process.poll() is None]
    for process in running:
        process.terminate()
    deadline = time.monotonic() + seconds
    for process in running:
        try:
            process.wait(max(0.0, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            # The whole session of the child, with what it may have started itself.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _answers(url: str) -> bool:
    # No proxy stands between a desk and itself.
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(url, timeout=2) as answer:
            return bool(answer.status == HTTPStatus.OK)
    except (URLError, OSError):
        return False


def desk_command(*arguments: str, lifeline: bool = True) -> list[str]:
    """Return the command line of a child that is a desk command, tied to the supervisor unless it is waited for."""
    tied = ["--lifeline", "{lifeline}"] if lifeline else []
    return [sys.executable, "-m", "factcheck", *tied, *arguments]


def broker_command(command: list[str]) -> list[str]:
    """Return the command line of the broker; where the system does not tie it to us, a small process does."""
    if LINUX:
        return command
    return [sys.executable, "-m", "factcheck.tether", "{lifeline}", *command]

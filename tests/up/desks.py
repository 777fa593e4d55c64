"""Start and watch a whole desk as a person would, by its command."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from factcheck.broker import socket_path

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


def environment(data: Path, **more: str) -> dict[str, str]:
    """Return an environment without the settings of whoever runs the tests."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
    return kept | {"FACTCHECK_DATA_DIR": str(data), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"} | more


def run(data: Path, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "factcheck", *arguments],
        env=environment(data, **more),
        cwd=data.parent,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


def wait_until(holds: Callable[[], object], seconds: float = 60.0, what: str = "") -> None:
    """Look often until something holds; fail after `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"never held: {what}"
        time.sleep(0.05)


@dataclass
class RunningDesk:
    """Hold a desk that was started by `factcheck up`, and what it has printed so far."""

    data: Path
    process: subprocess.Popen[str]
    printed: str = ""

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+/", self.printed)
        assert found, self.printed
        return found[0]

    def children(self) -> dict[str, int]:
        """Return the process ids of the supervisor's children by what they are, while it lives."""
        found = {}
        for pid in processes_of(self.data):
            line = command_line(pid)
            for name, mark in (("broker", "socket"), ("web", " web "), ("worker", " worker")):
                if mark in line and " up " not in line:
                    found[name] = pid
        return found

    def signal(self, number: int) -> None:
        self.process.send_signal(number)

    def end(self) -> int:
        """Stop it as Ctrl-C does and return the exit code."""
        self.signal(signal.SIGINT)
        return self.process.wait(timeout=30)


def start(data: Path, *arguments: str) -> RunningDesk:
    """Start a desk on a free port and wait until it says that it is open."""
    output = data.with_suffix(".out")
    with output.open("w") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "factcheck", "up", "--port", "0", *arguments],
            env=environment(data),
            cwd=data.parent,
            stdout=file,
            stderr=file,
            text=True,
        )
    wait_until(lambda: "Ctrl-C" in output.read_text() or process.poll() is not None, what="an open desk")
    printed = output.read_text()
    assert process.poll() is None, printed
    return RunningDesk(data, process, printed)


def processes_of(data: Path) -> list[int]:
    """Return the processes that work on this data folder, however they came to be."""
    mark = f"FACTCHECK_DATA_DIR={data}\0".encode()
    # The broker writes its title over its environment.
    broker = str(socket_path(data / "broker"))
    found = []
    for entry in Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            ours = mark in (entry / "environ").read_bytes() + b"\0" or broker in command_line(int(entry.name))
            state = (entry / "stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            continue
        if ours and state != "Z":
            found.append(int(entry.name))
    return found


def command_line(pid: int) -> str:
    """Return how a process was started; empty once it is gone."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""

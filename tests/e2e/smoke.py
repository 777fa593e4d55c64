"""Start `factcheck up`, walk the main job over HTTP, stop it, and see that nothing stays behind.

usage: smoke.py FACTCHECK DATA_FOLDER
"""

from __future__ import annotations

import http.client
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.e2e.walk import Walk, wait_for

START_SECONDS = 60.0
STOP_SECONDS = 20.0


def free_port() -> int:
    """Return a port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def is_ready(port: int) -> bool:
    """Say whether /healthz answers 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def left_behind(data: str) -> list[str]:
    """Return the command lines of processes that still speak of the data folder."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = entry.read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
        except OSError:
            continue
        if data in words and "smoke.py" not in words and "pytest" not in words:
            found.append(words)
    return found


def start(command: list[str], data: str, port: int, log: Path) -> subprocess.Popen[bytes]:
    """Start the desk in a process group of its own."""
    with log.open("ab") as out:
        return subprocess.Popen(
            [*command, "up", "--data", data, "--port", str(port)], stdout=out, stderr=out, start_new_session=True
        )


def stop(desk: subprocess.Popen[bytes], data: str) -> None:
    """Press Ctrl-C and hold it to its word."""
    desk.send_signal(signal.SIGINT)
    code = desk.wait(STOP_SECONDS)
    if code not in {0, 130, -signal.SIGINT}:
        raise AssertionError(f"Ctrl-C ended with {code}")
    wait_for(lambda: not left_behind(data), f"the end of {left_behind(data)}", seconds=10)


def main() -> int:
    """Do it all."""
    command, data = [sys.argv[1]], str(Path(sys.argv[2]).resolve())
    port, log = free_port(), Path(f"{data}.log")
    begun = time.monotonic()
    desk = start(command, data, port, log)
    try:
        wait_for(lambda: is_ready(port) or desk.poll() is not None, "/healthz", seconds=START_SECONDS)
        print(f"open after {time.monotonic() - begun:.1f} s")
        login = wait_for(lambda: re.search(r"as (\S+) with the one-time password (\S+)", log.read_text()), "the login")
        walk = Walk(f"http://127.0.0.1:{port}", login[1], login[2])
        public = walk.all()
        print("\n".join(walk.said), public, sep="\n")
        stop(desk, data)
        begun = time.monotonic()
        desk = start(command, data, port, log)
        wait_for(lambda: is_ready(port), "the second start", seconds=START_SECONDS)
        again = time.monotonic() - begun
        print(f"second start {again:.1f} s")
        stop(desk, data)
    except BaseException:
        print(log.read_text()[-3000:], file=sys.stderr)
        raise
    finally:
        if desk.poll() is None:
            desk.kill()
    print("stopped; nothing stays behind")
    return 0


if __name__ == "__main__":
    sys.exit(main())

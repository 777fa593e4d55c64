"""Tie a child process to the supervisor, so that none is left over when the supervisor is killed.

Linux ends the child by itself when its parent dies; elsewhere the child watches a pipe that nobody writes to, and
whose other end only the supervisor holds. Both are used where both work.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import subprocess
import sys
import threading

LINUX = platform.system() == "Linux"
_PR_SET_PDEATHSIG = 1


def die_with_parent() -> None:
    """Ask Linux to send TERM to this process when its parent dies; run between fork and exec."""
    if LINUX:
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def watch_lifeline(handle: int) -> None:
    """Send TERM to this process when the other end of the pipe is gone."""

    def watch() -> None:
        while os.read(handle, 64):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, name="lifeline", daemon=True).start()


def main(arguments: list[str]) -> int:
    """Run a program that knows nothing of pipes and end it with the supervisor: `HANDLE PROGRAM …`."""
    handle, *command = arguments
    child = subprocess.Popen(command)  # noqa: S603 - the supervisor's own command line
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    watch_lifeline(int(handle))
    return child.wait()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

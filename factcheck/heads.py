"""Note the head of the log once a day in a file, so that a log cut short later is found out."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

_LINE = re.compile(r"(\d+) ([0-9a-f]{64}) (\S+)\n?\Z")


class NotedHead(NamedTuple):
    """Hold where the log stood: its last row, that row's hash, and when it was noted."""

    seq: int
    hash: str
    at: str


def note_head(folder: Path, seq: int, head: str, now: datetime) -> bool:
    """Write the day's file unless it is there and return whether it was written; it is never written again."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m-%d}.txt"
    if path.exists():
        return False
    # Written beside and linked: of two machines that share the folder one writes, and nobody reads half a line.
    beside = folder / f".{path.name}.{os.getpid()}"
    beside.write_text(f"{seq} {head} {now:%Y-%m-%dT%H:%M:%SZ}\n", encoding="ascii")
    try:
        os.link(beside, path)
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    path.chmod(0o400)
    return True


def noted_heads(folder: Path) -> list[NotedHead]:
    """Read the files, oldest first; what is no line of ours is left out."""
    found = []
    for path in sorted(folder.glob("????-??-??.txt")):
        line = _LINE.match(path.read_text(encoding="ascii", errors="replace"))
        if line:
            found.append(NotedHead(int(line[1]), line[2], line[3]))
    return found

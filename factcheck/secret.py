"""Make and read the desk's secret key, a file that only its owner can read."""

from __future__ import annotations

import os
import secrets
from typing import TYPE_CHECKING

from factcheck.domain.errors import DeskError

if TYPE_CHECKING:
    from pathlib import Path

_LENGTH = 32


def make_secret(path: Path) -> None:
    """Write a new secret to `path`, mode 600, unless there is one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(_LENGTH))


def read_secret(path: Path) -> str:
    """Return the secret; raise DeskError where it is missing, damaged or readable by others."""
    try:
        mode = path.stat().st_mode & 0o077
        secret = path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        raise DeskError(f"The secret file {path} is missing. Run “factcheck up”, which makes it.") from None
    except (OSError, UnicodeDecodeError):
        raise DeskError(f"The secret file {path} cannot be read. Restore it from a backup.") from None
    if mode:
        raise DeskError(f"The secret file {path} can be read by others. Run: chmod 600 {path}")
    if len(secret) < _LENGTH:
        raise DeskError(f"The secret file {path} is damaged. Restore it from a backup.")
    return secret

"""Make a desk's data folder, and lock it for one desk."""

from __future__ import annotations

import fcntl
import os
import tempfile
from typing import IO, TYPE_CHECKING

from factcheck.domain.errors import DeskError

if TYPE_CHECKING:
    from pathlib import Path

#: Names by which a folder is known to be a desk's.
OURS = {"lock", "secret", "desk.sqlite3", "blobs", "broker", "heads", "logs"}


def prepare_folder(folder: Path) -> None:
    """Make the data folder, for its owner only; raise DeskError where it cannot be used."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        names = {path.name for path in folder.iterdir()}
        if names and not names & OURS:
            raise DeskError(f"The folder {folder} holds other things. Name a new or empty one with --data.")
        folder.chmod(0o700)
        with tempfile.TemporaryFile(dir=folder):
            pass
        (folder / "logs").mkdir(mode=0o700, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise DeskError(f"{folder} is a file, not a folder. Name a folder with --data.") from None
    except OSError as error:
        raise DeskError(
            f"The folder {folder} cannot be written to ({error.strerror}). Name another with --data."
        ) from None


def lock_folder(folder: Path) -> IO[str]:
    """Lock the data folder for this process; the lock ends with it, however it ends."""
    file = (folder / "lock").open("a+", encoding="ascii")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.seek(0)
        who = file.read().strip() or "unknown"
        file.close()
        raise DeskError(
            f"A desk runs on {folder} already (process {who}). Stop it first, or name another folder with --data."
        ) from None
    file.truncate(0)
    file.write(str(os.getpid()))
    file.flush()
    return file

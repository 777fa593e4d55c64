"""Write a file that a command was told to write: all of it, or nothing."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import IO, TYPE_CHECKING

from factcheck.domain.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def new_file(out: Path, *, option: str) -> Iterator[IO[bytes]]:
    """Give a file beside `out`, which takes its name once all went well; refuse to write over another."""
    out = out.absolute()
    if out.exists():
        raise DeskError(f"{out} is there already. Name another file with {option}.")
    if not out.parent.is_dir():
        raise DeskError(f"There is no folder {out.parent}. Make it, or name another file with {option}.")
    with tempfile.NamedTemporaryFile(dir=out.parent, delete=False) as file:
        beside = Path(file.name)
        try:
            yield file
            file.flush()
            beside.rename(out)
        except BaseException:
            beside.unlink(missing_ok=True)
            raise

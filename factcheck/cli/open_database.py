"""Open the desk's database for a command."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from factcheck import revision
from factcheck.db import Database
from factcheck.domain.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from factcheck.config import Settings
    from factcheck.db import Carrier


@contextmanager
def open_database(settings: Settings, *, carrier: Carrier | None = None) -> Iterator[Database]:
    """Give the database, if it is there and at this version's revision."""
    if not settings.database_url and not (settings.data_dir / "desk.sqlite3").exists():
        raise DeskError(
            f"There is no desk in {settings.data_dir.resolve()}. Start one with “factcheck up”, or name its folder in "
            "FACTCHECK_DATA_DIR."
        )
    database = Database(settings.database, pool_size=1, carrier=carrier)
    try:
        if revision.current(database) != revision.newest():
            raise DeskError("The database is not at this version's revision. Run “factcheck migrate”.")
        yield database
    finally:
        database.dispose()

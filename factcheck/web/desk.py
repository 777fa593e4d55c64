"""Give views what the desk works with."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app, g

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore

EXTENSION = "desk"
#: Where a request keeps its open reading, in `g`.
READING = "reading"


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold the database, the settings and the store of files of this process."""

    db: Database
    settings: Settings
    blobs: BlobStore

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open the reading transaction of this request, or join the one that is open.

        What a template asks while its view reads is asked in the view's transaction: a page holds one connection, and
        asks a question once (`ask_once`). The transaction ends with the block that opened it, so what a request writes
        behind it is read anew.
        """
        session: Session | None = g.get(READING)
        if session is not None:
            yield session
            return
        with self.db.read() as session:
            setattr(g, READING, session)
            try:
                yield session
            finally:
                g.pop(READING)


def desk() -> Desk:
    """Return what this application works with."""
    found: Desk = current_app.extensions[EXTENSION]
    return found

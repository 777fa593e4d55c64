"""Give views what the desk works with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import current_app

if TYPE_CHECKING:
    from factcheck.config import Settings
    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore

EXTENSION = "desk"


@dataclass(frozen=True, slots=True)
class Desk:
    """Hold the database, the settings and the store of files of this process."""

    db: Database
    settings: Settings
    blobs: BlobStore


def desk() -> Desk:
    """Return what this application works with."""
    found: Desk = current_app.extensions[EXTENSION]
    return found

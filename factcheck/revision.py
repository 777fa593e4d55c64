"""Say at which revision a database is and which one this version needs, without loading Alembic: starting is quick."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from factcheck.resources import folder

if TYPE_CHECKING:
    from factcheck.db import Database


def newest() -> str:
    """Return the newest revision that this version knows; a test holds the file to the migrations."""
    return (folder("migrations") / ".current-head").read_text(encoding="ascii").strip()


def known() -> frozenset[str]:
    """Return all revisions this version knows: a migration's file name begins with its own."""
    return frozenset(path.name.partition("_")[0] for path in (folder("migrations") / "versions").glob("*.py"))


def current(database: Database) -> str | None:
    """Return the revision the database is at, None where it is empty."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found

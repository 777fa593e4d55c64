"""Bring a database to the newest revision, and say whether it is there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from factcheck.resources import folder

if TYPE_CHECKING:
    from factcheck.db import Database


def alembic_config(url: str) -> Config:
    """Return Alembic's configuration for one database, without a file."""
    config = Config()
    config.set_main_option("script_location", str(folder("migrations")))
    # Passwords may hold a percent sign, which the option parser would read as its own.
    config.set_main_option("sqlalchemy.url", url.replace("%", "%%"))
    return config


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up to `revision`."""
    command.upgrade(alembic_config(url), revision)


def downgrade(url: str, revision: str) -> None:
    """Migrate down to `revision`."""
    command.downgrade(alembic_config(url), revision)


def newest(url: str = "") -> str:
    """Return the newest revision that this version knows."""
    head = ScriptDirectory.from_config(alembic_config(url)).get_current_head()
    if head is None:  # pragma: no cover - a wheel without migrations
        raise FileNotFoundError("This installation carries no migrations. Install the package again.")
    return head


def current(database: Database) -> str | None:
    """Return the revision the database is at, None where it is empty."""
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()

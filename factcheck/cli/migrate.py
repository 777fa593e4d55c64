"""`factcheck migrate`: bring the database to this version's revision."""

from __future__ import annotations

import click

from factcheck.config import Settings
from factcheck.migrate import upgrade
from factcheck.prepare import check_database
from factcheck.revision import newest


@click.command("migrate")
def command() -> None:
    """Bring the database to the newest revision."""
    settings = Settings()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_database(settings)
    upgrade(settings.database)
    click.echo(f"The database is at revision {newest()}.")

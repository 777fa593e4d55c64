"""`factcheck migrate`: bring the database to this version's revision."""

from __future__ import annotations

import click

from factcheck.config import Settings
from factcheck.db import Database
from factcheck.migrate import upgrade
from factcheck.prepare import check_database
from factcheck.revision import newest
from factcheck.services.policy_seed import seed_policy
from factcheck.services.scale_seed import seed_scales


@click.command("migrate")
def command() -> None:
    """Bring the database to the newest revision, with the scales that the desk starts with."""
    settings = Settings()
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    check_database(settings)
    upgrade(settings.database)
    database = Database(settings.database, pool_size=1)
    try:
        with database.write() as session:
            seed_scales(session)
            seed_policy(session)
    finally:
        database.dispose()
    click.echo(f"The database is at revision {newest()}.")

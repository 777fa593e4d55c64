"""`factcheck prepare`: what `factcheck up` does to secret and database before it opens, in a process of its own."""

from __future__ import annotations

import click

from factcheck.config import Settings
from factcheck.prepare import ADMINISTRATOR, check_database, prepare_database, prepare_secret


@click.command("prepare", hidden=True)
@click.option("--no-demo", is_flag=True)
@click.option("--new-secret", is_flag=True)
def command(*, no_demo: bool, new_secret: bool) -> None:
    """Check secret and database, migrate, and print the first administrator's address and password if she is new."""
    settings = Settings()
    is_new = check_database(settings)
    secret = prepare_secret(settings, database_is_new=is_new, new_secret=new_secret)
    password = prepare_database(settings, secret, new_secret=new_secret, demo=not no_demo)
    if password is not None:
        click.echo(f"Sign in as {ADMINISTRATOR} with the one-time password {password} (it is shown only now).")

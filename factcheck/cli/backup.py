"""`factcheck backup`: write a whole desk into one file, while it runs."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.backup.write import back_up
from factcheck.cli.open_database import open_database
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.fetch.blob_store import blob_store


@click.command("backup")
@click.argument("out", type=click.Path(path_type=Path))
def command(out: Path) -> None:
    """Write all rows, kept files and settings into OUT, a tar; secrets are left out, and the desk may go on working."""
    settings = Settings()
    if out.exists():
        raise DeskError(f"{out} is there already. Name another file; an older backup is never written over.")
    with open_database(settings) as database:
        done = back_up(database, blob_store(settings), settings, out.absolute())
    click.echo(f"{out}: {done.rows} rows, {done.files} kept files, {done.size} bytes, log head {done.head}")
    if done.damaged:
        raise DeskError(
            f"{len(done.damaged)} kept files are damaged on the disk and not in it, the first {done.damaged[0]}. "
            "Take them from an older backup."
        )

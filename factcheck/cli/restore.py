"""`factcheck restore`: build a desk from a backup."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.backup.restore import restore
from factcheck.config import Settings


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@click.option("--data", required=True, type=click.Path(path_type=Path), help="The folder of the new desk.")
@click.option("--force", is_flag=True, help="Overwrite the desk that is there.")
def command(backup: Path, data: Path, *, force: bool) -> None:
    """Check BACKUP from end to end, then restore it: into FACTCHECK_DATABASE_URL if that is set, else the folder."""
    settings = Settings(data_dir=data)
    done = restore(backup, settings, force=force)
    click.echo(f"Restored: {done.rows} rows into {done.database}, {done.files} kept files")
    click.echo(f"The log holds: {done.events} rows, head {done.head}")
    if not settings.secret_file.exists():
        click.echo(f"A backup holds no secret. Start with: factcheck up --data {data} --new-secret --no-demo")
        click.echo(
            "That signs everybody out; passwords stay. With the old secret file in place --new-secret is not needed."
        )
    if done.settings not in {"", "{}"}:
        click.echo(f"The settings it ran with, but for secrets: {done.settings}")

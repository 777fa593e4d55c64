"""`factcheck captures`: hand out the kept copies."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli.acting import acting_editor
from factcheck.cli.open_database import open_database
from factcheck.cli.out_file import new_file
from factcheck.config import Settings
from factcheck.fetch.blob_store import blob_store
from factcheck.work.warc_write import write_captures


@click.group("captures")
def command() -> None:
    """Hand out the copies that the desk has kept."""


@command.command("export")
@click.option("--warc", required=True, type=click.Path(path_type=Path), help="The file to write, FILE.warc.gz.")
@click.option("--article", type=click.IntRange(1), help="Only what this article led to. [default: the whole desk]")
@click.option("--as", "email", help="The address of the editor who hands them out. [default: the first there is]")
def export(warc: Path, article: int | None, email: str | None) -> None:
    """Write kept copies as a WARC file, which web archives read; what is confidential stays."""
    settings = Settings()
    with new_file(warc, option="--warc") as file, open_database(settings) as database:
        with database.read() as session:
            editor_id = acting_editor(session, email, to="export articles").id
        written = write_captures(database, blob_store(settings), editor_id, file, article_id=article)
    for digest in written.missing:
        click.echo(f"The kept file {digest} is not in the desk’s store, so it is not in the export.", err=True)
    click.echo(f"{warc.absolute()}: {written.captures} copies, {written.size} bytes, SHA-256 {written.sha256}")

"""`factcheck bundle`: write the proof bundle of an article."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli.acting import acting_editor
from factcheck.cli.open_database import open_database
from factcheck.cli.out_file import new_file
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.fetch.blob_store import blob_store
from factcheck.proof.fault import Fault
from factcheck.proof.verify import verify_bundle
from factcheck.work.bundle_write import write_bundle


@click.command("bundle")
@click.argument("article", type=click.IntRange(1))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="The file to write, a zip.")
@click.option("--as", "email", help="The address of the editor who hands it out. [default: the first there is]")
def command(article: int, out: Path, email: str | None) -> None:
    """Write the proof bundle of ARTICLE (its number in the address of its page) and check it."""
    settings = Settings()
    out = out.absolute()
    with new_file(out, option="--out") as file, open_database(settings) as database:
        with database.read() as session:
            editor_id = acting_editor(session, email, to="export articles").id
        written = write_bundle(database, blob_store(settings), editor_id, article, file)
    for name in written.look_at:
        click.echo(f"Look at {name} before you hand this out: words of confidential evidence stand in it.", err=True)
    for digest in written.missing:
        click.echo(f"The kept file {digest} is not in the desk’s store, so it is not in the bundle.", err=True)
    click.echo(f"{out}: {written.size} bytes, SHA-256 {written.sha256}, {written.withheld} things withheld")
    try:
        report = verify_bundle(out)
    except Fault as fault:
        raise DeskError(f"The bundle was written, but it does not hold. {fault}") from None
    for line in report.lines():
        click.echo(line)

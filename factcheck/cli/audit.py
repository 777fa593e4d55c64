"""`factcheck audit`: check the log."""

from __future__ import annotations

import click

from factcheck.cli.open_database import open_database
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.services.event_log import verify_log


@click.group("audit")
def command() -> None:
    """Check the desk's log."""


@command.command()
@click.option("--head", help="The head you noted earlier; a log that was cut short and regrown is found by it.")
def verify(head: str | None) -> None:
    """Walk the whole log and say whether it was changed."""
    with open_database(Settings()) as database, database.read() as session:
        audit = verify_log(session, expected_head=head)
    if audit.why is not None:
        raise DeskError(f"The log does not hold at row {audit.bad_seq}: {audit.why}. Last good head: {audit.head}")
    click.echo(f"The log holds: {audit.rows} rows, head {audit.head}")

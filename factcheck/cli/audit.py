"""`factcheck audit`: check the log."""

from __future__ import annotations

import re

import click

from factcheck.cli.open_database import open_database
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.heads import NotedHead, noted_heads
from factcheck.models.base import utc_now
from factcheck.services.event_log import verify_log
from factcheck.services.log_read import log_head

_HEAD = re.compile(r"[0-9a-f]{64}\Z")


@click.group("audit")
def command() -> None:
    """Check the desk's log."""


@command.command()
@click.option("--head", help="A head you noted earlier; a log that was cut short and regrown is found by it.")
def verify(head: str | None) -> None:
    """Walk the whole log and say whether it was changed; the heads noted in the data folder must stand in it."""
    settings = Settings()
    daily = {noted.hash: noted for noted in noted_heads(settings.head_dir)}
    if head and not _HEAD.match(head.strip().lower()):
        raise DeskError("A head is 64 letters of 0 to 9 and a to f. Copy all of it.")
    noted = [*daily, *([head.strip().lower()] if head else [])]
    with open_database(settings) as database, database.read() as session:
        audit = verify_log(session, noted=noted)
    if audit.why is not None:
        raise DeskError(f"The log does not hold at row {audit.bad_seq}: {audit.why}.{_named(audit.missing, daily)}")
    click.echo(f"{len(set(noted))} noted heads stand in it.", err=True)
    click.echo(f"The log holds: {audit.rows} rows, head {audit.head}")


@command.command()
def head() -> None:
    """Print the head of the log, to be noted elsewhere: on paper, in a mail, with a time stamp."""
    with open_database(Settings()) as database, database.read() as session:
        found = log_head(session)
        click.echo(f"{found.seq} {found.hash} {utc_now():%Y-%m-%dT%H:%M:%SZ}")


def _named(missing: tuple[str, ...], daily: dict[str, NotedHead]) -> str:
    if not missing:
        return ""
    lost = daily.get(missing[0])
    return f" Missing: {missing[0]}, noted {f'at row {lost.seq} on {lost.at}' if lost else 'by you'}."

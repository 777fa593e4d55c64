"""`factcheck verify`: check a proof bundle, without a desk."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.domain.errors import DeskError
from factcheck.proof.fault import Fault
from factcheck.proof.verify import verify_bundle


@click.command("verify")
@click.argument("bundle", type=click.Path(path_type=Path))
@click.option("--head", help="A head of the log that was noted elsewhere; it must stand in the bundle's chain.")
def command(bundle: Path, head: str | None) -> None:
    """Check BUNDLE: every digest, every place, and that its records are those of the log; no desk is needed."""
    try:
        report = verify_bundle(bundle, head=head)
    except Fault as fault:
        raise DeskError(f"The bundle does not hold. {fault}") from None
    for line in report.lines():
        click.echo(line)

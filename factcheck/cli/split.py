"""`factcheck split`: take a text apart."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from factcheck.domain.errors import DeskError
from factcheck.text import analyse

if TYPE_CHECKING:
    from datetime import datetime


@click.command("split")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; without it, a list to read.")
@click.option("--published", type=click.DateTime(["%Y-%m-%d"]), help="The day it was published, for “last month”.")
@click.option("--language", default="en", show_default=True)
def command(file: Path, *, as_json: bool, published: datetime | None, language: str) -> None:
    """Print the passages, claims and findings of a text file in UTF-8."""
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise DeskError(
            f"{file} is not UTF-8 text (byte {error.start}). Save it as UTF-8, or use factcheck import."
        ) from None
    analysis = analyse(text, published=published.date() if published else None, language=language)
    if as_json:
        click.echo(json.dumps(analysis.to_json(), ensure_ascii=False))
        return
    for claim in analysis.claims:
        click.echo(f"{claim.start:6d}  {claim.score:.2f}  {claim.kind:<12}{claim.statement}")

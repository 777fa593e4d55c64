"""`factcheck fetch`: fetch one page as a worker would, and say what became of it."""

from __future__ import annotations

import json

import click

from factcheck.config import Settings
from factcheck.domain.captures import CaptureState
from factcheck.fetch.pages import from_settings

#: What the desk refuses to fetch, or the page refuses to show.
REFUSED = frozenset({CaptureState.REFUSED, CaptureState.BLOCKED})
EXIT_REFUSED = 3
EXIT_FAILED = 4


@click.command("fetch")
@click.argument("url")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object; without it, a sentence.")
def command(url: str, *, as_json: bool) -> None:
    """Fetch one page; the exit code is 0 where it was captured, 3 where it was refused, 4 where it failed."""
    fetcher = from_settings(Settings())
    try:
        page = fetcher.page(url)
    finally:
        fetcher.close()
    if as_json:
        click.echo(json.dumps(page.to_json(), ensure_ascii=False))
    else:
        title = page.extracted.title if page.extracted else ""
        click.echo(" ".join(part for part in (f"{page.state}:", title, page.fetched.final_url, page.reason) if part))
    if not page.ok:
        raise SystemExit(EXIT_REFUSED if page.state in REFUSED else EXIT_FAILED)

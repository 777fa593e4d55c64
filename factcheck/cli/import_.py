"""`factcheck import`: bring in an article from a file or an address."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.celery import make_carrier
from factcheck.cli.acting import acting_editor
from factcheck.cli.open_database import open_database
from factcheck.config import MEGABYTE, Settings
from factcheck.domain.errors import DeskError
from factcheck.fetch.blob_store import blob_store
from factcheck.services.article_create import ArticleBrief, create_article
from factcheck.services.draft_ask import ask_draft_by_address, ask_draft_by_upload
from factcheck.services.upload_check import check_upload


@click.command("import")
@click.argument("source")
@click.option("--as", "email", help="The address of the editor who brings it in. [default: the first there is]")
@click.option("--title", default="", help="Its title; without one it is taken from the text.")
def command(source: str, email: str | None, title: str) -> None:
    """Bring in an article from FILE (.txt, .md, .html, .docx, .pdf) or URL; a worker reads it."""
    settings = Settings()
    by_address = source.startswith(("http://", "https://"))
    data = b"" if by_address else _read(source, settings)
    name = source.partition("://")[2] if by_address else Path(source).name
    with open_database(settings, carrier=make_carrier(settings)) as database, database.write() as session:
        editor = acting_editor(session, email, to="bring in articles")
        brief = ArticleBrief(title=title, source_url=source if by_address else "", language=settings.language)
        article = create_article(session, editor, brief, provisional_title=name)
        if by_address:
            ask_draft_by_address(session, editor, article, source, title_open=not title)
        else:
            blob = blob_store(settings).put(data)
            ask_draft_by_upload(session, editor, article, blob=blob, file_name=name, title_open=not title)
    where = settings.base_url.rstrip("/") or f"http://{settings.host}:{settings.port}"
    click.echo(f"Article {article.id} is in; a worker reads it: {where}/articles/{article.id}")


def _read(source: str, settings: Settings) -> bytes:
    most = settings.max_upload_mb * MEGABYTE
    try:
        with Path(source).open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise DeskError(f"{source} cannot be read ({error.strerror}). Name a file, or an http(s) address.") from None
    check_upload(source, data, max_bytes=most)
    return data

"""`factcheck export`: write the checking sheet of an article."""

from __future__ import annotations

from pathlib import Path

import click

from factcheck.cli.acting import acting_editor
from factcheck.cli.open_database import open_database
from factcheck.cli.out_file import new_file
from factcheck.config import Settings
from factcheck.services.sheet_export import export_sheet, log_sheet
from factcheck.services.sheet_write import CSV, XLSX, file_name, write_sheet


@click.command("export")
@click.argument("article", type=click.IntRange(1))
@click.option("--csv", "form", flag_value=CSV, default=True, help="As text with commas. [default]")
@click.option("--xlsx", "form", flag_value=XLSX, help="As a workbook.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write. [default: named by article and draft]")
@click.option("--internal", is_flag=True, help="With confidential sources, for the desk's own use.")
@click.option("--as", "email", help="The address of the editor who hands it out. [default: the first there is]")
def command(article: int, form: str, out: Path | None, email: str | None, *, internal: bool) -> None:
    """Write the checking sheet of ARTICLE (its number in the address of its page): a row a claim and source."""
    with open_database(Settings()) as database, database.write() as session:
        editor = acting_editor(session, email, to="export articles")
        sheet = export_sheet(session, editor, article, internal=internal)
        data = write_sheet(sheet, form)
        path = (out or Path(file_name(sheet, form))).absolute()
        with new_file(path, option="--out") as file:
            file.write(data)
        log_sheet(session, editor, sheet, data, form)
    withheld = f", {sheet.withheld} confidential sources withheld" if sheet.withheld else ""
    click.echo(f"{path}: {len(sheet.rows)} rows of draft {sheet.draft.number}{withheld}")

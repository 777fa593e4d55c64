"""Write a sheet as a file: as text with commas, or as a workbook; no cell of it is ever run as a formula."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from factcheck.domain.sheets import CELL_CHARS, Column, guard_cell

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

    from factcheck.services.sheet_export import SheetOut

CSV, XLSX = "csv", "xlsx"
MEDIA = {
    CSV: "text/csv; charset=utf-8",
    XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: What neither a workbook nor most programs can keep.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CUT = "… (cut here: a workbook’s cell holds no more; the CSV has all of it)"
#: Widths in characters; every other column has 14.
_WIDTHS: dict[str, int] = {
    Column.NUMBER: 5,
    Column.FACT: 48,
    Column.LINE: 7,
    Column.SOURCE: 30,
    Column.DATE: 11,
    Column.OK: 5,
    Column.NOTE: 36,
    Column.SAYS: 40,
    Column.LINK: 28,
    Column.WHERE: 22,
    Column.BEARING: 10,
    Column.STATEMENT: 36,
    Column.FINDING: 40,
}
#: Beyond, a row as high as its longest cell is longer than a page.
_LEAST_HIGH, _MOST_HIGH, _LINE_HIGH = 15, 180, 14


def write_sheet(out: SheetOut, form: str) -> bytes:
    """Return the sheet as a file of the form "csv" or "xlsx"; the same sheet is the same bytes."""
    return _workbook(out) if form == XLSX else _text(out)


def file_name(out: SheetOut, form: str) -> str:
    """Return a name that says which draft of which article it is."""
    inside = "-internal" if out.internal else ""
    return f"checking-sheet-article-{out.article.id}-draft-{out.draft.number}{inside}.{form}"


def _text(out: SheetOut) -> bytes:
    """Return UTF-8 with the mark by which spreadsheet programs know it, every cell in quotation marks."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow([guard_cell(clean_cell(heading)) for heading in out.headings])
    writer.writerows([guard_cell(clean_cell(cell)) for cell in row] for row in out.rows)
    return file.getvalue().encode("utf-8-sig")


def _workbook(out: SheetOut) -> bytes:
    import xlsxwriter  # noqa: PLC0415 - only this form needs it

    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    book = xlsxwriter.Workbook(file, options)
    # The moment of writing is in the log; here it would make the same sheet another file.
    book.set_properties({"title": clean_cell(out.article.title)[:200], "created": out.draft.created_at})
    _facts(book, book.add_worksheet("Facts"), out)
    _about(book, book.add_worksheet("About"), out)
    book.close()
    return file.getvalue()


def _facts(book: Workbook, sheet: Worksheet, out: SheetOut) -> None:
    bold = book.add_format({"bold": True, "bottom": 2, "bg_color": "#E8E8E4", "valign": "top", "text_wrap": True})
    plain = book.add_format({"text_wrap": True, "valign": "top", "bottom": 4, "bottom_color": "#9A9A94"})
    middle = book.add_format({"align": "center", "valign": "top", "bottom": 4, "bottom_color": "#9A9A94"})
    widths = [_WIDTHS.get(heading, 14) for heading in out.headings]
    for at, (heading, width) in enumerate(zip(out.headings, widths, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, _fitting(heading), bold)
    narrow = {at for at, heading in enumerate(out.headings) if heading in {Column.NUMBER, Column.LINE, Column.OK}}
    for number, row in enumerate(out.rows, start=1):
        sheet.set_row(number, _height(row, widths))
        for at, cell in enumerate(row):
            if cell:
                # write_string, never write: that one guesses, and a guess may be a formula or a link.
                sheet.write_string(number, at, _fitting(cell), middle if at in narrow else plain)
            else:
                sheet.write_blank(number, at, None, plain)
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(1, len(out.rows)), len(out.headings) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)
    sheet.set_footer(f"&LDraft {out.draft.number}; void if the copy changes&RPage &P of &N")


def _about(book: Workbook, sheet: Worksheet, out: SheetOut) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrap = book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 90)
    lines = [
        ("Article", out.article.title),
        ("Draft", str(out.draft.number)),
        ("SHA-256 of the text", out.draft.sha256),
        ("For", "the desk’s own use: holds confidential sources" if out.internal else "the desk and the reporter"),
        ("Withheld", "nothing" if not out.withheld else f"{out.withheld} confidential sources"),
        ("Line", "A line is a sentence of the draft, counted as on the article’s page and on the checking copy."),
        ("ok", "✓ confirmed · ✓a as attributed · ✎ change · ? query · ✗ wrong · – not a fact"),
        ("Coming back", "Change cells, add rows and columns, and bring the file in again on the article’s sheet page."),
    ]
    for number, (name, words) in enumerate(lines):
        sheet.write_string(number, 0, name, bold)
        sheet.write_string(number, 1, _fitting(words), wrap)


def _height(row: tuple[str, ...], widths: list[int]) -> int:
    """Return a height that shows the longest cell, within bounds."""
    lines = max(
        sum(-(-max(1, len(line)) // width) for line in cell.split("\n"))
        for cell, width in zip(row, widths, strict=True)
    )
    return max(_LEAST_HIGH, min(_MOST_HIGH, lines * _LINE_HIGH))


def clean_cell(cell: str) -> str:
    """Return a cell without control characters, which spreadsheets refuse or hide."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", cell)


def _fitting(cell: str) -> str:
    clean = clean_cell(cell)
    return clean if len(clean) <= CELL_CHARS else clean[: CELL_CHARS - len(_CUT)] + _CUT

"""Read the rows of a spreadsheet: of a workbook, or of a text with separators, in whatever encoding it was saved."""

from __future__ import annotations

import csv
import re
from collections import Counter
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from factcheck.domain.sheets import (
    CELL_CHARS,
    HEADINGS_WITHIN,
    MOST_CHARS,
    MOST_COLUMNS,
    MOST_ROWS,
    column_of,
    find_headings,
    unguard_cell,
)
from factcheck.fetch.charsets import clean, decode
from factcheck.fetch.extract.archive import open_archive, pack_again
from factcheck.fetch.extract.kinds import RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WANTED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|xl/(?:workbook|sharedStrings|styles)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/[A-Za-z0-9 _-]+\.xml|xl/theme/[A-Za-z0-9]+\.xml|docProps/(?:core|app)\.xml"
)
_SEPARATORS = (",", ";", "\t", "|")
_SAID = re.compile(r"sep=(.)\s*\n")
#: What openpyxl raises at parts that are missing, of another form or no XML.
_BROKEN = (OSError, KeyError, ValueError, TypeError, IndexError, AttributeError, SyntaxError)
_NO_NAME = "This file is no spreadsheet that can be read; save it as .xlsx or .csv."


def read_sheet(kind: str, data: bytes) -> dict[str, Any]:
    """Return the rows of a workbook (`kind` "zip") or of a text.

    Errors: RefusedError.
    """
    rows = _workbook(data) if kind == "zip" else _text(data)
    while rows and not any(rows[-1]):
        rows.pop()
    return {"rows": rows}


def _text(data: bytes) -> list[list[str]]:
    text = decode(data)[0].replace("\r\n", "\n").replace("\r", "\n")
    said = _SAID.match(text)
    text = text[said.end() :] if said else text
    separator = said[1] if said else _separator(text)
    # A quotation mark that is never closed would otherwise take in the rest of the file as one cell.
    csv.field_size_limit(MOST_CHARS)
    try:
        return _bounded([unguard_cell(cell) for cell in row] for row in csv.reader(_lines(text), delimiter=separator))
    except csv.Error as error:
        raise RefusedError(f"This file has broken rows ({error}); save it again as .csv or .xlsx.") from error


def _lines(text: str) -> Iterator[str]:
    """Give the lines with their ends, broken at newlines only: other signs that end a line may stand in a cell."""
    at = 0
    while at < len(text):
        end = text.find("\n", at) + 1 or len(text)
        yield text[at:end]
        at = end


def _separator(text: str) -> str:
    """Return the separator with which the first rows have the most known headings, then the most cells."""
    head = "".join(line for line, _ in zip(_lines(text), range(HEADINGS_WITHIN * 4), strict=False))

    def score(separator: str) -> tuple[int, int]:
        try:
            rows = [row for row, _ in zip(csv.reader(_lines(head), delimiter=separator), range(60), strict=False)]
        except csv.Error:
            return 0, 0
        at = find_headings(rows)
        known = sum(column_of(cell) is not None for cell in rows[at]) if at is not None else 0
        return known, Counter(len(row) for row in rows).most_common(1)[0][0] if rows else 0

    return max(_SEPARATORS, key=score)


def _workbook(data: bytes) -> list[list[str]]:
    """Return the rows of the first sheet with the headings of facts, else of the first with anything in it."""
    import openpyxl  # noqa: PLC0415 - only this kind of file needs it

    parts = open_archive(data, _WANTED, "workbook")
    if "xl/workbook.xml" not in parts:
        raise RefusedError(_NO_NAME)
    first: list[list[str]] = []
    try:
        # Formulas are not computed: what the cell showed when it was saved is its value.
        book = openpyxl.load_workbook(pack_again(parts), read_only=True, data_only=True, keep_links=False)
        for sheet in book.worksheets:
            rows = _bounded([_words(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
            if find_headings(rows) is not None:
                return rows
            first = first or rows
    except _BROKEN as error:
        raise RefusedError("This workbook is damaged and could not be read; save it again as .xlsx or .csv.") from error
    return first


def _bounded(rows: Iterable[list[str]]) -> list[list[str]]:
    """Return the rows as clean words, each cut behind its last cell with anything in it."""
    kept: list[list[str]] = []
    left = MOST_CHARS
    for row in rows:
        cells = [clean(cell)[:CELL_CHARS] for cell in row]
        while cells and not cells[-1].strip():
            cells.pop()
        left -= sum(len(cell) for cell in cells)
        if len(kept) >= MOST_ROWS and cells:
            raise RefusedError(f"This sheet has more than {MOST_ROWS:,} rows; bring it in in parts.")
        if len(cells) > MOST_COLUMNS:
            raise RefusedError(f"This sheet has more than {MOST_COLUMNS} columns; leave out those that are not needed.")
        if left < 0:
            raise RefusedError(f"This sheet holds more than {MOST_CHARS:,} characters; bring it in in parts.")
        if len(kept) < MOST_ROWS:
            kept.append(cells)
    return kept


def _words(value: object) -> str:
    """Return what a cell of a workbook shows: a day without its midnight, a number without a trailing .0."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ", timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\r\n", "\n").replace("\r", "\n")

"""Read an uploaded spreadsheet in a process of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.fetch.extract.model import ReadState
from factcheck.fetch.extract.pool import extract_sheet, from_settings

if TYPE_CHECKING:
    from factcheck.config import Settings

_OTHER = "The desk reads .xlsx and .csv here. Save the sheet as one of these and choose it again."


def read_sheet_rows(settings: Settings, name: str, data: bytes) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a workbook or a text with separators; raise InvalidInput (field "file") where there are none.

    The process is started for this file and ended with it: sheets come in rarely.
    """
    reader = from_settings(settings, size=1)
    try:
        found = extract_sheet(reader, name, data)
    finally:
        reader.close()
    if found.state is ReadState.READ:
        return found.rows
    other = found.state is ReadState.REFUSED and found.kind != "sheet"
    raise InvalidInput(_OTHER if other else found.reason, field="file")

"""Tell the spreadsheets that were applied to an article, and of each row what stands beside a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models import SheetImport, SheetRow
from factcheck.services.bundle_rows import record

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from factcheck.services.bundle_withheld import Withheld


def sheet_records(session: Session, article_id: int, closed: Withheld) -> Iterator[dict[str, Any]]:
    """Give the sheets in the order they came, without their files, in which what is confidential may stand."""
    sheets = session.scalars(
        select(SheetImport)
        .where(SheetImport.article_id == article_id, SheetImport.applied_at.is_not(None))
        .order_by(SheetImport.id)
    ).all()
    rows: dict[int, list[dict[str, Any]]] = {sheet.id: [] for sheet in sheets}
    query = select(SheetRow).where(SheetRow.import_id.in_(rows)).order_by(SheetRow.import_id, SheetRow.position)
    for row in session.scalars(query):
        rows[row.import_id].append(_row(row, closed))
    for sheet in sheets:
        left_out = ("rows", "blob") if sheet.id in closed.sheets else ("rows",)
        yield record(sheet, without=left_out) | {"rows": rows[sheet.id]}


def _row(row: SheetRow, closed: Withheld) -> dict[str, Any]:
    if row.confidential or row.evidence_id in closed.evidence:
        return {"position": row.position, "claim_id": row.claim_id, "withheld": True}
    return record(row, without=("import_id",))

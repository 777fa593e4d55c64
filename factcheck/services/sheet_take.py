"""Take in a spreadsheet as it was read; nothing of it is in the article until somebody applies it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer, joinedload

from factcheck.domain.errors import InvalidInput, NotFound
from factcheck.domain.permissions import Action, require
from factcheck.domain.sheets import Column, column_of, find_headings
from factcheck.models import SheetImport
from factcheck.services.article_edit import get_article
from factcheck.services.draft_text import plain_line
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

_HEADING_CHARS = 100


def take_sheet(
    session: Session, actor: Person, article_id: int, rows: Sequence[Sequence[str]], *, file_name: str, blob: str
) -> SheetImport:
    """Keep the rows of a file that was read; raise InvalidInput (field "file") where it has no headings."""
    require(Action.IMPORT_SHEET, actor.role)
    article = get_article(session, article_id)
    at = find_headings(rows)
    if at is None:
        raise InvalidInput(
            "No row of headings was found. Name the columns, above the facts: fact, line, method, source, date, ok, "
            "note. Two of them are enough, if one is fact or line.",
            field="file",
        )
    width = max(len(row) for row in rows[at:])
    body = [[*row, *[""] * (width - len(row))] for row in rows[at + 1 :]]
    if not any(cell.strip() for row in body for cell in row):
        raise InvalidInput("There are headings in this file, but no rows below them.", field="file")
    row = SheetImport(
        article_id=article.id,
        file_name=file_name,
        blob=blob,
        headings=_headings(rows[at], body, width),
        rows=body,
        # As a spreadsheet counts: from 1, the headings included.
        first_row=at + 2,
        by_id=actor.id,
    )
    session.add(row)
    session.flush()
    log_event(
        session,
        actor,
        "sheet.brought_in",
        ("sheet", row.id),
        after={"sha256": blob, "rows": len(body)},
        article_id=article.id,
    )
    return row


def get_sheet(session: Session, actor: Person, article_id: int, sheet_id: int, *, lock: bool = False) -> SheetImport:
    """Return a sheet that was brought in to an article, or raise NotFound."""
    require(Action.IMPORT_SHEET, actor.role)
    row = session.get(SheetImport, sheet_id, with_for_update=HOLD | {"of": SheetImport} if lock else None)
    if row is None or row.article_id != article_id:
        raise NotFound("There is no such sheet in this article. Bring the file in again.")
    return row


def list_sheets(session: Session, article_id: int, *, most: int = 20) -> Sequence[SheetImport]:
    """Return the sheets of an article, the newest first, without their rows."""
    return session.scalars(
        select(SheetImport)
        .where(SheetImport.article_id == article_id)
        .options(defer(SheetImport.rows), joinedload(SheetImport.by))
        .order_by(SheetImport.id.desc())
        .limit(most)
    ).all()


def _headings(row: Sequence[str], body: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return a name for each column: the desk's own for those it knows, else as it was written, each once."""
    names: list[str] = []
    for at in range(width):
        written = plain_line(row[at])[:_HEADING_CHARS] if at < len(row) else ""
        column = column_of(written)
        if column is Column.FACT and _all_numbers(body, at):
            column = Column.NUMBER
        name = column.value if column is not None and column.value not in names else written
        name = name or f"column {at + 1}"
        count, bare = 2, name
        while name in names:
            name, count = f"{bare} ({count})", count + 1
        names.append(name)
    return names


def _all_numbers(body: Sequence[Sequence[str]], at: int) -> bool:
    """Say whether a column "claim" holds numbers: some desks name their facts so, others count them so."""
    cells = [row[at].strip() for row in body if row[at].strip()]
    return bool(cells) and all(cell.isdecimal() for cell in cells)

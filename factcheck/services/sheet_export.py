"""Hand out an article as the sheet that desks check with."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.domain.errors import NotFound
from factcheck.domain.permissions import Action, require
from factcheck.domain.sheets import OF_CLAIM, WITHHELD, Column
from factcheck.models import Article
from factcheck.services.event_log import log_event
from factcheck.services.open_words import OpenWords, closed_for_outside
from factcheck.services.sheet_rows import read_sheet_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Draft, Person
    from factcheck.services.sheet_rows import Row

C = Column


@dataclass(frozen=True, slots=True)
class SheetOut:
    """Hold what a sheet says: headings, rows of cells, what it is of, and how many sources it withholds."""

    article: Article
    draft: Draft
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    withheld: int
    internal: bool


def export_sheet(session: Session, actor: Person, article_id: int, *, internal: bool = False) -> SheetOut:
    """Return the sheet of an article; what is confidential stays out unless it is for the desk's own use.

    Raise NotAllowed where `actor` may not export, or may not see what is confidential.
    """
    require(Action.EXPORT_ARTICLE, actor.role)
    if internal:
        require(Action.SEE_CONFIDENTIAL, actor.role)
    article = session.get(Article, article_id)
    if article is None:
        raise NotFound("There is no such article. Look for its number in the list of articles.")
    sheet = read_sheet_rows(session, article_id)
    columns = [column for column in Column if internal or column is not C.CONFIDENTIAL]
    headings = (*columns, *sheet.extra)
    opened = None if internal else OpenWords(closed_for_outside(session, article_id))
    rows = [row.cells if opened is None else _without_secrets(row, opened) for row in sheet.rows]
    return SheetOut(
        article=article,
        draft=sheet.draft,
        headings=tuple(str(heading) for heading in headings),
        rows=tuple(tuple(cells.get(heading, "") for heading in headings) for cells in rows),
        withheld=0 if internal else sum(row.confidential for row in sheet.rows),
        internal=internal,
    )


def log_sheet(session: Session, actor: Person, out: SheetOut, data: bytes, form: str) -> None:
    """Note in the log that a sheet was handed out, with the digest of its file."""
    after = {
        "form": form,
        "internal": out.internal,
        "rows": len(out.rows),
        "draft": out.draft.number,
        "sha256": hashlib.sha256(data).hexdigest(),
    }
    log_event(session, actor, "sheet.handed_out", ("article", out.article.id), after=after, article_id=out.article.id)


def _without_secrets(row: Row, opened: OpenWords) -> dict[str, str]:
    """Return a row for people outside: of a confidential source only that it is there, and what it does."""
    cells = row.cells
    if row.confidential:
        told = OF_CLAIM | {C.OK, C.BEARING}
        cells = {name: cell for name, cell in cells.items() if name in told} | {C.SOURCE: WITHHELD}
    return {name: cell if name in OF_CLAIM - {C.STATEMENT} else opened.told(cell) for name, cell in cells.items()}

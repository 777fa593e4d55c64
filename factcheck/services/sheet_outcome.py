"""Read what a sheet left behind: rows without a place, and the remarks beside a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, defer, joinedload

from factcheck.models import SheetImport, SheetRow
from factcheck.services.evidence_get import sees_confidential

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

_MOST = 200


def rows_without_place(session: Session, sheet_id: int) -> Sequence[SheetRow]:
    """Return the rows of a sheet that stand beside no claim, as they were written."""
    query = select(SheetRow).where(SheetRow.import_id == sheet_id, SheetRow.claim_id.is_(None))
    return session.scalars(query.order_by(SheetRow.position).limit(_MOST)).all()


def remarks_on(session: Session, person: Person, claim: Claim) -> list[SheetRow]:
    """Return what sheets left beside a claim, the newest first; what is confidential only to those who may see it."""
    rows = session.scalars(
        select(SheetRow)
        .join(SheetRow.sheet)
        .where(SheetRow.claim_id == claim.id)
        .options(contains_eager(SheetRow.sheet).options(defer(SheetImport.rows), joinedload(SheetImport.by)))
        .order_by(SheetRow.id.desc())
        .limit(_MOST)
    ).all()
    hidden = any(row.confidential for row in rows) and not sees_confidential(session, person, claim)
    return [row for row in rows if not (hidden and row.confidential)]

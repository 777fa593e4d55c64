"""Spreadsheets that were brought in, and what of each row stands beside a claim or a source as it was written."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, Digest, Id, Json, JsonList, MaybeMoment, Moment, Short, ref, utc_now
from factcheck.models.person import Person


class SheetImport(Base):
    """Hold a spreadsheet as it was read: nothing of it is in the article until somebody applies it."""

    __tablename__ = "sheet_import"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    file_name: Mapped[Short]
    blob: Mapped[Digest]
    headings: Mapped[JsonList]
    rows: Mapped[JsonList]
    # Where the first row stands in the file, as a spreadsheet counts.
    first_row: Mapped[int] = mapped_column(Integer)
    by_id: Mapped[int] = ref("person.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)
    applied_at: Mapped[MaybeMoment]
    applied_by_id: Mapped[int | None] = ref("person.id", index=False)
    counts: Mapped[Json] = mapped_column(default=dict)

    by: Mapped[Person] = relationship(foreign_keys="SheetImport.by_id")

    __table_args__ = (CheckConstraint("(applied_at IS NULL) = (applied_by_id IS NULL)", name="applied"),)


class SheetRow(Base):
    """Hold one row as it was written, beside the claim or source that it became; without one it had no place."""

    __tablename__ = "sheet_row"

    id: Mapped[Id]
    import_id: Mapped[int] = ref("sheet_import.id", index=False)
    position: Mapped[int] = mapped_column(Integer)
    claim_id: Mapped[int | None] = ref("claim.id")
    evidence_id: Mapped[int | None] = ref("evidence.id")
    confidential: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    cells: Mapped[Json]
    why: Mapped[str] = mapped_column(Text, default="", server_default="")
    how: Mapped[str] = mapped_column(String(300), default="", server_default="")

    sheet: Mapped[SheetImport] = relationship()

    __table_args__ = (
        UniqueConstraint("import_id", "position"),
        CheckConstraint("evidence_id IS NULL OR claim_id IS NOT NULL", name="source_of_claim"),
        Index("ix_sheet_row_import_id_claim_id", "import_id", "claim_id"),
    )

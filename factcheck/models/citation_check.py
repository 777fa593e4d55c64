"""What became of the pages that published verdicts cite."""

from __future__ import annotations

from sqlalchemy import Boolean, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, Id, Moment, ref, utc_now
from factcheck.models.capture import Capture
from factcheck.models.evidence import Evidence


class CitationCheck(Base):
    """Hold one look at a cited page: where the quoted passage is now; `open` until a person has seen the change."""

    __tablename__ = "citation_check"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", index=False)
    evidence_id: Mapped[int] = ref("evidence.id", index=False)
    # The day, or part of one, for which the look was owed.
    slot: Mapped[str] = mapped_column(String(24))
    # there, moved, changed, gone or unread.
    state: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    found: Mapped[str] = mapped_column(Text, default="")
    capture_id: Mapped[int | None] = ref("capture.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)
    open: Mapped[bool] = mapped_column(Boolean, default=False)
    seen_by_id: Mapped[int | None] = ref("person.id", index=False)

    evidence: Mapped[Evidence] = relationship()
    capture: Mapped[Capture | None] = relationship()

    __table_args__ = (
        UniqueConstraint("evidence_id", "slot"),
        Index("ix_citation_check_claim_id_open", "claim_id", "open"),
    )

"""Evidence and the origins it traces back to."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.evidence import EvidenceKind, OriginKind, Stance
from factcheck.models.base import (
    Base,
    Id,
    Json,
    JsonList,
    MaybeMoment,
    Moment,
    Short,
    Versioned,
    Words,
    choice,
    ref,
    seal,
    utc_now,
)
from factcheck.models.capture import Capture
from factcheck.models.claim import Claim
from factcheck.models.person import Person


class Origin(Versioned, Base):
    """Hold the independent source that carriers trace back to; known within one article."""

    __tablename__ = "origin"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    kind: Mapped[OriginKind] = mapped_column(choice(OriginKind))
    name: Mapped[Short]
    reasons: Mapped[JsonList] = mapped_column(default=list)
    confirmed_by_id: Mapped[int | None] = ref("person.id", index=False)
    merged_into_id: Mapped[int | None] = ref("origin.id")
    seal: Mapped[str] = seal()
    created_at: Mapped[Moment] = mapped_column(default=utc_now)


class Evidence(Versioned, Base):
    """Hold a logged item: what carries it, what it says, what it does to the claim, where it comes from."""

    __tablename__ = "evidence"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", index=False)
    kind: Mapped[EvidenceKind] = mapped_column(choice(EvidenceKind))
    stance: Mapped[Stance] = mapped_column(choice(Stance))
    title: Mapped[str] = mapped_column(String(500))
    url: Mapped[str] = mapped_column(String(2048), default="")
    outlet: Mapped[Short] = mapped_column(default="")
    capture_id: Mapped[int | None] = ref("capture.id")
    suggestion_id: Mapped[int | None] = mapped_column(unique=True)
    blob: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[Short] = mapped_column(default="")
    excerpt: Mapped[Words] = mapped_column(default="")
    excerpt_start: Mapped[int | None] = mapped_column(Integer)
    excerpt_end: Mapped[int | None] = mapped_column(Integer)
    prefix: Mapped[str] = mapped_column(String(64), default="")
    suffix: Mapped[str] = mapped_column(String(64), default="")
    # What became of the claim's quotations in it, and of an excerpt that stands otherwise in the kept copy.
    quotes: Mapped[JsonList] = mapped_column(default=list, server_default="[]")
    # Page of a book, time-code of an interview, attempts of a call: see services/evidence_log.py for the keys.
    locator: Mapped[Json] = mapped_column(default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    confidential: Mapped[bool] = mapped_column(Boolean, default=False)
    seal: Mapped[str] = seal()
    primary: Mapped[bool] = mapped_column("is_primary", Boolean, default=False)
    origin_id: Mapped[int] = ref("origin.id")
    logged_by_id: Mapped[int] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    withdrawn_at: Mapped[MaybeMoment]
    withdrawn_why: Mapped[str] = mapped_column(String(1000), default="")

    claim: Mapped[Claim] = relationship()
    capture: Mapped[Capture | None] = relationship()
    origin: Mapped[Origin] = relationship()
    logged_by: Mapped[Person] = relationship()

    __table_args__ = (
        CheckConstraint("(excerpt_start IS NULL) = (excerpt_end IS NULL)", name="excerpt"),
        Index("ix_evidence_claim_id_withdrawn_at", "claim_id", "withdrawn_at"),
    )

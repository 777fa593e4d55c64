"""Scales, and verdicts with their citations and second checks."""

from __future__ import annotations

from datetime import date

from sqlalchemy import CheckConstraint, Date, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.verdicts import Disposition, Layer, Review, VerdictState
from factcheck.models.article import Draft
from factcheck.models.base import Base, Id, MaybeMoment, Moment, Words, choice, ref, utc_now
from factcheck.models.claim import Claim
from factcheck.models.evidence import Evidence
from factcheck.models.person import Person


class Scale(Base):
    """Hold one version of a scale; changing a scale makes the next version."""

    __tablename__ = "scale"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(40))
    number: Mapped[int] = mapped_column(Integer, default=1)
    name: Mapped[str] = mapped_column(String(120))
    layer: Mapped[Layer] = mapped_column(choice(Layer))
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    retired_at: Mapped[MaybeMoment]

    ratings: Mapped[list[Rating]] = relationship(back_populates="scale", order_by="Rating.position")

    __table_args__ = (UniqueConstraint("key", "number"),)


class Rating(Base):
    """Hold one rating of a scale; `value` is its place on the truth line (5 true, 1 false), NULL off it."""

    __tablename__ = "rating"

    id: Mapped[Id]
    scale_id: Mapped[int] = ref("scale.id", cascade=True, index=False)
    position: Mapped[int] = mapped_column(Integer)
    key: Mapped[str] = mapped_column(String(40))
    label: Mapped[str] = mapped_column(String(80))
    definition: Mapped[Words]
    symbol: Mapped[str] = mapped_column(String(8))
    colour: Mapped[str] = mapped_column(String(20))
    value: Mapped[int | None] = mapped_column(Integer)

    scale: Mapped[Scale] = relationship(back_populates="ratings")

    __table_args__ = (
        UniqueConstraint("scale_id", "key"),
        CheckConstraint("value IS NULL OR value BETWEEN 1 AND 5", name="value"),
    )


class Verdict(Base):
    """Hold one version of what the desk finds of a claim; versions are kept."""

    __tablename__ = "verdict"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", index=False)
    number: Mapped[int] = mapped_column(Integer)
    draft_id: Mapped[int] = ref("draft.id", index=False)
    state: Mapped[VerdictState] = mapped_column(choice(VerdictState), default=VerdictState.PROPOSED)
    attribution_rating_id: Mapped[int] = ref("rating.id", index=False)
    content_rating_id: Mapped[int] = ref("rating.id", index=False)
    disposition: Mapped[Disposition] = mapped_column(choice(Disposition))
    summary: Mapped[Words]
    rationale: Mapped[Words]
    fix: Mapped[str] = mapped_column(Text, default="")
    limits: Mapped[str] = mapped_column(Text, default="")
    expires_on: Mapped[date | None] = mapped_column(Date)
    proposed_by_id: Mapped[int] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    reviewed_by_id: Mapped[int | None] = ref("person.id", index=False)
    review: Mapped[Review | None] = mapped_column(choice(Review))
    review_note: Mapped[str] = mapped_column(Text, default="")
    reviewed_at: Mapped[MaybeMoment]
    ruled_by_id: Mapped[int | None] = ref("person.id", index=False)
    ruling_note: Mapped[str] = mapped_column(Text, default="")
    ruled_at: Mapped[MaybeMoment]

    claim: Mapped[Claim] = relationship()
    draft: Mapped[Draft] = relationship()
    attribution: Mapped[Rating] = relationship(foreign_keys="Verdict.attribution_rating_id")
    content: Mapped[Rating] = relationship(foreign_keys="Verdict.content_rating_id")
    proposed_by: Mapped[Person] = relationship(foreign_keys="Verdict.proposed_by_id")
    reviewed_by: Mapped[Person | None] = relationship(foreign_keys="Verdict.reviewed_by_id")
    ruled_by: Mapped[Person | None] = relationship(foreign_keys="Verdict.ruled_by_id")
    citations: Mapped[list[Citation]] = relationship(back_populates="verdict", order_by="Citation.position")

    __table_args__ = (
        UniqueConstraint("claim_id", "number"),
        # Nobody reviews their own verdict, whatever the code says.
        CheckConstraint("reviewed_by_id IS NULL OR reviewed_by_id <> proposed_by_id", name="second_person"),
        CheckConstraint("state <> 'ruled' OR ruled_at IS NOT NULL", name="ruled"),
        Index(
            "uq_verdict_current",
            "claim_id",
            unique=True,
            sqlite_where=text("state <> 'superseded'"),
            postgresql_where=text("state <> 'superseded'"),
        ),
    )


class Citation(Base):
    """Hold a verdict's pointer to evidence, with the excerpt or locator it rests on."""

    __tablename__ = "citation"

    id: Mapped[Id]
    verdict_id: Mapped[int] = ref("verdict.id", index=False)
    evidence_id: Mapped[int] = ref("evidence.id")
    position: Mapped[int] = mapped_column(Integer)
    excerpt: Mapped[Words] = mapped_column(default="")

    verdict: Mapped[Verdict] = relationship(back_populates="citations")
    evidence: Mapped[Evidence] = relationship()

    __table_args__ = (UniqueConstraint("verdict_id", "evidence_id"),)

"""What was published: immutable revisions, corrections as records, and the sign-off of a draft."""

from __future__ import annotations

from enum import StrEnum

from sqlalchemy import CheckConstraint, Index, Integer, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.models.base import Base, Digest, Id, Json, MaybeMoment, Moment, choice, ref, utc_now
from factcheck.models.person import Person


class Subject(StrEnum):
    """Say what a publication is about."""

    ARTICLE = "article"
    CLAIM = "claim"


class CorrectionClass(StrEnum):
    """Say how much a correction changes."""

    VERDICT = "verdict"
    FACTUAL = "factual"
    UPDATE = "update"
    TYPO = "typo"


class Publication(Base):
    """Hold a public address; what stands there is its newest revision."""

    __tablename__ = "publication"

    id: Mapped[Id]
    public_id: Mapped[str] = mapped_column(String(24), unique=True)
    slug: Mapped[str] = mapped_column(String(80))
    subject: Mapped[Subject] = mapped_column(choice(Subject))
    article_id: Mapped[int] = ref("article.id")
    claim_id: Mapped[int | None] = ref("claim.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    withdrawn_at: Mapped[MaybeMoment]
    withdrawn_why: Mapped[str] = mapped_column(Text, default="")
    current_revision: Mapped[int] = mapped_column(Integer, default=1)

    revisions: Mapped[list[Revision]] = relationship(back_populates="publication", order_by="Revision.number")

    __table_args__ = (
        CheckConstraint("(subject = 'claim') = (claim_id IS NOT NULL)", name="subject_claim"),
        # One page a claim, one an article, also when two editors press the button at once.
        Index("uq_publication_claim", "claim_id", unique=True),
        Index(
            "uq_publication_article",
            "article_id",
            unique=True,
            sqlite_where=text("claim_id IS NULL"),
            postgresql_where=text("claim_id IS NULL"),
        ),
    )


class Revision(Base):
    """Hold an immutable published summary; a trigger refuses to change or delete it."""

    __tablename__ = "revision"

    id: Mapped[Id]
    publication_id: Mapped[int] = ref("publication.id", index=False)
    number: Mapped[int] = mapped_column(Integer)
    payload: Mapped[Json]
    sha256: Mapped[Digest]
    published_by_id: Mapped[int] = ref("person.id", index=False)
    published_at: Mapped[Moment] = mapped_column(default=utc_now)

    publication: Mapped[Publication] = relationship(back_populates="revisions")
    published_by: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("publication_id", "number"),)


class Correction(Base):
    """Hold a dated, classed change to what was published."""

    __tablename__ = "correction"

    id: Mapped[Id]
    publication_id: Mapped[int] = ref("publication.id")
    revision_number: Mapped[int] = mapped_column(Integer)
    kind: Mapped[CorrectionClass] = mapped_column(choice(CorrectionClass))
    what: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int] = ref("person.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)

    publication: Mapped[Publication] = relationship()


class Clearance(Base):
    """Hold an editor's sign-off of one draft, bound to its digest; a new draft voids it."""

    __tablename__ = "clearance"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    draft_id: Mapped[int] = ref("draft.id", index=False)
    sha256: Mapped[Digest]
    by_id: Mapped[int] = ref("person.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)
    voided_at: Mapped[MaybeMoment]
    voided_why: Mapped[str] = mapped_column(String(300), default="")

    by: Mapped[Person] = relationship()

    # One sign-off stands at a time; triggers hold it to the draft's digest and to the gates that the database can see.
    __table_args__ = (
        Index(
            "uq_clearance_open",
            "article_id",
            unique=True,
            sqlite_where=text("voided_at IS NULL"),
            postgresql_where=text("voided_at IS NULL"),
        ),
    )

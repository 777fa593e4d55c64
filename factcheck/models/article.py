"""Articles, their immutable drafts, and the passages of a draft."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Boolean, CheckConstraint, Date, Float, Integer, String, Text, UniqueConstraint, false
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.articles import ArticleState, CoverageKind, Intake, PassageRole
from factcheck.models.base import (
    Base,
    Digest,
    Id,
    JsonList,
    MaybeMoment,
    Moment,
    Short,
    Versioned,
    Words,
    choice,
    ref,
    utc_now,
)
from factcheck.models.person import Person


class Article(Versioned, Base):
    """Hold a text under check; its words are in its drafts."""

    __tablename__ = "article"

    id: Mapped[Id]
    title: Mapped[Short]
    byline: Mapped[Short] = mapped_column(default="")
    outlet: Mapped[Short] = mapped_column(default="")
    source_url: Mapped[str | None] = mapped_column(String(2048))
    language: Mapped[str] = mapped_column(String(12), default="en")
    published_on: Mapped[date | None] = mapped_column(Date)
    deadline_at: Mapped[MaybeMoment]
    confidential: Mapped[bool] = mapped_column(Boolean, default=False)
    outside_allowed: Mapped[bool] = mapped_column(Boolean, default=True)
    state: Mapped[ArticleState] = mapped_column(choice(ArticleState), default=ArticleState.INTAKE)
    trouble: Mapped[str | None] = mapped_column(Text)
    # Brought in by mistake: it is no work until somebody takes it back or goes on with it.
    put_away_why: Mapped[str | None] = mapped_column(Text)
    next_claim_number: Mapped[int] = mapped_column(Integer, default=1)
    legal_hold: Mapped[bool] = mapped_column(Boolean, default=False, server_default=false())
    retain_until: Mapped[date | None] = mapped_column(Date)
    erased_at: Mapped[MaybeMoment]
    owner_id: Mapped[int] = ref("person.id")
    created_at: Mapped[Moment] = mapped_column(default=utc_now)

    owner: Mapped[Person] = relationship()
    drafts: Mapped[list[Draft]] = relationship(back_populates="article", order_by="Draft.number")


class Draft(Base):
    """Hold one immutable version of an article's text; a trigger refuses to change or delete it."""

    __tablename__ = "draft"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    number: Mapped[int] = mapped_column(Integer)
    text: Mapped[Words]
    sha256: Mapped[Digest]
    intake: Mapped[Intake] = mapped_column(choice(Intake))
    file_name: Mapped[Short] = mapped_column(default="")
    blob: Mapped[str | None] = mapped_column(String(64))
    capture_id: Mapped[int | None] = ref("capture.id")
    created_by_id: Mapped[int] = ref("person.id")
    created_at: Mapped[Moment] = mapped_column(default=utc_now)

    article: Mapped[Article] = relationship(back_populates="drafts")
    created_by: Mapped[Person] = relationship()
    passages: Mapped[list[Passage]] = relationship(order_by="Passage.position")

    __table_args__ = (UniqueConstraint("article_id", "number"), CheckConstraint("number > 0", name="number"))


class Passage(Base):
    """Hold a sentence of a draft, with its role and exact place: draft.text[start:end]."""

    __tablename__ = "passage"

    id: Mapped[Id]
    draft_id: Mapped[int] = ref("draft.id", cascade=True)
    position: Mapped[int] = mapped_column(Integer)
    start: Mapped[int] = mapped_column("start_at", Integer)
    end: Mapped[int] = mapped_column("end_at", Integer)
    role: Mapped[PassageRole] = mapped_column(choice(PassageRole))
    checkable: Mapped[bool] = mapped_column(Boolean)
    score: Mapped[float] = mapped_column(Float)
    reasons: Mapped[JsonList] = mapped_column(default=list)
    repeat_of: Mapped[int | None] = mapped_column(Integer)

    __table_args__ = (
        UniqueConstraint("draft_id", "position"),
        CheckConstraint("start_at >= 0 AND start_at < end_at", name="span"),
        CheckConstraint("score >= 0 AND score <= 1", name="score"),
    )


class CoverageMark(Base):
    """Hold a stretch of a draft that a person said needs no claim."""

    __tablename__ = "coverage_mark"

    id: Mapped[Id]
    draft_id: Mapped[int] = ref("draft.id", cascade=True)
    start: Mapped[int] = mapped_column("start_at", Integer)
    end: Mapped[int] = mapped_column("end_at", Integer)
    kind: Mapped[CoverageKind] = mapped_column(choice(CoverageKind))
    by_id: Mapped[int] = ref("person.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)

    __table_args__ = (CheckConstraint("start_at >= 0 AND start_at < end_at", name="span"),)


class Finding(Base):
    """Hold what a draft says against itself, as the machine sees it; a person may put it aside."""

    __tablename__ = "finding"

    id: Mapped[Id]
    draft_id: Mapped[int] = ref("draft.id", cascade=True)
    kind: Mapped[str] = mapped_column(String(40))
    spans: Mapped[JsonList] = mapped_column(default=list)
    why: Mapped[Words]
    dismissed_at: Mapped[MaybeMoment]
    dismissed_by_id: Mapped[int | None] = ref("person.id", index=False)

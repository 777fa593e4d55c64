"""Claims, the places where a draft makes them, and who holds them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, Float, Index, Integer, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.claims import ClaimKind, ClaimState
from factcheck.models.article import Article, Draft
from factcheck.models.base import (
    JSON_TYPE,
    Base,
    Id,
    JsonList,
    MaybeMoment,
    Moment,
    UtcDateTime,
    Versioned,
    Words,
    choice,
    ref,
    utc_now,
)
from factcheck.models.person import Person


class Claim(Versioned, Base):
    """Hold one checkable statement; its number in its article never changes."""

    __tablename__ = "claim"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id", index=False)
    number: Mapped[int] = mapped_column(Integer)
    statement: Mapped[Words]
    kind: Mapped[ClaimKind] = mapped_column(choice(ClaimKind))
    chain: Mapped[JsonList] = mapped_column(default=list)
    quantity: Mapped[dict[str, Any] | None] = mapped_column(JSON_TYPE)
    when: Mapped[str | None] = mapped_column("time_words", String(300))
    score: Mapped[float] = mapped_column(Float, default=0.5)
    reasons: Mapped[JsonList] = mapped_column(default=list)
    state: Mapped[ClaimState] = mapped_column(choice(ClaimState), default=ClaimState.UNCONFIRMED)
    state_reason: Mapped[str | None] = mapped_column(String(1000))
    merged_into_id: Mapped[int | None] = ref("claim.id")
    added_by_id: Mapped[int | None] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    # Who holds it now, beside the history in `assignment`, so that lists need no further query.
    assignee_id: Mapped[int | None] = ref("person.id", index=False)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime())
    second_checker_id: Mapped[int | None] = ref("person.id", index=False)

    article: Mapped[Article] = relationship()
    assignee: Mapped[Person | None] = relationship(foreign_keys="Claim.assignee_id")
    second_checker: Mapped[Person | None] = relationship(foreign_keys="Claim.second_checker_id")
    occurrences: Mapped[list[Occurrence]] = relationship(
        back_populates="claim", order_by="(Occurrence.draft_id, Occurrence.start)", cascade="all, delete-orphan"
    )

    __table_args__ = (
        UniqueConstraint("article_id", "number"),
        CheckConstraint("number > 0", name="number"),
        CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged"),
        CheckConstraint("state NOT IN ('assigned', 'checking') OR assignee_id IS NOT NULL", name="held"),
        Index("ix_claim_assignee_state", "assignee_id", "state"),
        Index("ix_claim_state", "state"),
    )


class Occurrence(Base):
    """Hold a place where a draft makes a claim: position and quote selectors (W3C Web Annotation)."""

    __tablename__ = "occurrence"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", cascade=True)
    draft_id: Mapped[int] = ref("draft.id", index=False)
    start: Mapped[int] = mapped_column("start_at", Integer)
    end: Mapped[int] = mapped_column("end_at", Integer)
    exact: Mapped[Words]
    prefix: Mapped[str] = mapped_column(String(64), default="")
    suffix: Mapped[str] = mapped_column(String(64), default="")
    quote_start: Mapped[int | None] = mapped_column(Integer)
    quote_end: Mapped[int | None] = mapped_column(Integer)

    claim: Mapped[Claim] = relationship(back_populates="occurrences")
    draft: Mapped[Draft] = relationship()

    __table_args__ = (
        CheckConstraint("start_at >= 0 AND start_at < end_at", name="span"),
        UniqueConstraint("claim_id", "draft_id", "start_at", "end_at"),
        Index("ix_occurrence_draft_id_start_at", "draft_id", "start_at"),
    )


class Assignment(Base):
    """Hold that an editor gave a claim to a checker; one is open at a time, the ended ones are history."""

    __tablename__ = "assignment"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", cascade=True)
    checker_id: Mapped[int] = ref("person.id")
    assigned_by_id: Mapped[int] = ref("person.id", index=False)
    due_at: Mapped[MaybeMoment]
    note: Mapped[str] = mapped_column(String(2000), default="")
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    ended_at: Mapped[MaybeMoment]
    end_reason: Mapped[str] = mapped_column(String(1000), default="")

    claim: Mapped[Claim] = relationship()
    checker: Mapped[Person] = relationship(foreign_keys="Assignment.checker_id")
    assigned_by: Mapped[Person] = relationship(foreign_keys="Assignment.assigned_by_id")

    __table_args__ = (
        # The database too gives a claim to one person only.
        Index(
            "uq_assignment_open",
            "claim_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

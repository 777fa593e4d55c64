"""Rows of the desk's rules: lines of a new draft, changes asked for, opinions on verdicts, sourcing policy."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.desk_rules import ChangeState, LineState, Seat
from factcheck.domain.verdicts import Review
from factcheck.models.base import Base, Id, Json, JsonList, MaybeMoment, Moment, Versioned, choice, ref, utc_now
from factcheck.models.claim import Claim
from factcheck.models.person import Person
from factcheck.models.verdict import Rating


class DraftLine(Base):
    """Hold what happened to one line between a draft and the one before."""

    __tablename__ = "draft_line"

    id: Mapped[Id]
    draft_id: Mapped[int] = ref("draft.id", cascade=True, index=False)
    position: Mapped[int] = mapped_column(Integer)
    state: Mapped[LineState] = mapped_column(choice(LineState))
    old_start: Mapped[int | None] = mapped_column(Integer)
    old_end: Mapped[int | None] = mapped_column(Integer)
    new_start: Mapped[int | None] = mapped_column(Integer)
    new_end: Mapped[int | None] = mapped_column(Integer)
    kinds: Mapped[JsonList] = mapped_column(default=list)
    confirmed_at: Mapped[MaybeMoment]
    confirmed_by_id: Mapped[int | None] = ref("person.id", index=False)

    __table_args__ = (
        UniqueConstraint("draft_id", "position"),
        CheckConstraint("old_start IS NOT NULL OR new_start IS NOT NULL", name="somewhere"),
    )


class ChangeItem(Versioned, Base):
    """Hold a change that the copy needs: before → after, must or should; the next draft is held against it."""

    __tablename__ = "change_item"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    claim_id: Mapped[int | None] = ref("claim.id")
    verdict_id: Mapped[int | None] = ref("verdict.id", index=False)
    draft_id: Mapped[int] = ref("draft.id", index=False)
    before: Mapped[str] = mapped_column("words_before", Text)
    after: Mapped[str] = mapped_column("words_after", Text, default="")
    prefix: Mapped[str] = mapped_column(String(64), default="")
    suffix: Mapped[str] = mapped_column(String(64), default="")
    must: Mapped[bool] = mapped_column(Boolean, default=True)
    reason: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ChangeState] = mapped_column(choice(ChangeState), default=ChangeState.OPEN)
    checked_on_id: Mapped[int | None] = ref("draft.id", index=False)
    found: Mapped[str] = mapped_column("words_found", Text, default="")
    dropped_why: Mapped[str] = mapped_column(String(1000), default="", server_default="")
    raised_by_id: Mapped[int] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)

    claim: Mapped[Claim | None] = relationship()
    raised_by: Mapped[Person] = relationship()


class Opinion(Base):
    """Hold what a second checker or a member of the panel found, given before she saw the others."""

    __tablename__ = "opinion"

    id: Mapped[Id]
    verdict_id: Mapped[int] = ref("verdict.id", index=False)
    by_id: Mapped[int] = ref("person.id", index=False)
    seat: Mapped[Seat] = mapped_column(choice(Seat))
    attribution_rating_id: Mapped[int | None] = ref("rating.id", index=False)
    content_rating_id: Mapped[int | None] = ref("rating.id", index=False)
    review: Mapped[Review] = mapped_column(choice(Review))
    note: Mapped[str] = mapped_column(Text, default="")
    at: Mapped[Moment] = mapped_column(default=utc_now)

    by: Mapped[Person] = relationship()
    attribution: Mapped[Rating | None] = relationship(foreign_keys="Opinion.attribution_rating_id")
    content: Mapped[Rating | None] = relationship(foreign_keys="Opinion.content_rating_id")

    __table_args__ = (UniqueConstraint("verdict_id", "by_id"),)


class PolicyRule(Base):
    """Hold one version of what the desk asks of a kind of claim; `claim_kind` "*" is every kind."""

    __tablename__ = "policy_rule"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(40))
    number: Mapped[int] = mapped_column(Integer, default=1)
    claim_kind: Mapped[str] = mapped_column(String(24))
    words: Mapped[str] = mapped_column(String(500))
    # domain/policy.py reads it: any_of a list of requirements.
    requirement: Mapped[Json]
    active: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    retired_at: Mapped[MaybeMoment]

    __table_args__ = (UniqueConstraint("key", "number"),)


class PolicyOverride(Base):
    """Hold that an editor let a claim stand although a rule is unmet, and why."""

    __tablename__ = "policy_override"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", index=False)
    rule_key: Mapped[str] = mapped_column(String(40))
    reason: Mapped[str] = mapped_column(String(1000))
    by_id: Mapped[int] = ref("person.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)
    voided_at: Mapped[MaybeMoment]

    __table_args__ = (
        CheckConstraint("length(reason) > 0", name="reason"),
        Index("ix_policy_override_claim_id", "claim_id"),
    )

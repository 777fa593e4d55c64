"""Questions put to providers for a claim, and what workers suggest from the answers."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Float, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.evidence import Stance, SuggestionState
from factcheck.models.base import Base, Digest, Id, Json, JsonList, MaybeMoment, Moment, choice, ref, utc_now
from factcheck.models.capture import Capture
from factcheck.models.claim import Claim
from factcheck.models.evidence import Origin
from factcheck.models.job import Job


class Lookup(Base):
    """Hold one question to one provider for one claim; its job carries the state."""

    __tablename__ = "lookup"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", index=False)
    provider: Mapped[str] = mapped_column(String(40))
    query: Mapped[str] = mapped_column(Text)
    query_digest: Mapped[Digest]
    job_id: Mapped[int] = ref("job.id")
    hits: Mapped[JsonList] = mapped_column(default=list)
    note: Mapped[str] = mapped_column(String(1000), default="")
    asked_by_id: Mapped[int | None] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    answered_at: Mapped[MaybeMoment]

    claim: Mapped[Claim] = relationship()
    job: Mapped[Job] = relationship()

    __table_args__ = (UniqueConstraint("claim_id", "provider", "query_digest"),)


class LookupPage(Base):
    """Hold a page that a lookup found: being read, read, or why it could not be."""

    __tablename__ = "lookup_page"

    id: Mapped[Id]
    lookup_id: Mapped[int] = ref("lookup.id", index=False)
    claim_id: Mapped[int] = ref("claim.id")
    url: Mapped[str] = mapped_column(String(2048))
    url_digest: Mapped[Digest]
    hit: Mapped[Json] = mapped_column(default=dict)
    job_id: Mapped[int | None] = ref("job.id")
    capture_id: Mapped[int | None] = ref("capture.id")
    state: Mapped[str] = mapped_column(String(24), default="waiting")
    reason: Mapped[str] = mapped_column(String(1000), default="")

    lookup: Mapped[Lookup] = relationship()
    job: Mapped[Job | None] = relationship()
    capture: Mapped[Capture | None] = relationship()

    __table_args__ = (UniqueConstraint("lookup_id", "url_digest"),)


class Suggestion(Base):
    """Hold a capture's passage that may bear on a claim; it counts for nothing until a person accepts it."""

    __tablename__ = "suggestion"

    id: Mapped[Id]
    claim_id: Mapped[int] = ref("claim.id", index=False)
    capture_id: Mapped[int] = ref("capture.id")
    lookup_id: Mapped[int | None] = ref("lookup.id")
    provider: Mapped[str] = mapped_column(String(40))
    start: Mapped[int] = mapped_column("start_at", Integer)
    end: Mapped[int] = mapped_column("end_at", Integer)
    score: Mapped[float] = mapped_column(Float)
    reasons: Mapped[JsonList] = mapped_column(default=list)
    # Offsets, within the passage, of the words it shares with the claim.
    marks: Mapped[JsonList] = mapped_column(default=list)
    quote: Mapped[Json] = mapped_column(default=dict)
    stance: Mapped[Stance | None] = mapped_column(choice(Stance))
    state: Mapped[SuggestionState] = mapped_column(choice(SuggestionState), default=SuggestionState.OPEN)
    decided_by_id: Mapped[int | None] = ref("person.id", index=False)
    decided_at: Mapped[MaybeMoment]
    # Whose story it tells, once that is known: the machine's guess until the origin is confirmed.
    origin_id: Mapped[int | None] = ref("origin.id")
    created_at: Mapped[Moment] = mapped_column(default=utc_now)

    capture: Mapped[Capture] = relationship()
    origin: Mapped[Origin | None] = relationship()

    __table_args__ = (
        UniqueConstraint("claim_id", "capture_id", "start_at"),
        CheckConstraint("start_at >= 0 AND start_at < end_at", name="span"),
        CheckConstraint("(state = 'open') = (decided_at IS NULL)", name="decided"),
        Index("ix_suggestion_claim_id_state", "claim_id", "state"),
    )

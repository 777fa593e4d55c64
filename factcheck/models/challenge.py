"""What readers report as wrong in a published check, and what the desk answered."""

from __future__ import annotations

from sqlalchemy import Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.challenges import ChallengeState
from factcheck.models.base import (
    Base,
    Digest,
    Id,
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
from factcheck.models.publication import Correction, Publication


class Challenge(Versioned, Base):
    """Hold a reader's report of an error; who sent it is known to editors only."""

    __tablename__ = "challenge"

    id: Mapped[Id]
    publication_id: Mapped[int] = ref("publication.id", index=False)
    revision_number: Mapped[int] = mapped_column(Integer)
    # Of all that was sent: the same report sent twice is one.
    digest: Mapped[Digest]
    words: Mapped[Words]
    url: Mapped[str] = mapped_column(String(2048), default="")
    contact: Mapped[Short] = mapped_column(default="")
    received_at: Mapped[Moment] = mapped_column(default=utc_now)
    state: Mapped[ChallengeState] = mapped_column(choice(ChallengeState), default=ChallengeState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    decided_by_id: Mapped[int | None] = ref("person.id", index=False)
    decided_at: Mapped[MaybeMoment]
    correction_id: Mapped[int | None] = ref("correction.id", index=False)

    publication: Mapped[Publication] = relationship()
    decided_by: Mapped[Person | None] = relationship()
    correction: Mapped[Correction | None] = relationship()

    __table_args__ = (
        UniqueConstraint("publication_id", "digest"),
        Index("ix_challenge_state_received_at", "state", "received_at"),
    )

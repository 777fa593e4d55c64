"""The vote on a disputed verdict and its seats; the votes are opinions."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.panel import PanelState
from factcheck.models.base import Base, Id, MaybeMoment, Moment, choice, ref, utc_now
from factcheck.models.person import Person
from factcheck.models.verdict import Rating, Verdict


class Panel(Base):
    """Hold the vote on one disputed verdict: one seat for a third person, or three; what carried."""

    __tablename__ = "panel"

    id: Mapped[Id]
    verdict_id: Mapped[int] = ref("verdict.id", index=False)
    size: Mapped[int] = mapped_column(Integer)
    state: Mapped[PanelState] = mapped_column(choice(PanelState), default=PanelState.OPEN)
    attribution_rating_id: Mapped[int | None] = ref("rating.id", index=False)
    content_rating_id: Mapped[int | None] = ref("rating.id", index=False)
    opened_at: Mapped[Moment] = mapped_column(default=utc_now)
    closed_at: Mapped[MaybeMoment]
    ended_by_id: Mapped[int | None] = ref("person.id", index=False)
    ended_why: Mapped[str] = mapped_column(String(1000), default="")

    verdict: Mapped[Verdict] = relationship()
    attribution: Mapped[Rating | None] = relationship(foreign_keys="Panel.attribution_rating_id")
    content: Mapped[Rating | None] = relationship(foreign_keys="Panel.content_rating_id")
    ended_by: Mapped[Person | None] = relationship()
    seats: Mapped[list[PanelSeat]] = relationship(back_populates="panel", order_by="PanelSeat.position")

    __table_args__ = (
        UniqueConstraint("verdict_id"),
        CheckConstraint("size IN (1, 3)", name="size"),
        CheckConstraint("(state = 'open') = (closed_at IS NULL)", name="closed"),
        CheckConstraint(
            "state <> 'carried' OR (attribution_rating_id IS NOT NULL AND content_rating_id IS NOT NULL)",
            name="carried",
        ),
        CheckConstraint("state <> 'ended' OR (ended_by_id IS NOT NULL AND length(ended_why) > 0)", name="ended"),
    )


class PanelSeat(Base):
    """Hold that a person sits on a panel; triggers refuse the sides of the dispute and seats beyond its size."""

    __tablename__ = "panel_seat"

    id: Mapped[Id]
    panel_id: Mapped[int] = ref("panel.id", index=False)
    person_id: Mapped[int] = ref("person.id")
    position: Mapped[int] = mapped_column(Integer)
    invited_by_id: Mapped[int | None] = ref("person.id", index=False)
    at: Mapped[Moment] = mapped_column(default=utc_now)

    panel: Mapped[Panel] = relationship(back_populates="seats")
    person: Mapped[Person] = relationship(foreign_keys="PanelSeat.person_id")

    __table_args__ = (
        UniqueConstraint("panel_id", "person_id"),
        UniqueConstraint("panel_id", "position"),
        CheckConstraint("position BETWEEN 1 AND 3", name="position"),
    )

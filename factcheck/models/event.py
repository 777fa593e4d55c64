"""The log: hash-chained, append-only; triggers refuse UPDATE and DELETE on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.models.base import BIG_ID, JSON_TYPE, Base, Digest, Moment, ref


class Event(Base):
    """Hold who did what when, before and after, and the hash of the row before."""

    __tablename__ = "event"

    seq: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    at: Mapped[Moment]
    # No foreign key on purpose: the log outlives whatever it speaks of.
    actor_id: Mapped[int | None] = mapped_column(BIG_ID)
    actor: Mapped[str] = mapped_column(String(160))
    action: Mapped[str] = mapped_column(String(60))
    object_kind: Mapped[str] = mapped_column(String(40))
    object_id: Mapped[int | None] = mapped_column(BIG_ID)
    article_id: Mapped[int | None] = mapped_column(BIG_ID)
    claim_id: Mapped[int | None] = mapped_column(BIG_ID)
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON_TYPE)
    after: Mapped[dict[str, Any] | None] = mapped_column(JSON_TYPE)
    # Random, so that a digest of the row tells nothing to whoever guesses at what it says; "" in rows from before.
    salt: Mapped[str] = mapped_column(String(32), default="", server_default="")
    previous: Mapped[Digest]
    hash: Mapped[Digest]

    __table_args__ = (
        Index("ix_event_claim_id_seq", "claim_id", "seq"),
        Index("ix_event_article_id_seq", "article_id", "seq"),
    )


class EventHead(Base):
    """Hold the end of the chain; the one row is locked while an event is added."""

    __tablename__ = "event_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    seq: Mapped[int] = mapped_column(Integer)
    hash: Mapped[Digest]


class FormKey(Base):
    """Remember that a form was acted on, so that a double click acts once."""

    __tablename__ = "form_key"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[int | None] = ref("person.id", cascade=True, index=False)
    location: Mapped[str] = mapped_column(String(2048), default="")
    at: Mapped[Moment]

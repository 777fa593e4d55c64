"""What was fetched or handed in, kept for good; and checks that others, or the desk, have published."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import Date, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.models.base import (
    Base,
    Digest,
    Id,
    Json,
    JsonList,
    MaybeMoment,
    Moment,
    Short,
    Words,
    choice,
    ref,
    utc_now,
)


class Via(StrEnum):
    """Say how a capture came to the desk."""

    FETCH = "fetch"
    UPLOAD = "upload"
    PASTE = "paste"
    PROVIDER = "provider"


class Capture(Base):
    """Hold bytes (by digest, in the blob store), text, headers and time of one fetch, or a document of the corpus."""

    __tablename__ = "capture"

    id: Mapped[Id]
    via: Mapped[Via] = mapped_column(choice(Via))
    url: Mapped[str] = mapped_column(String(2048), default="")
    final_url: Mapped[str] = mapped_column(String(2048), default="")
    canonical_url: Mapped[str] = mapped_column(String(2048), default="")
    # A StrEnum of the network floor's vocabulary; kept as a word so that a new state needs no table rebuilt.
    state: Mapped[str] = mapped_column(String(24))
    reason: Mapped[str] = mapped_column(String(1000), default="")
    status: Mapped[int | None] = mapped_column(Integer)
    flags: Mapped[JsonList] = mapped_column(default=list)
    chain: Mapped[JsonList] = mapped_column(default=list)
    headers: Mapped[Json] = mapped_column(default=dict)
    media_type: Mapped[str] = mapped_column(String(120), default="")
    size: Mapped[int] = mapped_column(Integer, default=0)
    sha256: Mapped[Digest]
    text: Mapped[Words] = mapped_column(default="")
    title: Mapped[str] = mapped_column(String(500), default="")
    byline: Mapped[Short] = mapped_column(default="")
    outlet: Mapped[Short] = mapped_column(default="")
    language: Mapped[str] = mapped_column(String(12), default="")
    published_on: Mapped[date | None] = mapped_column(Date)
    links: Mapped[JsonList] = mapped_column(default=list)
    # Where in the text the pages of a PDF begin.
    page_starts: Mapped[JsonList] = mapped_column(default=list, server_default="[]")
    wire: Mapped[str | None] = mapped_column(String(120))
    in_corpus: Mapped[bool] = mapped_column(default=False)
    file_name: Mapped[Short] = mapped_column(default="")
    note: Mapped[str] = mapped_column(String(2000), default="")
    added_by_id: Mapped[int | None] = ref("person.id", index=False)
    fetched_at: Mapped[Moment] = mapped_column(default=utc_now)

    __table_args__ = (
        # The same bytes at the same address are one capture, however often a worker brings them.
        UniqueConstraint("sha256", "url"),
        Index("ix_capture_url_fetched_at", "url", "fetched_at"),
        Index("ix_capture_in_corpus", "in_corpus"),
    )


class Ruling(Base):
    """Hold an earlier ruling on a claim: the desk's own verdict or an imported ClaimReview."""

    __tablename__ = "ruling"

    id: Mapped[Id]
    own_claim_id: Mapped[int | None] = mapped_column(unique=True)
    key: Mapped[Digest] = mapped_column(unique=True)
    statement: Mapped[Words]
    speaker: Mapped[Short] = mapped_column(default="")
    rating: Mapped[Short] = mapped_column(default="")
    publisher: Mapped[Short] = mapped_column(default="")
    url: Mapped[str] = mapped_column(String(2048), default="")
    title: Mapped[str] = mapped_column(Text, default="")
    language: Mapped[str] = mapped_column(String(12), default="")
    published_on: Mapped[date | None] = mapped_column(Date)
    payload: Mapped[Json] = mapped_column(default=dict)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    withdrawn_at: Mapped[MaybeMoment]

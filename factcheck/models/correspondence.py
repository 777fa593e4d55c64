"""Questions and answers: queries, guest links, the right of reply, notices, and what was typed but not sent."""

from __future__ import annotations

from sqlalchemy import Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.desk_rules import NoticeKind, QueryState, QueryTo
from factcheck.models.base import (
    Base,
    Digest,
    Id,
    Json,
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
from factcheck.models.claim import Claim
from factcheck.models.person import Person


class AuthorQuery(Versioned, Base):
    """Hold a question on a claim to the reporter, to a source or to legal, and the answer."""

    __tablename__ = "author_query"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    claim_id: Mapped[int] = ref("claim.id")
    to: Mapped[QueryTo] = mapped_column("sent_to", choice(QueryTo))
    to_name: Mapped[Short] = mapped_column(default="")
    question: Mapped[Words]
    state: Mapped[QueryState] = mapped_column(choice(QueryState), default=QueryState.OPEN)
    asked_by_id: Mapped[int] = ref("person.id", index=False)
    asked_at: Mapped[Moment] = mapped_column(default=utc_now)
    due_at: Mapped[MaybeMoment]
    answer: Mapped[str] = mapped_column(Text, default="")
    proposed: Mapped[str] = mapped_column("proposed_wording", Text, default="")
    blob: Mapped[str | None] = mapped_column(String(64))
    file_name: Mapped[Short] = mapped_column(default="")
    answered_by: Mapped[Short] = mapped_column(default="")
    answered_at: Mapped[MaybeMoment]
    closed_by_id: Mapped[int | None] = ref("person.id", index=False)

    claim: Mapped[Claim] = relationship()
    asked_by: Mapped[Person] = relationship(foreign_keys="AuthorQuery.asked_by_id")


class GuestLink(Base):
    """Hold an expiring, revocable address that opens only the lines asked about; only its digest is kept."""

    __tablename__ = "guest_link"

    id: Mapped[Id]
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    article_id: Mapped[int] = ref("article.id")
    query_ids: Mapped[JsonList] = mapped_column(default=list)
    name: Mapped[Short] = mapped_column(default="")
    expires_at: Mapped[Moment]
    revoked_at: Mapped[MaybeMoment]
    opened_at: Mapped[MaybeMoment]
    created_by_id: Mapped[int] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)


class ReplyRequest(Versioned, Base):
    """Hold that somebody who is criticised was asked for a reply: when, how, until when, what came, where it stands."""

    __tablename__ = "reply_request"

    id: Mapped[Id]
    article_id: Mapped[int] = ref("article.id")
    claim_id: Mapped[int | None] = ref("claim.id")
    who: Mapped[Short]
    asked_at: Mapped[MaybeMoment]
    how: Mapped[str] = mapped_column(String(500), default="")
    deadline_at: Mapped[MaybeMoment]
    answer: Mapped[str] = mapped_column(Text, default="")
    answered_at: Mapped[MaybeMoment]
    declined: Mapped[bool] = mapped_column(default=False)
    not_needed_why: Mapped[str] = mapped_column(String(500), default="")
    place: Mapped[str] = mapped_column("place_in_copy", Text, default="")
    by_id: Mapped[int] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)

    claim: Mapped[Claim | None] = relationship()


class Notice(Base):
    """Hold what a person is told, in the tool and by e-mail."""

    __tablename__ = "notice"

    id: Mapped[Id]
    key: Mapped[str] = mapped_column(String(200), unique=True)
    person_id: Mapped[int] = ref("person.id", cascade=True, index=False)
    kind: Mapped[NoticeKind] = mapped_column(choice(NoticeKind))
    words: Mapped[str] = mapped_column(String(500))
    path: Mapped[str] = mapped_column(String(500), default="")
    article_id: Mapped[int | None] = ref("article.id", index=False)
    claim_id: Mapped[int | None] = ref("claim.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    read_at: Mapped[MaybeMoment]
    mailed_at: Mapped[MaybeMoment]

    __table_args__ = (Index("ix_notice_person_id_read_at", "person_id", "read_at"),)


class FormDraft(Base):
    """Hold what a person has typed into a form and not yet sent, saved by the page every few seconds."""

    __tablename__ = "form_draft"

    id: Mapped[Id]
    person_id: Mapped[int] = ref("person.id", cascade=True, index=False)
    key: Mapped[str] = mapped_column(String(200))
    content: Mapped[Json]
    saved_at: Mapped[Moment] = mapped_column(default=utc_now)

    __table_args__ = (UniqueConstraint("person_id", "key"),)


class Presence(Base):
    """Hold that a person has a page open; advice, never a lock."""

    __tablename__ = "presence"

    id: Mapped[Id]
    person_id: Mapped[int] = ref("person.id", cascade=True, index=False)
    key: Mapped[str] = mapped_column(String(100))
    seen_at: Mapped[Moment] = mapped_column(default=utc_now)

    person: Mapped[Person] = relationship()

    __table_args__ = (UniqueConstraint("key", "person_id"),)

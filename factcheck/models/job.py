"""Work owed, as rows; Celery only carries "look at job N"."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Float, Index, Integer, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from factcheck.domain.jobs import JobKind, JobState, Queue
from factcheck.models.base import Base, Id, Json, MaybeMoment, Moment, choice, ref, utc_now


class Job(Base):
    """Hold one piece of work; the same work asked twice has the same key and is one job."""

    __tablename__ = "job"

    id: Mapped[Id]
    kind: Mapped[JobKind] = mapped_column(choice(JobKind))
    queue: Mapped[Queue] = mapped_column(choice(Queue))
    key: Mapped[str] = mapped_column(String(200), unique=True)
    payload: Mapped[Json] = mapped_column(default=dict)
    state: Mapped[JobState] = mapped_column(choice(JobState), default=JobState.QUEUED)
    attempts: Mapped[int] = mapped_column(Integer, default=0)
    deaths: Mapped[int] = mapped_column(Integer, default=0)
    # How often the other side asked for patience since the job was asked for.
    put_offs: Mapped[int] = mapped_column(Integer, default=0, server_default="0")
    run_after: Mapped[Moment] = mapped_column(default=utc_now)
    published_at: Mapped[MaybeMoment]
    lease_token: Mapped[str | None] = mapped_column(String(32))
    lease_until: Mapped[MaybeMoment]
    cancel: Mapped[bool] = mapped_column(Boolean, default=False)
    error: Mapped[str | None] = mapped_column(Text)
    progress_done: Mapped[int] = mapped_column(Integer, default=0)
    progress_total: Mapped[int] = mapped_column(Integer, default=0)
    progress_words: Mapped[str] = mapped_column(String(300), default="")
    # What the job is about, for progress on pages.
    article_id: Mapped[int | None] = ref("article.id")
    claim_id: Mapped[int | None] = ref("claim.id")
    asked_by_id: Mapped[int | None] = ref("person.id", index=False)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    ended_at: Mapped[MaybeMoment]

    __table_args__ = (
        CheckConstraint("(state = 'running') = (lease_token IS NOT NULL)", name="lease"),
        CheckConstraint("state NOT IN ('failed') OR error IS NOT NULL", name="failed_says_why"),
        Index("ix_job_state_run_after", "state", "run_after"),
    )


class HostPace(Base):
    """Hold when a host may next be asked, for all machines together."""

    __tablename__ = "host_pace"

    host: Mapped[str] = mapped_column(String(255), primary_key=True)
    next_at: Mapped[Moment]


class RobotsRules(Base):
    """Hold what a site's robots.txt said, for all machines together; `kept_until` is Unix time."""

    __tablename__ = "robots_rules"

    origin: Mapped[str] = mapped_column(String(300), primary_key=True)
    state: Mapped[str] = mapped_column(String(12))
    words: Mapped[str] = mapped_column(Text, default="")
    kept_until: Mapped[float] = mapped_column(Float)


class Circuit(Base):
    """Hold that a provider has failed often and is left alone for a while."""

    __tablename__ = "circuit"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    failures: Mapped[int] = mapped_column(Integer, default=0)
    open_until: Mapped[MaybeMoment]
    interval: Mapped[float] = mapped_column("interval_seconds", Float, default=0.0)
    last_error: Mapped[str] = mapped_column(String(1000), default="")

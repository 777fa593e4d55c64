"""People of the desk, their sessions, and the counters that slow down guessing."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from factcheck.domain.roles import Role
from factcheck.models.base import Base, Digest, Id, Json, MaybeMoment, Moment, Short, Versioned, choice, ref, utc_now


class Person(Versioned, Base):
    """Hold somebody who can sign in."""

    __tablename__ = "person"

    id: Mapped[Id]
    # Kept in lower case, so that one address is one person.
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    role: Mapped[Role] = mapped_column(choice(Role))
    password_hash: Mapped[str] = mapped_column(String(200))
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=False)
    one_time_until: Mapped[MaybeMoment]
    disabled_at: Mapped[MaybeMoment]
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    last_seen_at: Mapped[MaybeMoment]
    settings: Mapped[Json] = mapped_column(default=dict)

    __table_args__ = (CheckConstraint("email = lower(email)", name="email"),)

    @property
    def initials(self) -> str:
        """Return up to two letters for small places."""
        parts = self.name.split()
        return "".join(part[0] for part in (parts[:1] + parts[1:][-1:])).upper() or "?"


class SignIn(Base):
    """Hold one signed-in browser, so that it can be ended from here; only a digest of its token is kept."""

    __tablename__ = "sign_in"

    id: Mapped[Id]
    token_digest: Mapped[Digest] = mapped_column(unique=True)
    person_id: Mapped[int] = ref("person.id", cascade=True)
    created_at: Mapped[Moment] = mapped_column(default=utc_now)
    seen_at: Mapped[Moment] = mapped_column(default=utc_now)
    expires_at: Mapped[Moment]
    ended_at: Mapped[MaybeMoment]
    address: Mapped[str] = mapped_column(String(64), default="")
    agent: Mapped[Short] = mapped_column(default="")

    person: Mapped[Person] = relationship()


class Throttle(Base):
    """Count attempts by key within a window, shared by all web processes."""

    __tablename__ = "throttle"

    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    window_start: Mapped[Moment]
    count: Mapped[int] = mapped_column(Integer, default=0)

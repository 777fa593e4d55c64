"""Hold what all tables share: naming, column types, the version column."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Enum, ForeignKey, Integer, MetaData, String, Text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column
from sqlalchemy.types import TypeDecorator, TypeEngine

if TYPE_CHECKING:
    from enum import StrEnum


class UtcDateTime(TypeDecorator[datetime]):
    """Keep moments in UTC; SQLite has no zones, so they are taken off going in and put back coming out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a moment without a zone: nobody could say later when it was."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy calls it so
        """Return the moment in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BIG_ID = BigInteger().with_variant(Integer, "sqlite")
JSON_TYPE: TypeEngine[Any] = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def choice(kind: type[StrEnum], *, length: int = 24) -> Enum:
    """Store an enumeration as its words, with a CHECK in the database."""
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=length,
        values_callable=lambda members: [member.value for member in members],
        name=kind.__name__.lower(),
    )


Id = Annotated[int, mapped_column(BIG_ID, primary_key=True, autoincrement=True)]
Moment = Annotated[datetime, mapped_column(UtcDateTime())]
MaybeMoment = Annotated[datetime | None, mapped_column(UtcDateTime())]
Digest = Annotated[str, mapped_column(String(64))]
Words = Annotated[str, mapped_column(Text())]
Short = Annotated[str, mapped_column(String(300))]
Json = Annotated[dict[str, Any], mapped_column(JSON_TYPE)]
JsonList = Annotated[list[Any], mapped_column(JSON_TYPE)]


def ref(target: str, *, cascade: bool = False, index: bool = True) -> Any:
    """Point at a row of `target` ("table.id"); rows are kept, so the default forbids deleting what is pointed at."""
    return mapped_column(ForeignKey(target, ondelete="CASCADE" if cascade else "RESTRICT"), index=index)


def seal() -> Any:
    """Hold 128 random bits beside what the log keeps sealed; "" in rows from before."""
    return mapped_column(String(32), default=lambda: secrets.token_hex(16), server_default="")


class Base(DeclarativeBase):
    """Name constraints the same way on both databases, so that migrations can find them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Versioned:
    """Count the changes of a row; SQLAlchemy adds `WHERE version = …` to each UPDATE."""

    version: Mapped[int] = mapped_column(Integer, default=1)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Tell the mapper which column counts."""
        return {"version_id_col": cls.version}


def utc_now() -> datetime:
    """Return this moment, in UTC."""
    return datetime.now(UTC)

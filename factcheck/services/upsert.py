"""Insert a row unless its unique key is there, on either database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy.dialects import postgresql, sqlite

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Base


def insert_once(session: Session, table: type[Base], keys: Sequence[str], values: Mapping[str, Any]) -> bool:
    """Insert `values` unless a row with the same `keys` is there; say whether it was new.

    `keys` and `values` name attributes of the model. A job that is delivered twice writes its results through this.
    """
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    columns = table.__mapper__.columns
    done = session.execute(
        insert(table)
        .values({columns[name]: value for name, value in values.items()})
        .on_conflict_do_nothing(index_elements=[columns[name] for name in keys])
        .returning(table.__mapper__.primary_key[0])
    )
    return done.first() is not None


def insert_all_once(
    session: Session, table: type[Base], keys: Sequence[str], rows: Sequence[Mapping[str, Any]]
) -> None:
    """Insert many rows with one statement, each unless a row with the same `keys` is there."""
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    columns = table.__mapper__.columns
    if rows:
        session.execute(
            insert(table).on_conflict_do_nothing(index_elements=[columns[name] for name in keys]),
            [dict(row) for row in rows],
        )

"""Write the rows of a table as lines that are the same whichever database they come from, and read them back."""

from __future__ import annotations

import json
from datetime import date, datetime
from enum import Enum
from typing import TYPE_CHECKING, Any

from sqlalchemy import Boolean, Column, Date, Float, MetaData, String, Table, insert, select
from sqlalchemy.types import JSON, BigInteger, Integer

from factcheck.models.base import JSON_TYPE, Base, UtcDateTime

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sqlalchemy import Connection
    from sqlalchemy.types import TypeEngine

#: The kinds of values that a backup knows, and how a column of a kind is written into a database.
TYPES: dict[str, TypeEngine[Any]] = {
    "moment": UtcDateTime(),
    "date": Date(),
    "json": JSON_TYPE,
    "flag": Boolean(),
    "number": Float(),
    "whole": BigInteger(),
    "words": String(),
}
_BATCH = 500


def tables() -> Sequence[Table]:
    """Return the tables, those that others point to first."""
    return Base.metadata.sorted_tables


def columns_of(table: Table) -> list[tuple[str, str]]:
    """Return name and kind of each column."""
    return [(column.name, _kind(column.type)) for column in table.columns]


def _kind(kind: TypeEngine[Any]) -> str:
    for name, types in (
        ("moment", UtcDateTime),
        ("date", Date),
        ("json", JSON),
        ("flag", Boolean),
        ("number", Float),
        ("whole", Integer),
    ):
        if isinstance(kind, types):
            return name
    return "words"


def dump(connection: Connection, table: Table) -> Iterator[bytes]:
    """Give each row as a line of JSON, by primary key."""
    query = select(table).order_by(*table.primary_key.columns).execution_options(yield_per=_BATCH)
    for row in connection.execute(query):
        yield _line([_plain(value) for value in row])


def _line(values: list[Any]) -> bytes:
    text = json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
    return text.encode("utf-8", "surrogatepass") + b"\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value


def load(connection: Connection, name: str, columns: Sequence[tuple[str, str]], lines: Iterable[bytes]) -> int:
    """Put rows into a table and return how many; the columns are those of the version that wrote them."""
    table = Table(name, MetaData(), *(Column(column, TYPES[kind]) for column, kind in columns))
    kinds = [kind for _, kind in columns]
    rows = (
        {column: _value(kind, value) for (column, _), kind, value in zip(columns, kinds, json.loads(line), strict=True)}
        for line in lines
    )
    count, batch = 0, []
    for row in _parents_first(name, rows):
        batch.append(row)
        if len(batch) == _BATCH:
            connection.execute(insert(table), batch)
            count, batch = count + len(batch), []
    if batch:
        connection.execute(insert(table), batch)
    return count + len(batch)


def _value(kind: str, value: Any) -> Any:
    if value is None:
        return None
    if kind == "moment":
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if kind == "date" else value


def _parents_first(name: str, rows: Iterable[dict[str, Any]]) -> Iterable[dict[str, Any]]:
    """Put a row that points to another of its own table after it."""
    table = Base.metadata.tables.get(name)
    pointers = [
        key.parent.name for key in (table.foreign_keys if table is not None else ()) if key.column.table.name == name
    ]
    return _sorted(list(rows), pointers) if pointers else rows


def _sorted(rows: list[dict[str, Any]], pointers: list[str]) -> Iterator[dict[str, Any]]:
    ids = {row["id"] for row in rows}
    done: set[Any] = set()
    while rows:
        ready = [row for row in rows if all(row[one] not in ids - done for one in pointers)]
        # Rows that point at each other have no order; the database says so.
        yield from ready or rows
        done |= {row["id"] for row in ready}
        rows = [row for row in rows if row["id"] not in done] if ready else []

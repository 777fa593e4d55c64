"""Put a backup's rows into a database of the revision that wrote them, past the guards that rows pass one by one."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy import text

from factcheck.backup.read import members
from factcheck.backup.rows import load
from factcheck.domain.errors import DeskError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Connection

#: Triggers with this in their name fill the search tables; they are wanted.
_SEARCH = "search"


def put_rows(connection: Connection, path: Path, manifest: dict[str, Any]) -> None:
    """Load every table in the backup's order, parents first, in the one transaction of `connection`."""
    of_file = {f"tables/{table['name']}.jsonl": table for table in manifest["tables"]}
    with _guards_down(connection):
        # The migrations put the first head in; the backup has the true one.
        connection.execute(text("DELETE FROM event_head"))
        for name, _, file in members(path):
            table = of_file.get(name)
            if table is None:
                continue
            columns = [(column, kind) for column, kind in table["columns"]]
            count = load(connection, table["name"], columns, file)
            if count != table["rows"]:
                raise DeskError(f"The backup names {table['rows']} rows of {table['name']} and has {count}.")
    if connection.dialect.name == "postgresql":
        _go_on_counting(connection, [table["name"] for table in manifest["tables"]])


@contextmanager
def _guards_down(connection: Connection) -> Iterator[None]:
    """Take down, within the transaction, triggers that hold a new sign-off to its gates: these were passed once."""
    if connection.dialect.name == "sqlite":
        found = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
        guards = [(name, sql) for name, sql in found if _SEARCH not in name]
        for name, _ in guards:
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        yield
        for _, sql in guards:
            connection.exec_driver_sql(sql)
        return
    names = connection.execute(
        text(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE NOT tgisinternal AND tgname NOT LIKE :search"
        ),
        {"search": f"%{_SEARCH}%"},
    ).all()
    for table, name in names:
        connection.exec_driver_sql(f'ALTER TABLE {table} DISABLE TRIGGER "{name}"')
    yield
    for table, name in names:
        connection.exec_driver_sql(f'ALTER TABLE {table} ENABLE TRIGGER "{name}"')


def _go_on_counting(connection: Connection, tables: list[str]) -> None:
    """Have the next row of each table take the next number."""
    for table in tables:
        counter = connection.execute(
            text(
                "SELECT pg_get_serial_sequence(:table, 'id') FROM information_schema.columns "
                "WHERE table_schema = current_schema() AND table_name = :table AND column_name = 'id'"
            ),
            {"table": table},
        ).scalar()
        if counter:
            highest = f'SELECT max(id) FROM "{table}"'  # noqa: S608 - the name of a table of ours
            connection.execute(
                text(f"SELECT setval(:counter, coalesce(({highest}), 1), ({highest}) IS NOT NULL)"),
                {"counter": counter},
            )

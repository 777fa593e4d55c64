"""Migrations run up and down with rows in the tables, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, insert, text
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, Numeric

from factcheck.migrate import alembic_config, downgrade, upgrade

if TYPE_CHECKING:
    from typing import Any

    from sqlalchemy import Column, Connection, Table

NOW = datetime(2026, 3, 13, 9, 30, tzinfo=UTC)
#: Values that CHECK constraints ask for, by column.
ALLOWED = {
    "role": "body",
    "state": "x",
    "email": "a@desk.test",
    "start_at": 0,
    "end_at": 5,
    "score": 0.5,
    "lease_token": None,
    "merged_into_id": None,
    "excerpt_start": None,
    "excerpt_end": None,
}
#: Kept by the database itself, from the rows of other tables.
SEARCHED = ("capture_search", "ruling_search", "claim_search")
#: Choices that differ by table.
CHOICES = {
    ("person", "role"): "editor",
    ("article", "state"): "triage",
    ("draft", "intake"): "paste",
    ("claim", "kind"): "event",
    ("claim", "state"): "to_check",
    ("job", "kind"): "split_draft",
    ("job", "queue"): "cpu",
    ("job", "state"): "done",
    ("capture", "via"): "fetch",
    ("origin", "kind"): "book",
    ("evidence", "kind"): "page",
    ("evidence", "stance"): "supports",
    ("suggestion", "state"): "open",
    ("suggestion", "stance"): None,
    ("suggestion", "decided_at"): None,
    ("scale", "layer"): "content",
    ("verdict", "state"): "agreed",
    ("verdict", "disposition"): "stands",
    ("verdict", "review"): None,
    ("verdict", "reviewed_by_id"): None,
    ("publication", "subject"): "claim",
    ("correction", "kind"): "typo",
    ("coverage_mark", "kind"): "opinion",
    ("rating", "value"): 5,
    ("draft_line", "state"): "unchanged",
    ("change_item", "state"): "open",
    ("opinion", "seat"): "second",
    ("opinion", "review"): "agree",
    ("author_query", "sent_to"): "author",
    ("author_query", "state"): "open",
    ("notice", "kind"): "assigned",
    ("challenge", "state"): "open",
    ("panel", "state"): "open",
    ("panel", "closed_at"): None,
}


def _value(table: Table, column: Column[Any]) -> Any:  # noqa: PLR0911 - one line a type
    if (table.name, column.name) in CHOICES:
        return CHOICES[table.name, column.name]
    if column.name in ALLOWED:
        return ALLOWED[column.name]
    if column.foreign_keys or isinstance(column.type, (Integer, Numeric, Float)):
        return 1
    if isinstance(column.type, DateTime):
        return NOW
    if isinstance(column.type, Date):
        return NOW.date()
    if isinstance(column.type, Boolean):
        return False
    if isinstance(column.type, JSON):
        return {}
    return "x"


def _fill(connection: Connection) -> int:
    """Put one row into every table that is there, parents first."""
    metadata = MetaData()
    metadata.reflect(connection)
    filled = 0
    for table in metadata.sorted_tables:
        # Triggers refuse a seat to the one person that there is here: she proposed the verdict.
        if table.name.startswith(("alembic", *SEARCHED, "event_head", "panel_seat")):
            continue
        if connection.execute(table.select().limit(1)).first() is None:
            values = {c.name: _value(table, c) for c in table.columns}
            connection.execute(insert(table).values(values))
            filled += 1
    return filled


def _url(request: pytest.FixtureRequest, kind: str) -> str:
    url: str = request.getfixturevalue(f"{kind}_url")
    return url


@pytest.mark.parametrize("kind", ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def test_up_and_down_with_rows_in_every_table(request: pytest.FixtureRequest, kind: str) -> None:
    url = _url(request, kind)
    config = alembic_config(url)
    revisions = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()][::-1]
    downgrade(url, "base")
    driver = url.replace("postgresql://", "postgresql+psycopg://")
    for revision in revisions:
        upgrade(url, revision)
        engine = create_engine(driver)
        with engine.begin() as connection:
            assert _fill(connection) >= 0
        engine.dispose()
    command.check(config)
    for revision in [*revisions[-2::-1], "base"]:
        downgrade(url, revision)
    upgrade(url)


def test_an_upgrade_keeps_what_was_there(sqlite_url: str) -> None:
    downgrade(sqlite_url, "0003")
    engine = create_engine(sqlite_url)
    with engine.begin() as connection:
        _fill(connection)
        before = {
            name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar()
            for name in ("person", "claim", "evidence", "verdict", "citation")
        }
    upgrade(sqlite_url)
    with engine.begin() as connection:
        after = {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in before}
    engine.dispose()
    assert before == after
    assert set(before.values()) == {1}

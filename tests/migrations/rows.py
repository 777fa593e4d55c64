"""Rows that every constraint takes, for whatever tables there are at a revision."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sqlalchemy import MetaData, insert
from sqlalchemy.types import JSON, Boolean, Date, DateTime, Float, Integer, Numeric

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


def value_for(table: Table, column: Column[Any]) -> Any:  # noqa: PLR0911 - one line a type
    """Return a value that a column takes."""
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


def fill(connection: Connection) -> int:
    """Put one row into every table that is there, parents first."""
    metadata = MetaData()
    metadata.reflect(connection)
    filled = 0
    for table in metadata.sorted_tables:
        # Triggers refuse a seat to the one person that there is here: she proposed the verdict.
        if table.name.startswith(("alembic", *SEARCHED, "event_head", "panel_seat")):
            continue
        if connection.execute(table.select().limit(1)).first() is None:
            values = {c.name: value_for(table, c) for c in table.columns}
            connection.execute(insert(table).values(values))
            filled += 1
    return filled

"""Ask the database's full-text search for candidates, the same way on both; the ranking is ours (text/bm25.py)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import text

from factcheck.text.queries import fts5_query, tsquery

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

PROPOSED = 200

#: Search table → its source rows. All constants of ours: nothing from outside is put into a statement.
_SOURCES = {
    "capture_search": "capture AS source ON source.id = capture_search.{key} AND source.in_corpus",
    "ruling_search": "ruling AS source ON source.id = ruling_search.{key} AND source.withdrawn_at IS NULL",
}
# FTS5 wants its table by its own name, not by an alias.
_SQLITE = (
    "SELECT {table}.rowid FROM {table} JOIN {source} WHERE {table} MATCH :asked "
    "ORDER BY {table}.rank, {table}.rowid LIMIT :limit"
)
_POSTGRESQL = (
    "SELECT {table}.id FROM to_tsquery('english', :asked) AS asked, {table} JOIN {source} "
    "WHERE {table}.words @@ asked ORDER BY ts_rank({table}.words, asked) DESC, {table}.id LIMIT :limit"
)


def propose(session: Session, table: str, asked: str, *, limit: int = PROPOSED) -> list[int]:
    """Return ids of rows behind `table` (capture_search, ruling_search) that share a telling word, best first."""
    sqlite = session.get_bind().dialect.name == "sqlite"
    match = fts5_query(asked) if sqlite else tsquery(asked)
    if not match:
        return []
    source = _SOURCES[table].format(key="rowid" if sqlite else "id")
    statement = (_SQLITE if sqlite else _POSTGRESQL).format(table=table, source=source)
    rows = session.execute(text(statement), {"asked": match, "limit": limit})
    return [int(row[0]) for row in rows]

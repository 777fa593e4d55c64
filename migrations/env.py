"""Run migrations, online, on SQLite and PostgreSQL."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Literal

from alembic import context
from sqlalchemy import create_engine, event, make_url, pool

from factcheck.models import Base
from factcheck.models.base import UtcDateTime

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

#: Search tables are written by hand in the migrations; the models do not know them.
BY_HAND = ("capture_search", "ruling_search", "claim_search")


def include_name(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave out what the models do not know."""
    return not (kind == "table" and name is not None and name.startswith(BY_HAND))


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write own column types as plain ones: migrations import no models."""
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _leave_begin_to_us(connection: Any, _record: Any) -> None:
    connection.isolation_level = None


def run() -> None:
    """Migrate in one transaction; on SQLite with foreign keys off, checked before it commits."""
    url = make_url(context.config.get_main_option("sqlalchemy.url") or "sqlite:///data/desk.sqlite3")
    if url.drivername == "postgresql":
        url = url.set(drivername="postgresql+psycopg")
    engine = create_engine(url, poolclass=pool.NullPool)
    sqlite = engine.dialect.name == "sqlite"
    if sqlite:
        event.listen(engine, "connect", _leave_begin_to_us)
    with contextlib.closing(engine.connect()) as connection:
        if sqlite:
            # A batch move of a parent table under foreign keys deletes every child row without a word.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.exec_driver_sql("PRAGMA busy_timeout=30000")
            connection.exec_driver_sql("BEGIN EXCLUSIVE")
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=include_name,
            render_item=render_item,
            render_as_batch=sqlite,
            transactional_ddl=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
            if sqlite:
                orphans = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                if orphans:
                    raise RuntimeError(f"The migration would leave rows that point nowhere: {orphans[:5]}")
        if sqlite and connection.in_transaction():
            connection.commit()
    engine.dispose()


run()

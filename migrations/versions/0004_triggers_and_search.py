"""Make the log, drafts and published revisions immutable in the database itself, and search captures and rulings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

#: Table and what a person reads when something tries to change it.
IMMUTABLE = {
    "event": "the log is append-only",
    "draft": "a draft is immutable; bring in a new one",
    "revision": "what was published is immutable; publish a correction",
}
#: Full-text tables: name, source table, indexed columns.
SEARCHED = (
    ("capture_search", "capture", ("title", "outlet", "text")),
    ("ruling_search", "ruling", ("statement", "title", "speaker")),
)
GENESIS = "0" * 64


def upgrade() -> None:
    head = sa.table("event_head", sa.column("id"), sa.column("seq"), sa.column("hash"))
    op.bulk_insert(head, [{"id": 1, "seq": 0, "hash": GENESIS}])
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_up()
    else:
        _postgresql_up()


def _sqlite_up() -> None:
    for table, why in IMMUTABLE.items():
        for act in ("update", "delete"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{act} BEFORE {act.upper()} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )
    op.execute(
        "CREATE TRIGGER claim_number_kept BEFORE UPDATE OF number, article_id ON claim "
        "WHEN OLD.number <> NEW.number OR OLD.article_id <> NEW.article_id "
        "BEGIN SELECT RAISE(ABORT, 'the number of a claim never changes'); END"
    )
    for name, table, columns in SEARCHED:
        listed = ", ".join(columns)
        new, old = (", ".join(f"{row}.{column}" for column in columns) for row in ("NEW", "OLD"))
        op.execute(
            f"CREATE VIRTUAL TABLE {name} USING fts5({listed}, content='{table}', content_rowid='id', "
            "tokenize='porter unicode61 remove_diacritics 2')"
        )
        gone = f"INSERT INTO {name}({name}, rowid, {listed}) VALUES ('delete', OLD.id, {old});"
        come = f"INSERT INTO {name}(rowid, {listed}) VALUES (NEW.id, {new});"
        op.execute(f"CREATE TRIGGER {name}_insert AFTER INSERT ON {table} BEGIN {come} END")
        op.execute(f"CREATE TRIGGER {name}_delete AFTER DELETE ON {table} BEGIN {gone} END")
        op.execute(f"CREATE TRIGGER {name}_update AFTER UPDATE OF {listed} ON {table} BEGIN {gone} {come} END")
        op.execute(f"INSERT INTO {name}({name}) VALUES ('rebuild')")


def _postgresql_up() -> None:
    for table, why in IMMUTABLE.items():
        op.execute(
            f"CREATE FUNCTION {table}_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{why}'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_is_kept()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {table}_is_kept()"
        )
    op.execute(
        "CREATE FUNCTION claim_number_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the number of a claim never changes'; END $$"
    )
    op.execute(
        "CREATE TRIGGER claim_number_kept BEFORE UPDATE ON claim FOR EACH ROW "
        "WHEN (OLD.number <> NEW.number OR OLD.article_id <> NEW.article_id) "
        "EXECUTE FUNCTION claim_number_is_kept()"
    )
    for name, table, columns in SEARCHED:
        # A vector holds at most 1 MB; of a longer text the beginning is searched.
        words = " || ' ' || ".join(f"coalesce(left(NEW.{column}, 400000), '')" for column in columns)
        op.execute(
            f"CREATE TABLE {name} (id BIGINT PRIMARY KEY REFERENCES {table}(id) ON DELETE CASCADE, words tsvector)"
        )
        op.execute(f"CREATE INDEX {name}_words ON {name} USING gin (words)")
        op.execute(
            f"CREATE FUNCTION {name}_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"INSERT INTO {name} (id, words) VALUES (NEW.id, to_tsvector('english', {words})) "
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words; RETURN NEW; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {name}_keep AFTER INSERT OR UPDATE OF {', '.join(columns)} ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {name}_keep()"
        )
        op.execute(f"UPDATE {table} SET {columns[0]} = {columns[0]}")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for table in IMMUTABLE:
            op.execute(f"DROP TRIGGER {table}_no_update")
            op.execute(f"DROP TRIGGER {table}_no_delete")
        op.execute("DROP TRIGGER claim_number_kept")
        for name, _, _ in SEARCHED:
            for act in ("insert", "update", "delete"):
                op.execute(f"DROP TRIGGER {name}_{act}")
            op.execute(f"DROP TABLE {name}")
    else:
        for table in IMMUTABLE:
            op.execute(f"DROP FUNCTION {table}_is_kept() CASCADE")
        op.execute("DROP FUNCTION claim_number_is_kept() CASCADE")
        for name, _, _ in SEARCHED:
            op.execute(f"DROP FUNCTION {name}_keep() CASCADE")
            op.execute(f"DROP TABLE {name}")
    op.execute("DELETE FROM event_head")

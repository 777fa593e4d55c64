"""Search claims by their words: an index that the database keeps beside each statement."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"

#: The same words on both databases: runs of letters and digits, in lower case, without accents. No stems, since a word
#: is asked for by its beginning.
WORDS = r"""to_tsvector('simple', regexp_replace(
    lower(regexp_replace(normalize(left({}, 400000), NFKD), '[\u0300-\u036f]+', '', 'g')),
    '[^[:alnum:]]+', ' ', 'g'))"""
#: What was written last waits in a list of up to 4 MB, which each search read from end to end for each of its words;
#: that took ten times what the search itself did. Words are sought more often than written, so they go in at once.
OLDER = ("capture_search_words", "ruling_search_words")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_up()
    else:
        _postgresql_up()


def _sqlite_up() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE claim_search USING fts5(statement, content='claim', content_rowid='id', "
        "prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
    )
    gone = "INSERT INTO claim_search(claim_search, rowid, statement) VALUES ('delete', OLD.id, OLD.statement);"
    come = "INSERT INTO claim_search(rowid, statement) VALUES (NEW.id, NEW.statement);"
    op.execute(f"CREATE TRIGGER claim_search_insert AFTER INSERT ON claim BEGIN {come} END")
    op.execute(f"CREATE TRIGGER claim_search_delete AFTER DELETE ON claim BEGIN {gone} END")
    op.execute(f"CREATE TRIGGER claim_search_update AFTER UPDATE OF statement ON claim BEGIN {gone} {come} END")
    op.execute("INSERT INTO claim_search(claim_search) VALUES ('rebuild')")


def _postgresql_up() -> None:
    op.execute(
        "CREATE TABLE claim_search (id BIGINT PRIMARY KEY REFERENCES claim(id) ON DELETE CASCADE, words tsvector)"
    )
    op.execute(f"INSERT INTO claim_search (id, words) SELECT id, {WORDS.format('statement')} FROM claim")
    op.execute("CREATE INDEX claim_search_words ON claim_search USING gin (words) WITH (fastupdate = off)")
    for older in OLDER:
        op.execute(f"ALTER INDEX {older} SET (fastupdate = off)")
        op.execute(f"SELECT gin_clean_pending_list('{older}'::regclass)")
    op.execute(
        f"CREATE FUNCTION claim_search_keep() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"INSERT INTO claim_search (id, words) VALUES (NEW.id, {WORDS.format('NEW.statement')}) "
        "ON CONFLICT (id) DO UPDATE SET words = excluded.words; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER claim_search_keep AFTER INSERT OR UPDATE OF statement ON claim "
        "FOR EACH ROW EXECUTE FUNCTION claim_search_keep()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("insert", "update", "delete"):
            op.execute(f"DROP TRIGGER claim_search_{act}")
    else:
        op.execute("DROP FUNCTION claim_search_keep() CASCADE")
        for older in OLDER:
            op.execute(f"ALTER INDEX {older} RESET (fastupdate)")
    op.execute("DROP TABLE claim_search")

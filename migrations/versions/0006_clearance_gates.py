"""Hold the sign-off of a draft to its gates in the database too; keep why a change was let go."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

#: What keeps a draft from being signed off: a query over NEW (the clearance), and what is said.
REFUSED = (
    (
        "SELECT 1 FROM draft WHERE id = NEW.draft_id AND article_id = NEW.article_id AND sha256 = NEW.sha256",
        False,
        "a clearance is bound to the digest of its draft",
    ),
    (
        (
            "SELECT 1 FROM draft newer JOIN draft mine ON mine.id = NEW.draft_id "
            "WHERE newer.article_id = NEW.article_id AND newer.number > mine.number"
        ),
        True,
        "only the newest draft is cleared",
    ),
    (
        (
            "SELECT 1 FROM claim WHERE article_id = NEW.article_id "
            "AND state NOT IN ('ruled', 'not_checkable', 'merged', 'cut')"
        ),
        True,
        "a claim is not ruled yet",
    ),
    (
        "SELECT 1 FROM author_query WHERE article_id = NEW.article_id AND state = 'open'",
        True,
        "a query is open",
    ),
    (
        "SELECT 1 FROM change_item WHERE article_id = NEW.article_id AND must AND state NOT IN ('applied', 'dropped')",
        True,
        "a change that the copy must have is not made",
    ),
    (
        "SELECT 1 FROM draft_line WHERE draft_id = NEW.draft_id AND state = 'typo' AND confirmed_at IS NULL",
        True,
        "a line that differs by its spelling is not confirmed",
    ),
)
KEPT = "OLD.sha256 <> NEW.sha256 OR OLD.draft_id <> NEW.draft_id OR OLD.article_id <> NEW.article_id"
UNVOIDED = "OLD.voided_at IS NOT NULL AND NEW.voided_at IS NULL"


def upgrade() -> None:
    op.add_column("change_item", sa.Column("dropped_why", sa.String(length=1000), server_default="", nullable=False))
    op.create_index(
        "uq_clearance_open",
        "clearance",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("voided_at IS NULL"),
        postgresql_where=sa.text("voided_at IS NULL"),
    )
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_up()
    else:
        _postgresql_up()


def _sqlite_up() -> None:
    for number, (query, wrong_if_found, why) in enumerate(REFUSED):
        test = "EXISTS" if wrong_if_found else "NOT EXISTS"
        op.execute(
            f"CREATE TRIGGER clearance_gate_{number} BEFORE INSERT ON clearance "
            f"WHEN {test} ({query}) BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
    op.execute(
        f"CREATE TRIGGER clearance_kept BEFORE UPDATE ON clearance WHEN {KEPT} OR ({UNVOIDED}) "
        "BEGIN SELECT RAISE(ABORT, 'a clearance is voided, never changed'); END"
    )


def _postgresql_up() -> None:
    tests = " ".join(
        f"IF {'EXISTS' if wrong_if_found else 'NOT EXISTS'} ({query}) THEN RAISE EXCEPTION '{why}'; END IF;"
        for query, wrong_if_found, why in REFUSED
    )
    op.execute(
        f"CREATE FUNCTION clearance_gates() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {tests} RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER clearance_gates BEFORE INSERT ON clearance FOR EACH ROW EXECUTE FUNCTION clearance_gates()"
    )
    op.execute(
        "CREATE FUNCTION clearance_is_kept() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a clearance is voided, never changed'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER clearance_kept BEFORE UPDATE ON clearance FOR EACH ROW WHEN ({KEPT} OR ({UNVOIDED})) "
        "EXECUTE FUNCTION clearance_is_kept()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER clearance_kept")
        for number in range(len(REFUSED)):
            op.execute(f"DROP TRIGGER clearance_gate_{number}")
    else:
        op.execute("DROP FUNCTION clearance_is_kept() CASCADE")
        op.execute("DROP FUNCTION clearance_gates() CASCADE")
    op.drop_index("uq_clearance_open", table_name="clearance")
    op.drop_column("change_item", "dropped_why")

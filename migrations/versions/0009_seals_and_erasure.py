"""Salt the rows of the log and what it keeps sealed; note when an article's confidential parts were erased."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

MOMENT = sa.DateTime(timezone=True)

revision = "0009"
down_revision = "0008"

#: Table and column that hold 128 random bits, "" in rows from before.
SALTED = (("event", "salt"), ("evidence", "seal"), ("origin", "seal"))
KINDS = (
    "assigned",
    "handed_back",
    "second_check",
    "disputed",
    "ruled",
    "reopened",
    "query_answered",
    "overdue",
    "citation_changed",
    "expired",
    "new_draft",
    "challenged",
)


def upgrade() -> None:
    for table, column in SALTED:
        op.add_column(table, sa.Column(column, sa.String(length=32), server_default="", nullable=False))
    for table in ("evidence", "origin"):
        _give_seals(table)
    op.add_column("article", sa.Column("erased_at", MOMENT, nullable=True))
    _allow((*KINDS, "erasure"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM notice WHERE kind = 'erasure'"))
    _allow(KINDS)
    op.drop_column("article", "erased_at")
    for table, column in SALTED:
        op.drop_column(table, column)


def _give_seals(table: str) -> None:
    rows = sa.table(table, sa.column("id", sa.BigInteger()), sa.column("seal", sa.String()))
    connection = op.get_bind()
    for (row_id,) in connection.execute(sa.select(rows.c.id)).fetchall():
        connection.execute(sa.update(rows).where(rows.c.id == row_id).values(seal=secrets.token_hex(16)))


def _allow(kinds: tuple[str, ...]) -> None:
    """Say which kinds of notices there are."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint("noticekind", type_="check")
        notice.create_check_constraint("noticekind", f"kind IN ({listed})")

"""Let suggestions trace back to an origin, and name the work that groups them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

revision = "0010"
down_revision = "0009"

KINDS = (
    "fetch_draft",
    "split_draft",
    "read_upload",
    "run_lookup",
    "fetch_hit",
    "watch_citation",
    "send_notice",
)


def upgrade() -> None:
    with op.batch_alter_table("suggestion") as suggestion:
        suggestion.add_column(sa.Column("origin_id", ID, nullable=True))
        suggestion.create_foreign_key(
            "fk_suggestion_origin_id_origin", "origin", ["origin_id"], ["id"], ondelete="RESTRICT"
        )
    op.create_index("ix_suggestion_origin_id", "suggestion", ["origin_id"], unique=False)
    _allow((*KINDS, "group_sources"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM job WHERE kind = 'group_sources'"))
    _allow(KINDS)
    op.drop_index("ix_suggestion_origin_id", table_name="suggestion")
    with op.batch_alter_table("suggestion") as suggestion:
        suggestion.drop_constraint("fk_suggestion_origin_id_origin", type_="foreignkey")
        suggestion.drop_column("origin_id")


def _allow(kinds: tuple[str, ...]) -> None:
    """Say which kinds of work there are."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("job") as job:
        job.drop_constraint("jobkind", type_="check")
        job.create_check_constraint("jobkind", f"kind IN ({listed})")

"""Name the work that deletes the files of what was erased."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

KINDS = (
    "fetch_draft",
    "split_draft",
    "read_upload",
    "run_lookup",
    "fetch_hit",
    "group_sources",
    "watch_citation",
    "send_notice",
)


def upgrade() -> None:
    _allow((*KINDS, "drop_files"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM job WHERE kind = 'drop_files'"))
    _allow(KINDS)


def _allow(kinds: tuple[str, ...]) -> None:
    """Say which kinds of work there are."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("job") as job:
        job.drop_constraint("jobkind", type_="check")
        job.create_check_constraint("jobkind", f"kind IN ({listed})")

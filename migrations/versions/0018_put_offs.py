"""Count how often the other side put a job off."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("job", sa.Column("put_offs", sa.Integer, server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("job", "put_offs")

"""Keep why an article was put away."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("article", sa.Column("put_away_why", sa.Text))


def downgrade() -> None:
    op.drop_column("article", "put_away_why")

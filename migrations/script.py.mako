"""${message}

Rules: no models imported here; up and down run with rows in the tables, on SQLite and PostgreSQL; constraints carry
names; a column that must not be null gets a server default or is filled first. Then write the new revision into
migrations/.current-head.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    ${downgrades if downgrades else "pass"}

"""Keep what robots.txt said for all machines together, and what became of cited pages."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_table(
        "robots_rules",
        sa.Column("origin", sa.String(length=300), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("kept_until", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("origin", name=op.f("pk_robots_rules")),
    )
    op.create_table(
        "citation_check",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=False),
        sa.Column("slot", sa.String(length=24), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("capture_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("seen_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], ondelete="RESTRICT", name=op.f("fk_citation_check_claim_id_claim")
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], ondelete="RESTRICT", name=op.f("fk_citation_check_evidence_id_evidence")
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], ondelete="RESTRICT", name=op.f("fk_citation_check_capture_id_capture")
        ),
        sa.ForeignKeyConstraint(
            ["seen_by_id"], ["person.id"], ondelete="RESTRICT", name=op.f("fk_citation_check_seen_by_id_person")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation_check")),
        sa.UniqueConstraint("evidence_id", "slot", name=op.f("uq_citation_check_evidence_id_slot")),
    )
    op.create_index("ix_citation_check_claim_id_open", "citation_check", ["claim_id", "open"])


def downgrade() -> None:
    op.drop_table("citation_check")
    op.drop_table("robots_rules")

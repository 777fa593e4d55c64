"""Keep spreadsheets that were brought in, and their rows beside the claims and sources that they became."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

MOMENT = sa.DateTime(timezone=True)
ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "sheet_import",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=False),
        sa.Column("headings", JSON, nullable=False),
        sa.Column("rows", JSON, nullable=False),
        sa.Column("first_row", sa.Integer(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("applied_at", MOMENT, nullable=True),
        sa.Column("applied_by_id", ID, nullable=True),
        sa.Column("counts", JSON, nullable=False),
        sa.CheckConstraint("(applied_at IS NULL) = (applied_by_id IS NULL)", name=op.f("ck_sheet_import_applied")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_sheet_import_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_sheet_import_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["applied_by_id"], ["person.id"], name=op.f("fk_sheet_import_applied_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_import")),
    )
    op.create_index(op.f("ix_sheet_import_article_id"), "sheet_import", ["article_id"])
    op.create_table(
        "sheet_row",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("import_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("evidence_id", ID, nullable=True),
        sa.Column("confidential", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("cells", JSON, nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("how", sa.String(length=300), server_default="", nullable=False),
        sa.CheckConstraint("evidence_id IS NULL OR claim_id IS NOT NULL", name=op.f("ck_sheet_row_source_of_claim")),
        sa.ForeignKeyConstraint(
            ["import_id"], ["sheet_import.id"], name=op.f("fk_sheet_row_import_id_sheet_import"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_sheet_row_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_sheet_row_evidence_id_evidence"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_row")),
        sa.UniqueConstraint("import_id", "position", name=op.f("uq_sheet_row_import_id_position")),
    )
    op.create_index(op.f("ix_sheet_row_claim_id"), "sheet_row", ["claim_id"])
    op.create_index(op.f("ix_sheet_row_evidence_id"), "sheet_row", ["evidence_id"])
    op.create_index("ix_sheet_row_import_id_claim_id", "sheet_row", ["import_id", "claim_id"])


def downgrade() -> None:
    op.drop_table("sheet_row")
    op.drop_table("sheet_import")

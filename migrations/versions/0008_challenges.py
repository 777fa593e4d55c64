"""Keep what readers report as wrong, and tell editors of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

revision = "0008"
down_revision = "0007"

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
)


def upgrade() -> None:
    op.create_table(
        "challenge",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("contact", sa.String(length=300), nullable=False),
        sa.Column("received_at", MOMENT, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "corrected",
                "rejected",
                "spam",
                name="challengestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("correction_id", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            ondelete="RESTRICT",
            name=op.f("fk_challenge_publication_id_publication"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], ondelete="RESTRICT", name=op.f("fk_challenge_decided_by_id_person")
        ),
        sa.ForeignKeyConstraint(
            ["correction_id"],
            ["correction.id"],
            ondelete="RESTRICT",
            name=op.f("fk_challenge_correction_id_correction"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_challenge")),
        sa.UniqueConstraint("publication_id", "digest", name=op.f("uq_challenge_publication_id_digest")),
    )
    op.create_index("ix_challenge_state_received_at", "challenge", ["state", "received_at"])
    _allow((*KINDS, "challenged"))


def downgrade() -> None:
    op.execute(sa.text("DELETE FROM notice WHERE kind = 'challenged'"))
    _allow(KINDS)
    op.drop_table("challenge")


def _allow(kinds: tuple[str, ...]) -> None:
    """Say which kinds of notices there are."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint("noticekind", type_="check")
        notice.create_check_constraint("noticekind", f"kind IN ({listed})")

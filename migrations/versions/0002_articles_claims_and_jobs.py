"""Create articles, claims and jobs."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("byline", sa.String(length=300), nullable=False),
        sa.Column("outlet", sa.String(length=300), nullable=False),
        sa.Column("source_url", sa.String(length=2048), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("deadline_at", MOMENT, nullable=True),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("outside_allowed", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "intake",
                "triage",
                "checking",
                "review",
                "cleared",
                "published",
                "corrected",
                "withdrawn",
                name="articlestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("trouble", sa.Text(), nullable=True),
        sa.Column("next_claim_number", sa.Integer(), nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["person.id"], name=op.f("fk_article_owner_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_article")),
    )
    op.create_index(op.f("ix_article_owner_id"), "article", ["owner_id"], unique=False)

    op.create_table(
        "claim",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "event",
                "quantity",
                "quotation",
                "attribution",
                "causal",
                "comparison",
                "law",
                "prediction",
                name="claimkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("chain", JSON, nullable=False),
        sa.Column("quantity", JSON, nullable=True),
        sa.Column("time_words", sa.String(length=300), nullable=True),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unconfirmed",
                "to_check",
                "assigned",
                "checking",
                "proposed",
                "second_check",
                "agreed",
                "disputed",
                "ruled",
                "reopened",
                "not_checkable",
                "merged",
                "cut",
                name="claimstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("state_reason", sa.String(length=1000), nullable=True),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("added_by_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("assignee_id", ID, nullable=True),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("second_checker_id", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_claim_merged")),
        sa.CheckConstraint(
            "state NOT IN ('assigned', 'checking') OR assignee_id IS NOT NULL", name=op.f("ck_claim_held")
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_claim_number")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["person.id"], name=op.f("fk_claim_added_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_claim_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["assignee_id"], ["person.id"], name=op.f("fk_claim_assignee_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["claim.id"], name=op.f("fk_claim_merged_into_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["second_checker_id"], ["person.id"], name=op.f("fk_claim_second_checker_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_claim_article_id_number")),
    )
    op.create_index("ix_claim_assignee_state", "claim", ["assignee_id", "state"], unique=False)
    op.create_index(op.f("ix_claim_merged_into_id"), "claim", ["merged_into_id"], unique=False)
    op.create_index("ix_claim_state", "claim", ["state"], unique=False)

    op.create_table(
        "draft",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column(
            "intake",
            sa.Enum("paste", "upload", "address", name="intake", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("capture_id", ID, nullable=True),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_draft_number")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_draft_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_draft_capture_id_capture"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_draft_created_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("article_id", "number", name=op.f("uq_draft_article_id_number")),
    )
    op.create_index(op.f("ix_draft_article_id"), "draft", ["article_id"], unique=False)
    op.create_index(op.f("ix_draft_capture_id"), "draft", ["capture_id"], unique=False)
    op.create_index(op.f("ix_draft_created_by_id"), "draft", ["created_by_id"], unique=False)

    op.create_table(
        "assignment",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("checker_id", ID, nullable=False),
        sa.Column("assigned_by_id", ID, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("note", sa.String(length=2000), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("end_reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["person.id"], name=op.f("fk_assignment_assigned_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["checker_id"], ["person.id"], name=op.f("fk_assignment_checker_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_assignment_claim_id_claim"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_checker_id"), "assignment", ["checker_id"], unique=False)
    op.create_index(op.f("ix_assignment_claim_id"), "assignment", ["claim_id"], unique=False)
    op.create_index(
        "uq_assignment_open",
        "assignment",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("ended_at IS NULL"),
        postgresql_where=sa.text("ended_at IS NULL"),
    )

    op.create_table(
        "clearance",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.Column("voided_why", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_clearance_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_clearance_by_id_person"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_clearance_draft_id_draft"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clearance")),
    )
    op.create_index(op.f("ix_clearance_article_id"), "clearance", ["article_id"], unique=False)

    op.create_table(
        "coverage_mark",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "opinion",
                "scene_setting",
                "boilerplate",
                "not_a_fact",
                name="coveragekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("start_at >= 0 AND start_at < end_at", name=op.f("ck_coverage_mark_span")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_coverage_mark_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_coverage_mark_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_coverage_mark")),
    )
    op.create_index(op.f("ix_coverage_mark_draft_id"), "coverage_mark", ["draft_id"], unique=False)

    op.create_table(
        "finding",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("spans", JSON, nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("dismissed_at", MOMENT, nullable=True),
        sa.Column("dismissed_by_id", ID, nullable=True),
        sa.ForeignKeyConstraint(
            ["dismissed_by_id"], ["person.id"], name=op.f("fk_finding_dismissed_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_finding_draft_id_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_finding")),
    )
    op.create_index(op.f("ix_finding_draft_id"), "finding", ["draft_id"], unique=False)

    op.create_table(
        "job",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "fetch_draft",
                "split_draft",
                "read_upload",
                "run_lookup",
                "fetch_hit",
                "watch_citation",
                "send_notice",
                name="jobkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "queue",
            sa.Enum("io", "cpu", name="queue", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "queued",
                "running",
                "waiting",
                "done",
                "failed",
                "cancelled",
                name="jobstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("deaths", sa.Integer(), nullable=False),
        sa.Column("run_after", MOMENT, nullable=False),
        sa.Column("published_at", MOMENT, nullable=True),
        sa.Column("lease_token", sa.String(length=32), nullable=True),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("cancel", sa.Boolean(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("progress_done", sa.Integer(), nullable=False),
        sa.Column("progress_total", sa.Integer(), nullable=False),
        sa.Column("progress_words", sa.String(length=300), nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("asked_by_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.CheckConstraint("(state = 'running') = (lease_token IS NOT NULL)", name=op.f("ck_job_lease")),
        sa.CheckConstraint("state NOT IN ('failed') OR error IS NOT NULL", name=op.f("ck_job_failed_says_why")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_job_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_job_asked_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_job_claim_id_claim"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
        sa.UniqueConstraint("key", name=op.f("uq_job_key")),
    )
    op.create_index(op.f("ix_job_article_id"), "job", ["article_id"], unique=False)
    op.create_index(op.f("ix_job_claim_id"), "job", ["claim_id"], unique=False)
    op.create_index("ix_job_state_run_after", "job", ["state", "run_after"], unique=False)

    op.create_table(
        "occurrence",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("exact", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=64), nullable=False),
        sa.Column("suffix", sa.String(length=64), nullable=False),
        sa.Column("quote_start", sa.Integer(), nullable=True),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.CheckConstraint("start_at >= 0 AND start_at < end_at", name=op.f("ck_occurrence_span")),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_occurrence_claim_id_claim"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_occurrence_draft_id_draft"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_occurrence")),
        sa.UniqueConstraint(
            "claim_id", "draft_id", "start_at", "end_at", name=op.f("uq_occurrence_claim_id_draft_id_start_at_end_at")
        ),
    )
    op.create_index(op.f("ix_occurrence_claim_id"), "occurrence", ["claim_id"], unique=False)
    op.create_index("ix_occurrence_draft_id_start_at", "occurrence", ["draft_id", "start_at"], unique=False)

    op.create_table(
        "passage",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "headline",
                "deck",
                "subhead",
                "body",
                "caption",
                "boilerplate",
                name="passagerole",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("checkable", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("repeat_of", sa.Integer(), nullable=True),
        sa.CheckConstraint("score >= 0 AND score <= 1", name=op.f("ck_passage_score")),
        sa.CheckConstraint("start_at >= 0 AND start_at < end_at", name=op.f("ck_passage_span")),
        sa.ForeignKeyConstraint(["draft_id"], ["draft.id"], name=op.f("fk_passage_draft_id_draft"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("draft_id", "position", name=op.f("uq_passage_draft_id_position")),
    )
    op.create_index(op.f("ix_passage_draft_id"), "passage", ["draft_id"], unique=False)


def downgrade() -> None:
    op.drop_table("passage")
    op.drop_table("occurrence")
    op.drop_table("job")
    op.drop_table("finding")
    op.drop_table("coverage_mark")
    op.drop_table("clearance")
    op.drop_table("assignment")
    op.drop_table("draft")
    op.drop_table("claim")
    op.drop_table("article")

"""Create evidence, verdicts and publications."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "scale",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "layer",
            sa.Enum("attribution", "content", name="layer", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scale")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_scale_key_number")),
    )
    op.create_table(
        "rating",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("scale_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("label", sa.String(length=80), nullable=False),
        sa.Column("definition", sa.Text(), nullable=False),
        sa.Column("symbol", sa.String(length=8), nullable=False),
        sa.Column("colour", sa.String(length=20), nullable=False),
        sa.Column("value", sa.Integer(), nullable=True),
        sa.CheckConstraint("value IS NULL OR value BETWEEN 1 AND 5", name=op.f("ck_rating_value")),
        sa.ForeignKeyConstraint(["scale_id"], ["scale.id"], name=op.f("fk_rating_scale_id_scale"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rating")),
        sa.UniqueConstraint("scale_id", "key", name=op.f("uq_rating_scale_id_key")),
    )
    op.create_table(
        "origin",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "book",
                "document",
                "person",
                "dataset",
                "agency",
                "broadcast",
                "event",
                "outlet",
                name="originkind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("confirmed_by_id", ID, nullable=True),
        sa.Column("merged_into_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_origin_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_origin_confirmed_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["origin.id"], name=op.f("fk_origin_merged_into_id_origin"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_origin")),
    )
    op.create_index(op.f("ix_origin_article_id"), "origin", ["article_id"], unique=False)
    op.create_index(op.f("ix_origin_merged_into_id"), "origin", ["merged_into_id"], unique=False)

    op.create_table(
        "evidence",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "page",
                "document",
                "call",
                "interview",
                "book",
                "dataset",
                "email",
                name="evidencekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column(
            "stance",
            sa.Enum(
                "supports", "refutes", "context", name="stance", native_enum=False, create_constraint=True, length=24
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=500), nullable=False),
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("outlet", sa.String(length=300), nullable=False),
        sa.Column("capture_id", ID, nullable=True),
        sa.Column("suggestion_id", sa.Integer(), nullable=True),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.Column("excerpt_start", sa.Integer(), nullable=True),
        sa.Column("excerpt_end", sa.Integer(), nullable=True),
        sa.Column("prefix", sa.String(length=64), nullable=False),
        sa.Column("suffix", sa.String(length=64), nullable=False),
        sa.Column("locator", JSON, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("confidential", sa.Boolean(), nullable=False),
        sa.Column("is_primary", sa.Boolean(), nullable=False),
        sa.Column("origin_id", ID, nullable=False),
        sa.Column("logged_by_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_why", sa.String(length=1000), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(excerpt_start IS NULL) = (excerpt_end IS NULL)", name=op.f("ck_evidence_excerpt")),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_evidence_capture_id_capture"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_evidence_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["logged_by_id"], ["person.id"], name=op.f("fk_evidence_logged_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["origin_id"], ["origin.id"], name=op.f("fk_evidence_origin_id_origin"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evidence")),
        sa.UniqueConstraint("suggestion_id", name=op.f("uq_evidence_suggestion_id")),
    )
    op.create_index(op.f("ix_evidence_capture_id"), "evidence", ["capture_id"], unique=False)
    op.create_index("ix_evidence_claim_id_withdrawn_at", "evidence", ["claim_id", "withdrawn_at"], unique=False)
    op.create_index(op.f("ix_evidence_origin_id"), "evidence", ["origin_id"], unique=False)

    op.create_table(
        "publication",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("public_id", sa.String(length=24), nullable=False),
        sa.Column("slug", sa.String(length=80), nullable=False),
        sa.Column(
            "subject",
            sa.Enum("article", "claim", name="subject", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT, nullable=True),
        sa.Column("withdrawn_why", sa.Text(), nullable=False),
        sa.Column("current_revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("(subject = 'claim') = (claim_id IS NOT NULL)", name=op.f("ck_publication_subject_claim")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_publication_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_publication_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication")),
        sa.UniqueConstraint("public_id", name=op.f("uq_publication_public_id")),
    )
    op.create_index(op.f("ix_publication_article_id"), "publication", ["article_id"], unique=False)
    op.create_index(
        "uq_publication_article",
        "publication",
        ["article_id"],
        unique=True,
        sqlite_where=sa.text("claim_id IS NULL"),
        postgresql_where=sa.text("claim_id IS NULL"),
    )
    op.create_index("uq_publication_claim", "publication", ["claim_id"], unique=True)

    op.create_table(
        "verdict",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "proposed",
                "agreed",
                "disputed",
                "ruled",
                "superseded",
                name="verdictstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attribution_rating_id", ID, nullable=False),
        sa.Column("content_rating_id", ID, nullable=False),
        sa.Column(
            "disposition",
            sa.Enum(
                "stands",
                "must_fix",
                "should_fix",
                "attribute",
                "cut",
                "hold_for_legal",
                name="disposition",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("rationale", sa.Text(), nullable=False),
        sa.Column("fix", sa.Text(), nullable=False),
        sa.Column("limits", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("reviewed_by_id", ID, nullable=True),
        sa.Column(
            "review",
            sa.Enum("agree", "dispute", name="review", native_enum=False, create_constraint=True, length=24),
            nullable=True,
        ),
        sa.Column("review_note", sa.Text(), nullable=False),
        sa.Column("reviewed_at", MOMENT, nullable=True),
        sa.Column("ruled_by_id", ID, nullable=True),
        sa.Column("ruling_note", sa.Text(), nullable=False),
        sa.Column("ruled_at", MOMENT, nullable=True),
        sa.CheckConstraint("state <> 'ruled' OR ruled_at IS NOT NULL", name=op.f("ck_verdict_ruled")),
        sa.CheckConstraint(
            "reviewed_by_id IS NULL OR reviewed_by_id <> proposed_by_id", name=op.f("ck_verdict_second_person")
        ),
        sa.ForeignKeyConstraint(
            ["attribution_rating_id"],
            ["rating.id"],
            name=op.f("fk_verdict_attribution_rating_id_rating"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_verdict_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["content_rating_id"], ["rating.id"], name=op.f("fk_verdict_content_rating_id_rating"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_verdict_draft_id_draft"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposed_by_id"], ["person.id"], name=op.f("fk_verdict_proposed_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["reviewed_by_id"], ["person.id"], name=op.f("fk_verdict_reviewed_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["ruled_by_id"], ["person.id"], name=op.f("fk_verdict_ruled_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_verdict")),
        sa.UniqueConstraint("claim_id", "number", name=op.f("uq_verdict_claim_id_number")),
    )
    op.create_index(
        "uq_verdict_current",
        "verdict",
        ["claim_id"],
        unique=True,
        sqlite_where=sa.text("state <> 'superseded'"),
        postgresql_where=sa.text("state <> 'superseded'"),
    )

    op.create_table(
        "citation",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("verdict_id", ID, nullable=False),
        sa.Column("evidence_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("excerpt", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["evidence_id"], ["evidence.id"], name=op.f("fk_citation_evidence_id_evidence"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_citation_verdict_id_verdict"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint("verdict_id", "evidence_id", name=op.f("uq_citation_verdict_id_evidence_id")),
    )
    op.create_index(op.f("ix_citation_evidence_id"), "citation", ["evidence_id"], unique=False)

    op.create_table(
        "correction",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("revision_number", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "verdict",
                "factual",
                "update",
                "typo",
                name="correctionclass",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_correction_by_id_person"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_correction_publication_id_publication"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_publication_id"), "correction", ["publication_id"], unique=False)

    op.create_table(
        "lookup",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("query_digest", sa.String(length=64), nullable=False),
        sa.Column("job_id", ID, nullable=False),
        sa.Column("hits", JSON, nullable=False),
        sa.Column("note", sa.String(length=1000), nullable=False),
        sa.Column("asked_by_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_lookup_asked_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_lookup_claim_id_claim"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_lookup_job_id_job"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookup")),
        sa.UniqueConstraint(
            "claim_id", "provider", "query_digest", name=op.f("uq_lookup_claim_id_provider_query_digest")
        ),
    )
    op.create_index(op.f("ix_lookup_job_id"), "lookup", ["job_id"], unique=False)

    op.create_table(
        "revision",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("publication_id", ID, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("payload", JSON, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("published_by_id", ID, nullable=False),
        sa.Column("published_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["publication_id"],
            ["publication.id"],
            name=op.f("fk_revision_publication_id_publication"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["person.id"], name=op.f("fk_revision_published_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_revision")),
        sa.UniqueConstraint("publication_id", "number", name=op.f("uq_revision_publication_id_number")),
    )
    op.create_table(
        "lookup_page",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("lookup_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("url", sa.String(length=2048), nullable=False),
        sa.Column("url_digest", sa.String(length=64), nullable=False),
        sa.Column("hit", JSON, nullable=False),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("capture_id", ID, nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_lookup_page_capture_id_capture"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_lookup_page_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name=op.f("fk_lookup_page_job_id_job"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["lookup_id"], ["lookup.id"], name=op.f("fk_lookup_page_lookup_id_lookup"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lookup_page")),
        sa.UniqueConstraint("lookup_id", "url_digest", name=op.f("uq_lookup_page_lookup_id_url_digest")),
    )
    op.create_index(op.f("ix_lookup_page_capture_id"), "lookup_page", ["capture_id"], unique=False)
    op.create_index(op.f("ix_lookup_page_claim_id"), "lookup_page", ["claim_id"], unique=False)
    op.create_index(op.f("ix_lookup_page_job_id"), "lookup_page", ["job_id"], unique=False)

    op.create_table(
        "suggestion",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("capture_id", ID, nullable=False),
        sa.Column("lookup_id", ID, nullable=True),
        sa.Column("provider", sa.String(length=40), nullable=False),
        sa.Column("start_at", sa.Integer(), nullable=False),
        sa.Column("end_at", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.Column("reasons", JSON, nullable=False),
        sa.Column("marks", JSON, nullable=False),
        sa.Column("quote", JSON, nullable=False),
        sa.Column(
            "stance",
            sa.Enum(
                "supports", "refutes", "context", name="stance", native_enum=False, create_constraint=True, length=24
            ),
            nullable=True,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "accepted",
                "dismissed",
                name="suggestionstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("decided_by_id", ID, nullable=True),
        sa.Column("decided_at", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.CheckConstraint("(state = 'open') = (decided_at IS NULL)", name=op.f("ck_suggestion_decided")),
        sa.CheckConstraint("start_at >= 0 AND start_at < end_at", name=op.f("ck_suggestion_span")),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["capture.id"], name=op.f("fk_suggestion_capture_id_capture"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_suggestion_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["person.id"], name=op.f("fk_suggestion_decided_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["lookup_id"], ["lookup.id"], name=op.f("fk_suggestion_lookup_id_lookup"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion")),
        sa.UniqueConstraint(
            "claim_id", "capture_id", "start_at", name=op.f("uq_suggestion_claim_id_capture_id_start_at")
        ),
    )
    op.create_index(op.f("ix_suggestion_capture_id"), "suggestion", ["capture_id"], unique=False)
    op.create_index("ix_suggestion_claim_id_state", "suggestion", ["claim_id", "state"], unique=False)
    op.create_index(op.f("ix_suggestion_lookup_id"), "suggestion", ["lookup_id"], unique=False)


def downgrade() -> None:
    op.drop_table("suggestion")
    op.drop_table("lookup_page")
    op.drop_table("revision")
    op.drop_table("lookup")
    op.drop_table("correction")
    op.drop_table("citation")
    op.drop_table("verdict")
    op.drop_table("publication")
    op.drop_table("evidence")
    op.drop_table("origin")
    op.drop_table("rating")
    op.drop_table("scale")

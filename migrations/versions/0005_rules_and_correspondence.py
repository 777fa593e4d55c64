"""Create the desk's rules and its correspondence."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
JSON = sa.JSON(none_as_null=True).with_variant(postgresql.JSONB(none_as_null=True), "postgresql")

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "policy_rule",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("claim_kind", sa.String(length=24), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("requirement", JSON, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_rule")),
        sa.UniqueConstraint("key", "number", name=op.f("uq_policy_rule_key_number")),
    )
    op.create_table(
        "form_draft",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("content", JSON, nullable=False),
        sa.Column("saved_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_form_draft_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_form_draft")),
        sa.UniqueConstraint("person_id", "key", name=op.f("uq_form_draft_person_id_key")),
    )
    op.create_table(
        "presence",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("key", sa.String(length=100), nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_presence_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presence")),
        sa.UniqueConstraint("key", "person_id", name=op.f("uq_presence_key_person_id")),
    )
    op.create_table(
        "guest_link",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("query_ids", JSON, nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("revoked_at", MOMENT, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=True),
        sa.Column("created_by_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_guest_link_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["created_by_id"], ["person.id"], name=op.f("fk_guest_link_created_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guest_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_guest_link_token_digest")),
    )
    op.create_index(op.f("ix_guest_link_article_id"), "guest_link", ["article_id"], unique=False)

    op.create_table(
        "author_query",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column(
            "sent_to",
            sa.Enum("author", "source", "legal", name="queryto", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("to_name", sa.String(length=300), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "answered",
                "closed",
                "withdrawn",
                name="querystate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("asked_by_id", ID, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("due_at", MOMENT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("proposed_wording", sa.Text(), nullable=False),
        sa.Column("blob", sa.String(length=64), nullable=True),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("answered_by", sa.String(length=300), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("closed_by_id", ID, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_author_query_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["person.id"], name=op.f("fk_author_query_asked_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_author_query_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["closed_by_id"], ["person.id"], name=op.f("fk_author_query_closed_by_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_author_query")),
    )
    op.create_index(op.f("ix_author_query_article_id"), "author_query", ["article_id"], unique=False)
    op.create_index(op.f("ix_author_query_claim_id"), "author_query", ["claim_id"], unique=False)

    op.create_table(
        "draft_line",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "unchanged",
                "moved",
                "typo",
                "changed",
                "new",
                "cut",
                "ambiguous",
                name="linestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("old_start", sa.Integer(), nullable=True),
        sa.Column("old_end", sa.Integer(), nullable=True),
        sa.Column("new_start", sa.Integer(), nullable=True),
        sa.Column("new_end", sa.Integer(), nullable=True),
        sa.Column("kinds", JSON, nullable=False),
        sa.Column("confirmed_at", MOMENT, nullable=True),
        sa.Column("confirmed_by_id", ID, nullable=True),
        sa.CheckConstraint("old_start IS NOT NULL OR new_start IS NOT NULL", name=op.f("ck_draft_line_somewhere")),
        sa.ForeignKeyConstraint(
            ["confirmed_by_id"], ["person.id"], name=op.f("fk_draft_line_confirmed_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_draft_line_draft_id_draft"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft_line")),
        sa.UniqueConstraint("draft_id", "position", name=op.f("uq_draft_line_draft_id_position")),
    )
    op.create_table(
        "notice",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
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
                name="noticekind",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("path", sa.String(length=500), nullable=False),
        sa.Column("article_id", ID, nullable=True),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("mailed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_notice_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_notice_claim_id_claim"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_notice_person_id_person"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", name=op.f("uq_notice_key")),
    )
    op.create_index("ix_notice_person_id_read_at", "notice", ["person_id", "read_at"], unique=False)

    op.create_table(
        "policy_override",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("claim_id", ID, nullable=False),
        sa.Column("rule_key", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.String(length=1000), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("voided_at", MOMENT, nullable=True),
        sa.CheckConstraint("length(reason) > 0", name=op.f("ck_policy_override_reason")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_policy_override_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_policy_override_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_policy_override")),
    )
    op.create_index("ix_policy_override_claim_id", "policy_override", ["claim_id"], unique=False)

    op.create_table(
        "reply_request",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("who", sa.String(length=300), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=True),
        sa.Column("how", sa.String(length=500), nullable=False),
        sa.Column("deadline_at", MOMENT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("declined", sa.Boolean(), nullable=False),
        sa.Column("not_needed_why", sa.String(length=500), nullable=False),
        sa.Column("place_in_copy", sa.Text(), nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_reply_request_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["person.id"], name=op.f("fk_reply_request_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_reply_request_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reply_request")),
    )
    op.create_index(op.f("ix_reply_request_article_id"), "reply_request", ["article_id"], unique=False)
    op.create_index(op.f("ix_reply_request_claim_id"), "reply_request", ["claim_id"], unique=False)

    op.create_table(
        "change_item",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("claim_id", ID, nullable=True),
        sa.Column("verdict_id", ID, nullable=True),
        sa.Column("draft_id", ID, nullable=False),
        sa.Column("words_before", sa.Text(), nullable=False),
        sa.Column("words_after", sa.Text(), nullable=False),
        sa.Column("prefix", sa.String(length=64), nullable=False),
        sa.Column("suffix", sa.String(length=64), nullable=False),
        sa.Column("must", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "applied",
                "not_applied",
                "altered",
                "dropped",
                name="changestate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("checked_on_id", ID, nullable=True),
        sa.Column("words_found", sa.Text(), nullable=False),
        sa.Column("raised_by_id", ID, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["article.id"], name=op.f("fk_change_item_article_id_article"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["checked_on_id"], ["draft.id"], name=op.f("fk_change_item_checked_on_id_draft"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["claim_id"], ["claim.id"], name=op.f("fk_change_item_claim_id_claim"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["draft_id"], ["draft.id"], name=op.f("fk_change_item_draft_id_draft"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["raised_by_id"], ["person.id"], name=op.f("fk_change_item_raised_by_id_person"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_change_item_verdict_id_verdict"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_item")),
    )
    op.create_index(op.f("ix_change_item_article_id"), "change_item", ["article_id"], unique=False)
    op.create_index(op.f("ix_change_item_claim_id"), "change_item", ["claim_id"], unique=False)

    op.create_table(
        "opinion",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("verdict_id", ID, nullable=False),
        sa.Column("by_id", ID, nullable=False),
        sa.Column(
            "seat",
            sa.Enum("second", "panel", name="seat", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("attribution_rating_id", ID, nullable=True),
        sa.Column("content_rating_id", ID, nullable=True),
        sa.Column(
            "review",
            sa.Enum("agree", "dispute", name="review", native_enum=False, create_constraint=True, length=24),
            nullable=False,
        ),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["attribution_rating_id"],
            ["rating.id"],
            name=op.f("fk_opinion_attribution_rating_id_rating"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_opinion_by_id_person"), ondelete="RESTRICT"),
        sa.ForeignKeyConstraint(
            ["content_rating_id"], ["rating.id"], name=op.f("fk_opinion_content_rating_id_rating"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["verdict_id"], ["verdict.id"], name=op.f("fk_opinion_verdict_id_verdict"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opinion")),
        sa.UniqueConstraint("verdict_id", "by_id", name=op.f("uq_opinion_verdict_id_by_id")),
    )
    op.add_column("article", sa.Column("legal_hold", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.add_column("article", sa.Column("retain_until", sa.Date(), nullable=True))

    op.add_column("verdict", sa.Column("expires_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("verdict", "expires_on")

    op.drop_column("article", "retain_until")
    op.drop_column("article", "legal_hold")
    op.drop_table("opinion")
    op.drop_table("change_item")
    op.drop_table("reply_request")
    op.drop_table("policy_override")
    op.drop_table("notice")
    op.drop_table("draft_line")
    op.drop_table("author_query")
    op.drop_table("guest_link")
    op.drop_table("presence")
    op.drop_table("form_draft")
    op.drop_table("policy_rule")

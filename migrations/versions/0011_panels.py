"""Let a panel vote on a disputed verdict; hold its seats and votes to the rules in the database itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)

revision = "0011"
down_revision = "0010"

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
    "challenged",
    "erasure",
)
#: Trigger: table, event, when it refuses, what a person reads.
GUARDS = {
    "panel_seat_no_side": (
        "panel_seat",
        "INSERT",
        (
            "EXISTS (SELECT 1 FROM panel JOIN verdict ON verdict.id = panel.verdict_id WHERE panel.id = NEW.panel_id "
            "AND (verdict.proposed_by_id = NEW.person_id OR verdict.reviewed_by_id = NEW.person_id))"
        ),
        "nobody who proposed or checked a verdict sits on its panel",
    ),
    "panel_seat_within": (
        "panel_seat",
        "INSERT",
        "NEW.position > (SELECT size FROM panel WHERE panel.id = NEW.panel_id)",
        "the panel has no such seat",
    ),
    "panel_seat_kept": (
        "panel_seat",
        "UPDATE",
        "NEW.person_id <> OLD.person_id OR NEW.panel_id <> OLD.panel_id",
        "a seat is given back, not handed on",
    ),
    "opinion_not_own": (
        "opinion",
        "INSERT",
        "EXISTS (SELECT 1 FROM verdict WHERE verdict.id = NEW.verdict_id AND verdict.proposed_by_id = NEW.by_id)",
        "nobody gives the second opinion on a verdict of their own",
    ),
    "opinion_has_seat": (
        "opinion",
        "INSERT",
        (
            "NEW.seat = 'panel' AND (NEW.attribution_rating_id IS NULL OR NEW.content_rating_id IS NULL OR NOT EXISTS ("
            "SELECT 1 FROM panel JOIN panel_seat ON panel_seat.panel_id = panel.id "
            "WHERE panel.verdict_id = NEW.verdict_id AND panel_seat.person_id = NEW.by_id AND panel.state = 'open'))"
        ),
        "only who sits on an open panel votes, with both ratings",
    ),
    "opinion_kept": ("opinion", "UPDATE", "1 = 1", "an opinion once given is kept"),
}


def upgrade() -> None:
    op.create_table(
        "panel",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("verdict_id", ID, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "open",
                "carried",
                "split",
                "ended",
                name="panelstate",
                native_enum=False,
                create_constraint=True,
                length=24,
            ),
            nullable=False,
        ),
        sa.Column("attribution_rating_id", ID, nullable=True),
        sa.Column("content_rating_id", ID, nullable=True),
        sa.Column("opened_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT, nullable=True),
        sa.Column("ended_by_id", ID, nullable=True),
        sa.Column("ended_why", sa.String(length=1000), nullable=False),
        sa.CheckConstraint("size IN (1, 3)", name=op.f("ck_panel_size")),
        sa.CheckConstraint("(state = 'open') = (closed_at IS NULL)", name=op.f("ck_panel_closed")),
        sa.CheckConstraint(
            "state <> 'carried' OR (attribution_rating_id IS NOT NULL AND content_rating_id IS NOT NULL)",
            name=op.f("ck_panel_carried"),
        ),
        sa.CheckConstraint(
            "state <> 'ended' OR (ended_by_id IS NOT NULL AND length(ended_why) > 0)", name=op.f("ck_panel_ended")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], ondelete="RESTRICT", name=op.f(f"fk_panel_{column}_{table}")
            )
            for column, table in (
                ("verdict_id", "verdict"),
                ("attribution_rating_id", "rating"),
                ("content_rating_id", "rating"),
                ("ended_by_id", "person"),
            )
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel")),
        sa.UniqueConstraint("verdict_id", name=op.f("uq_panel_verdict_id")),
    )
    op.create_table(
        "panel_seat",
        sa.Column("id", ID, autoincrement=True, nullable=False),
        sa.Column("panel_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("invited_by_id", ID, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("position BETWEEN 1 AND 3", name=op.f("ck_panel_seat_position")),
        *(
            sa.ForeignKeyConstraint(
                [column], [f"{table}.id"], ondelete="RESTRICT", name=op.f(f"fk_panel_seat_{column}_{table}")
            )
            for column, table in (("panel_id", "panel"), ("person_id", "person"), ("invited_by_id", "person"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_panel_seat")),
        sa.UniqueConstraint("panel_id", "person_id", name=op.f("uq_panel_seat_panel_id_person_id")),
        sa.UniqueConstraint("panel_id", "position", name=op.f("uq_panel_seat_panel_id_position")),
    )
    op.create_index(op.f("ix_panel_seat_person_id"), "panel_seat", ["person_id"])
    _allow((*KINDS, "panel"))
    for name, guard in GUARDS.items():
        _raise_guard(name, *guard)


def downgrade() -> None:
    for name, (table, _, _, _) in GUARDS.items():
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TRIGGER {name}")
        else:
            op.execute(f"DROP TRIGGER {name} ON {table}")
            op.execute(f"DROP FUNCTION {name}()")
    op.execute(sa.text("DELETE FROM notice WHERE kind = 'panel'"))
    _allow(KINDS)
    op.drop_table("panel_seat")
    op.drop_table("panel")


def _raise_guard(name: str, table: str, event: str, refuses: str, why: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER {name} BEFORE {event} ON {table} WHEN {refuses} BEGIN SELECT RAISE(ABORT, '{why}'); END"
        )
        return
    # A condition that looks into other tables stands in the function: WHEN takes none.
    op.execute(
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF {refuses} THEN "
        f"RAISE EXCEPTION '{why}' USING ERRCODE = 'check_violation'; END IF; RETURN NEW; END $$"
    )
    op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")


def _allow(kinds: tuple[str, ...]) -> None:
    """Say which kinds of notices there are."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("notice") as notice:
        notice.drop_constraint("noticekind", type_="check")
        notice.create_check_constraint("noticekind", f"kind IN ({listed})")

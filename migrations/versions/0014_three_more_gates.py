"""Hold three more gates of a sign-off in the database: read, nothing held for legal, display compared."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"

#: What a person must have mended or put aside before the draft is signed off.
DISPLAY = (
    "headline_overstates",
    "quote_not_in_body",
    "numbers_disagree",
    "name_variant",
    "ambiguous_pronoun",
    "unattributed_quote",
    "sum_wrong",
    "date_wrong",
    "repeated_word",
    "too_many_claims",
)
_JOIN = "', '"
#: A query over NEW (the clearance), whether finding a row refuses it, and what is said.
REFUSED = (
    ("SELECT 1 FROM passage WHERE draft_id = NEW.draft_id", False, "the draft is not read yet"),
    (
        (
            "SELECT 1 FROM claim JOIN verdict ON verdict.claim_id = claim.id WHERE claim.article_id = NEW.article_id "
            "AND claim.state NOT IN ('not_checkable', 'merged', 'cut') "
            "AND verdict.state = 'ruled' AND verdict.disposition = 'hold_for_legal'"
        ),
        True,
        "a line is held for legal",
    ),
    (
        (
            "SELECT 1 FROM finding WHERE draft_id = NEW.draft_id AND dismissed_at IS NULL "
            f"AND kind IN ('{_JOIN.join(DISPLAY)}')"
        ),
        True,
        "a remark on the copy is neither mended nor put aside",
    ),
)


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for number, (query, wrong_if_found, why) in enumerate(REFUSED):
            test = "EXISTS" if wrong_if_found else "NOT EXISTS"
            op.execute(
                f"CREATE TRIGGER clearance_copy_gate_{number} BEFORE INSERT ON clearance "
                f"WHEN {test} ({query}) BEGIN SELECT RAISE(ABORT, '{why}'); END"
            )
        return
    tests = " ".join(
        f"IF {'EXISTS' if wrong_if_found else 'NOT EXISTS'} ({query}) THEN RAISE EXCEPTION '{why}'; END IF;"
        for query, wrong_if_found, why in REFUSED
    )
    op.execute(
        f"CREATE FUNCTION clearance_copy_gates() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN {tests} RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER clearance_copy_gates BEFORE INSERT ON clearance "
        "FOR EACH ROW EXECUTE FUNCTION clearance_copy_gates()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for number in range(len(REFUSED)):
            op.execute(f"DROP TRIGGER clearance_copy_gate_{number}")
    else:
        op.execute("DROP FUNCTION clearance_copy_gates() CASCADE")

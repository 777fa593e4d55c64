"""Every change that is held to the version of its form is listed here, with what a person sees of a stale one."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
#: Service → the views that answer a stale form with theirs, mine and base, field by field, to choose from.
CHOSEN = {
    "article_edit": "articles/views",
    "challenge_decide": "challenges/views",
    "claim_edit": "articles/claim_acts",
    "claim_trim": "articles/claim_acts",
    "evidence_edit": "evidence/views",
    "origin_edit": "origins/views",
    "query_answer": "queries/views",
    "reply_track": "replies/views",
    "retention_set": "keeping/views",
}
#: Service → why there is nothing to choose between; the page says what changed, and keeps what was typed.
TOLD = {
    "change_drop": "a reason for an act, which is asked for again",
    "claim_split": "places in words that are others now",
    "person_role": "one choice",
    "person_settings": "one's own settings, in the form",
    "publish": "the preview as it was and as it is",
    "publish_article": "the preview as it was and as it is",
    "sheet_apply": "a sheet that was read against other rows; it is read again and shown before anything is written",
    "verdict_propose": "a judgement of words that are others now; it stays in the form beside them",
}
_CHECKS = {"check_version", "check_fresh", "StaleWrite"}


def checked(path: Path) -> bool:
    calls = (node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call))
    return any(isinstance(call.func, ast.Name) and call.func.id in _CHECKS for call in calls)


def test_each_versioned_form_is_listed() -> None:
    found = {path.stem for path in (ROOT / "factcheck/services").glob("*.py") if checked(path)}
    assert found - {"stale", "claim_facts"} == CHOSEN.keys() | TOLD.keys()


@pytest.mark.parametrize("view", sorted(set(CHOSEN.values())))
def test_a_stale_form_is_answered_with_all_three_texts(view: str) -> None:
    source = (ROOT / f"factcheck/web/{view}.py").read_text(encoding="utf-8")
    assert "conflict_page(" in source
    assert "chosen()" in source

"""Find the page that a form stands on, from the name under which it saves itself."""

from __future__ import annotations

import re
from typing import Any

from flask import request, url_for

_KEY = re.compile(r"([a-z-]{1,30}):([0-9]{1,15})(?::[0-9a-z-]{1,40})?")
_VERDICT = ("verdicts.show", "claim_id")
#: First part of the name → the page, and what the number in the name is to it.
PAGES = {
    "article": ("articles.edit", "article_id"),
    "ask": ("queries.index", "article_id"),
    "blind": _VERDICT,
    "challenge": ("challenges.show", "challenge_id"),
    "change": ("changes.show", "article_id"),
    "correct": ("publishing.correct", "publication_id"),
    "draft": ("drafts.new", "article_id"),
    "evidence": ("claims.show", "claim_id"),
    "evidence-edit": ("evidence.edit", "evidence_id"),
    "reply": ("replies.index", "article_id"),
    "reply-edit": ("replies.show", "reply_id"),
    "ruling": _VERDICT,
    "second": _VERDICT,
    "verdict": _VERDICT,
    "vote": _VERDICT,
    "withdraw": ("publishing.withdraw", "publication_id"),
}


def form_page() -> str:
    """Return the address of the page whose form this request sends, "" where its name does not tell."""
    found = _KEY.fullmatch(request.form.get("autosave", ""))
    endpoint, name = PAGES.get(found[1], ("", "")) if found else ("", "")
    if found is None or not endpoint:
        return ""
    values: dict[str, Any] = {name: int(found[2])}
    return url_for(endpoint, **values)

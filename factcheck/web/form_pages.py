"""Find the page that a form stands on, from the name under which it saves itself."""

from __future__ import annotations

import re
from typing import Any

from flask import current_app, request, url_for

from factcheck.web.args import whole_number

_KEY = re.compile(r"([a-z-]{1,30})(?::([0-9]{1,15}))?(?::([0-9a-z-]{1,40}))?")
_VERDICT = ("verdicts.show", "claim_id")
_CARD = ("articles.show", "article_id", "claim")
#: First part of the name → the page, and what the numbers in the name are to it.
PAGES: dict[str, tuple[str, ...]] = {
    "answer": ("queries.index", "article_id"),
    "article": ("articles.edit", "article_id"),
    "article-new": ("articles.new",),
    "article-text": ("articles.show", "article_id"),
    "ask": ("queries.index", "article_id"),
    "blind": _VERDICT,
    "challenge": ("challenges.show", "challenge_id"),
    "change": ("changes.show", "article_id"),
    "claim-edit": _CARD,
    "claim-split": _CARD,
    "correct": ("publishing.correct", "publication_id"),
    "draft": ("drafts.new", "article_id"),
    "evidence": ("claims.show", "claim_id"),
    "evidence-edit": ("evidence.edit", "evidence_id"),
    "evidence-withdraw": ("evidence.ask_why", "evidence_id"),
    "keeping": ("keeping.show", "article_id"),
    "reply": ("replies.index", "article_id"),
    "reply-edit": ("replies.show", "reply_id"),
    "ruling": _VERDICT,
    "second": _VERDICT,
    "verdict": _VERDICT,
    "vote": _VERDICT,
    "withdraw": ("publishing.withdraw", "publication_id"),
}


def is_form_key(key: str) -> bool:
    """Say whether `key` is the name of a form that saves itself."""
    found = _KEY.fullmatch(key)
    return found is not None and found[1] in PAGES


def form_page() -> str:
    """Return the address of the page whose form this request sends, "" where its name does not tell."""
    found = _KEY.fullmatch(request.form.get("autosave", ""))
    endpoint, *names = PAGES.get(found[1], ("",)) if found else ("",)
    if found is None or not endpoint:
        return ""
    numbers = dict(zip(names, found.groups()[1:], strict=False))
    values: dict[str, Any] = {name: whole_number(number or "") for name, number in numbers.items()}
    return url_for(endpoint, **values) if None not in values.values() else ""


def page_behind() -> str:
    """Return the page that a form was most likely sent from, "" where the request does not tell."""
    if found := form_page():
        return found
    if current_app.url_map.bind("").test(request.path, method="GET"):
        return request.path
    asked = request.view_args or {}
    for name, endpoint in (("claim_id", "claims.show"), ("article_id", "articles.show")):
        if name in asked:
            return url_for(endpoint, **{name: asked[name]})
    return ""

"""Give every page of an article the same tabs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import url_for

from factcheck.domain.permissions import Action
from factcheck.services.article_tabs import tab_counts
from factcheck.web.access import can
from factcheck.web.desk import desk

if TYPE_CHECKING:
    from factcheck.models import Article
    from factcheck.services.article_tabs import TabCounts

#: Name, label, endpoint, whose count stands on it and what that counts, the action that opens it.
TABS = (
    ("text", "Text", "articles.show", "", "", Action.SEE_DESK),
    ("drafts", "Drafts", "", "drafts", "", Action.SEE_DESK),
    ("coverage", "Coverage", "coverage.show", "", "", Action.SEE_DESK),
    ("changes", "Changes", "changes.show", "changes", "must be made", Action.SEE_DESK),
    ("questions", "Questions", "queries.index", "questions", "open", Action.SEE_DESK),
    ("replies", "Right of reply", "replies.index", "replies", "to come", Action.SEE_DESK),
    ("times", "Time", "times.show", "", "", Action.SEE_DESK),
    ("origins", "Origins", "origins.index", "", "", Action.SEE_DESK),
    ("clearance", "Clearance", "clearance.show", "", "", Action.SEE_DESK),
    ("publish", "Publish", "publishing.article", "ruled", "ruled", Action.PUBLISH),
)


def article_tabs(article: Article, current: str) -> list[dict[str, Any]]:
    """Return the tabs of an article with what waits behind each; an article without a text has only the first."""
    with desk().db.read() as session:
        counts = tab_counts(session, article.id)
    return [
        {
            "label": label,
            "href": _address(endpoint, article, counts),
            "current": name == current,
            "count": (getattr(counts, counted) or None)
            if counted and (counted != "drafts" or counts.drafts > 1)
            else None,
            "counts": what,
        }
        for name, label, endpoint, counted, what, action in TABS
        if can(action) and (counts.drafts or name == "text")
    ]


def _address(endpoint: str, article: Article, counts: TabCounts) -> str:
    if endpoint:
        return url_for(endpoint, article_id=article.id)
    return url_for("drafts.show", article_id=article.id, number=counts.drafts)

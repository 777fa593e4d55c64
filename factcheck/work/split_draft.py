"""Take a draft apart into passages, claims and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.models import Article, Draft
from factcheck.services.draft_split import split_draft as store_split
from factcheck.text import analyse
from factcheck.work.handler import GiveUp

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools


def split_draft(tools: Tools, ticket: Ticket) -> Store:
    """Analyse the draft's text without a transaction; what comes back stores it once, however often it runs."""
    draft_id = int(ticket.payload["draft_id"])
    with tools.db.read() as session:
        draft = session.get(Draft, draft_id)
        if draft is None:
            raise GiveUp("The text that was to be taken apart is not there any more.")
        article = session.get_one(Article, draft.article_id)
        text, language, published = draft.text, article.language, article.published_on
    ticket.progress(0, 1, "Reading the sentences")
    analysis = analyse(text, published=published, language=language)
    ticket.progress(0, 1, f"Storing {len(analysis.claims):,} claims")
    limit = tools.settings.max_claims
    title_open = bool(ticket.payload.get("title_open"))

    def store(session: Session) -> None:
        store_split(session, draft_id, analysis, max_claims=limit, title_open=title_open)

    return store

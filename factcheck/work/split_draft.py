"""Take a draft apart into passages, claims and findings; a later draft is held against the one before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Article, Draft
from factcheck.services.draft_carry import carry_draft, lines_of
from factcheck.services.draft_known import find_alike, note_known
from factcheck.services.draft_split import split_draft as store_split
from factcheck.text import analyse
from factcheck.text.drafts import compare
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
        last = session.scalars(
            select(Draft).where(Draft.article_id == article.id, Draft.number == draft.number - 1)
        ).one_or_none()
        old = (last.text, lines_of(session, last.id)) if last is not None else None
        known = find_alike(session, article.id, text) if last is None else None
    ticket.progress(0, 1, "Reading the sentences")
    analysis = analyse(text, published=published, language=language)
    ticket.progress(0, 1, f"Storing {len(analysis.claims):,} claims")
    limit = tools.settings.max_claims
    title_open, provisional = bool(ticket.payload.get("title_open")), str(ticket.payload.get("provisional") or "")
    comparison = compare(*old, text, [(one.start, one.end) for one in analysis.passages]) if old else None

    def store(session: Session) -> None:
        if comparison is not None:
            carry_draft(session, draft_id, analysis, comparison, max_claims=limit)
            return
        split = store_split(
            session, draft_id, analysis, max_claims=limit, title_open=title_open, provisional=provisional
        )
        if known is not None and split is not None:
            note_known(session, session.get_one(Draft, draft_id), known)

    return store

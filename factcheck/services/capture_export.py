"""Choose the kept copies that may be handed out: of one article, or all that were found in the open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Capture, CitationCheck, Claim, Draft, Evidence, LookupPage, Suggestion
from factcheck.services.article_edit import get_article
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from factcheck.models import Person

EXPORTED = "captures.exported"


def captures_to_export(session: Session, actor: Person, article_id: int | None) -> list[int]:
    """Return the ids of the captures in the order they were kept.

    Confidential ones stay: whatever confidential evidence rests on, whoever else found it, and, where no article is
    named, what only confidential articles led to.
    """
    require(Action.EXPORT_ARTICLE, actor.role)
    if article_id is not None:
        get_article(session, article_id)
        reached = _reached(Article.id == article_id)
    else:
        reached = or_(Capture.in_corpus, _reached(Article.confidential.is_(False)))
    secret = select(Evidence.capture_id).where(Evidence.confidential, Evidence.capture_id.is_not(None))
    query = select(Capture.id).where(reached, Capture.id.not_in(secret), Capture.size > 0)
    return list(session.scalars(query.order_by(Capture.id)))


def log_export(session: Session, actor: Person, article_id: int | None, *, count: int, sha256: str) -> None:
    """Note that copies were handed out."""
    log_event(
        session,
        actor,
        EXPORTED,
        ("article", article_id),
        after={"captures": count, "sha256": sha256},
        article_id=article_id,
    )


def _reached(which: ColumnElement[bool]) -> ColumnElement[bool]:
    """Say that a draft, open evidence, a search or a later look of the articles in question led to a capture."""
    claims = select(Claim.id).join(Article, Article.id == Claim.article_id).where(which)
    evidence = select(Evidence.capture_id).where(Evidence.claim_id.in_(claims), Evidence.confidential.is_(False))
    return or_(
        Capture.id.in_(select(Draft.capture_id).join(Article, Article.id == Draft.article_id).where(which)),
        Capture.id.in_(evidence),
        Capture.id.in_(select(LookupPage.capture_id).where(LookupPage.claim_id.in_(claims))),
        Capture.id.in_(select(Suggestion.capture_id).where(Suggestion.claim_id.in_(claims))),
        Capture.id.in_(select(CitationCheck.capture_id).where(CitationCheck.claim_id.in_(claims))),
    )

"""Withdraw a public page: its address then tells when and why, for good."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.articles import ArticleAct
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Publication
from factcheck.models.base import utc_now
from factcheck.services.claim_move import move_article
from factcheck.services.event_log import log_event
from factcheck.services.publication_find import get_publication

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

LONGEST_REASON = 2_000


def withdraw_publication(
    session: Session, actor: Person, publication_id: int, why: str, *, revision: int
) -> Publication:
    """Take revision number `revision` of a page from the public and leave a tombstone with the reason."""
    require(Action.CORRECT, actor.role)
    publication = get_publication(session, publication_id, lock=True)
    if publication.withdrawn_at is not None:
        raise WrongState("This page was withdrawn already.")
    if publication.current_revision != revision:
        raise WrongState(f"The page stands at revision {publication.current_revision} now. Reload and compare.")
    why = why.strip()
    if not why:
        raise InvalidInput("Say why it is withdrawn; readers see this.", field="why")
    if len(why) > LONGEST_REASON:
        raise InvalidInput(f"At most {LONGEST_REASON:,} characters fit here.", field="why")
    publication.withdrawn_at, publication.withdrawn_why = utc_now(), why
    session.flush()
    log_event(
        session,
        actor,
        "publication.withdrawn",
        ("publication", publication.id),
        before={"revision": revision},
        after={"why": why, "public_id": publication.public_id},
        article_id=publication.article_id,
        claim_id=publication.claim_id,
    )
    left = session.scalar(
        select(func.count())
        .select_from(Publication)
        .where(Publication.article_id == publication.article_id, Publication.withdrawn_at.is_(None))
    )
    if not left:
        move_article(session, actor, session.get_one(Article, publication.article_id), ArticleAct.WITHDRAW)
    return publication

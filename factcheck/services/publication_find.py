"""Find publications and what stands there now."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from sqlalchemy import and_, select

from factcheck.domain.errors import NotFound
from factcheck.models import Publication, Revision
from factcheck.services.lock_order import HOLD, hold_articles_of

if TYPE_CHECKING:
    from sqlalchemy import Select
    from sqlalchemy.orm import Session

#: 14 characters of 32 are 70 bits: not to be guessed, short enough to be read out.
_ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
_ID_CHARS = 14


def new_public_id() -> str:
    """Return a random id for a public address."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(_ID_CHARS))


def publication_of_claim(session: Session, claim_id: int) -> Publication | None:
    """Return the publication of a claim, withdrawn or not."""
    return session.scalars(select(Publication).where(Publication.claim_id == claim_id)).one_or_none()


def publication_of_article(session: Session, article_id: int) -> Publication | None:
    """Return the publication of an article as a whole, withdrawn or not."""
    query = select(Publication).where(Publication.article_id == article_id, Publication.claim_id.is_(None))
    return session.scalars(query).one_or_none()


def get_publication(session: Session, publication_id: int, *, lock: bool = False) -> Publication:
    """Return a publication or raise NotFound; `lock` holds its row until the transaction ends."""
    if lock:
        hold_articles_of(session, select(Publication.article_id).where(Publication.id == publication_id))
    found = session.get(Publication, publication_id, with_for_update=HOLD if lock else None)
    if found is None:
        raise NotFound("There is no such publication.")
    return found


def current_revision(session: Session, publication: Publication) -> Revision:
    """Return what stands at a public address now."""
    query = select(Revision).where(
        Revision.publication_id == publication.id, Revision.number == publication.current_revision
    )
    return session.scalars(query).one()


def current_pages() -> Select[Publication, Revision]:
    """Return the query of publications with what stands there now."""
    newest = and_(
        Revision.publication_id == Publication.id,
        Revision.number == Publication.current_revision,
    )
    return select(Publication, Revision).join(Revision, newest)

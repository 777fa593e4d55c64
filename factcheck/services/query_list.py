"""Read the questions of an article or a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factcheck.domain.desk_rules import QueryState
from factcheck.models import AuthorQuery, Claim, GuestLink

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

_ORDER = {QueryState.OPEN: 0, QueryState.ANSWERED: 1, QueryState.CLOSED: 2, QueryState.WITHDRAWN: 3}


def open_queries(article_id: int) -> Select[int]:
    """Select the number of an article's questions that wait; each keeps the draft from being cleared."""
    query = select(func.count()).select_from(AuthorQuery)
    return query.where(AuthorQuery.article_id == article_id, AuthorQuery.state == QueryState.OPEN)


def list_queries(session: Session, article_id: int, *, claim_id: int | None = None) -> list[AuthorQuery]:
    """Return the questions of an article, or of one claim of it: open ones first, then by age."""
    query = select(AuthorQuery).where(AuthorQuery.article_id == article_id)
    if claim_id is not None:
        query = query.where(AuthorQuery.claim_id == claim_id)
    rows = session.scalars(query.options(joinedload(AuthorQuery.claim), joinedload(AuthorQuery.asked_by)))
    return sorted(rows, key=lambda row: (_ORDER[row.state], row.id))


def list_links(session: Session, article_id: int) -> Sequence[GuestLink]:
    """Return the guest links of an article, the newest first."""
    query = select(GuestLink).where(GuestLink.article_id == article_id)
    return session.scalars(query.order_by(GuestLink.id.desc())).all()


def claims_to_ask(session: Session, article_id: int) -> Sequence[Claim]:
    """Return the claims of an article by number."""
    return session.scalars(select(Claim).where(Claim.article_id == article_id).order_by(Claim.number)).all()

"""List the claims of an article, filtered and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, case, func, or_, select
from sqlalchemy.orm import joinedload

from factcheck.domain.articles import PassageRole
from factcheck.domain.claims import OPEN_STATES, ClaimKind, ClaimState
from factcheck.models import Claim, Occurrence, Passage
from factcheck.services.search_words import holds_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

PER_PAGE = 50
#: What a filter may ask besides the states themselves.
OPEN, UNASSIGNED = "open", "unassigned"
SORTS = ("text", "worth", "due", "state", "newest")


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """Hold what a list of claims is narrowed to; empty values leave everything in."""

    state: str = ""
    kind: str = ""
    assignee: str = ""
    role: str = ""
    words: str = ""
    sort: str = "text"
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Say whether anything is left out."""
        return bool(self.state or self.refined)

    @property
    def refined(self) -> bool:
        """Say whether anything but the state narrows the list."""
        return bool(self.kind or self.assignee or self.role or self.words)


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """Hold one page of a list: its claims, which page it is of how many, and how many there are."""

    claims: Sequence[Claim]
    page: int
    pages: int
    total: int


def list_claims(session: Session, article_id: int, draft_id: int | None, wanted: ClaimFilter) -> ClaimPage:
    """Return one page of the article's claims with their holders; a page beyond the end is the last one."""
    query = _narrow(select(Claim).where(Claim.article_id == article_id), draft_id, wanted)
    total = session.scalar(select(func.count()).select_from(query.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    page = min(max(1, wanted.page), pages)
    rows = session.scalars(
        query.options(joinedload(Claim.assignee))
        .order_by(*_order(draft_id, wanted.sort))
        .limit(PER_PAGE)
        .offset((page - 1) * PER_PAGE)
    ).all()
    return ClaimPage(rows, page, pages, total)


def _narrow(query: Select[Claim], draft_id: int | None, wanted: ClaimFilter) -> Select[Claim]:
    if wanted.state == OPEN:
        query = query.where(Claim.state.in_(OPEN_STATES))
    elif wanted.state in set(ClaimState):
        query = query.where(Claim.state == ClaimState(wanted.state))
    elif not wanted.state:
        query = query.where(Claim.state != ClaimState.MERGED)
    if wanted.kind in set(ClaimKind):
        query = query.where(Claim.kind == ClaimKind(wanted.kind))
    if wanted.assignee == UNASSIGNED:
        query = query.where(Claim.assignee_id.is_(None))
    elif wanted.assignee.isdecimal() and wanted.assignee.isascii():
        query = query.where(Claim.assignee_id == int(wanted.assignee[:15]))
    if wanted.role in set(PassageRole) and draft_id is not None:
        query = query.where(Claim.id.in_(_in_role(draft_id, PassageRole(wanted.role))))
    if wanted.words.strip():
        places = select(Occurrence.claim_id).where(
            Occurrence.draft_id == draft_id, holds_words(wanted.words, Occurrence.exact)
        )
        query = query.where(or_(holds_words(wanted.words, Claim.statement), Claim.id.in_(places)))
    return query


def _in_role(draft_id: int, role: PassageRole) -> Select[int]:
    """Select the claims that begin in a passage of this role."""
    begins = and_(
        Passage.draft_id == Occurrence.draft_id,
        Passage.start <= Occurrence.start,
        Occurrence.start < Passage.end,
    )
    return (
        select(Occurrence.claim_id).join(Passage, begins).where(Occurrence.draft_id == draft_id, Passage.role == role)
    )


def _order(draft_id: int | None, sort: str) -> list[Any]:
    """Return what to sort by; the number settles ties, so that pages never overlap."""
    if sort == "worth":
        return [Claim.score.desc(), Claim.number]
    if sort == "due":
        return [case((Claim.due_at.is_(None), 1), else_=0), Claim.due_at, Claim.number]
    if sort == "state":
        return [Claim.state, Claim.number]
    if sort == "newest":
        return [Claim.number.desc()]
    first = (
        select(func.min(Occurrence.start))
        .where(Occurrence.claim_id == Claim.id, Occurrence.draft_id == draft_id)
        .scalar_subquery()
    )
    # A claim that stands nowhere in this draft comes last.
    return [func.coalesce(first, 1_000_000_000), Claim.number]

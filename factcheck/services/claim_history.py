"""Tell the log of a claim or an article in words."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, null, select

from factcheck.models import Article, Claim, Event, Evidence
from factcheck.services.blind import blind_claim_ids
from factcheck.services.event_changes import changes_of
from factcheck.services.event_log import MACHINE
from factcheck.services.event_words import event_words
from factcheck.services.origin_secret import secret_names
from factcheck.services.panel_find import voting_claim_ids

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from factcheck.services.event_changes import Change

PER_PAGE = 50
_VERDICT, _VOTED = "verdict.", "panel.voted"


@dataclass(frozen=True, slots=True)
class Told:
    """Hold one event as people read it; `text` quotes what was written, if anything was."""

    seq: int
    at: datetime
    who: str
    what: str
    text: str
    claim_id: int | None
    article_id: int | None
    title: str = ""
    number: int | None = None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """Hold one page of a history, the newest first."""

    events: Sequence[Told]
    page: int
    pages: int
    total: int


def claim_history(session: Session, claim_id: int, *, page: int = 1) -> History:
    """Return what happened to a claim."""
    return _history(session, Event.claim_id == claim_id, page)


def article_history(session: Session, article_id: int, *, page: int = 1) -> History:
    """Return what happened to an article and its claims, each with its number."""
    return _history(session, Event.article_id == article_id, page, numbered=True)


def recent_history(session: Session, *, limit: int = 15) -> list[Told]:
    """Return what happened last to articles at the desk, the single claims that the machine found aside."""
    rows: Any = session.execute(
        select(Event, Article.title, Claim.number)
        .outerjoin(Article, Article.id == Event.article_id)
        .outerjoin(Claim, Claim.id == Event.claim_id)
        .where(Event.article_id.is_not(None), Event.action != "claim.found")
        .order_by(Event.seq.desc())
        .limit(limit)
    )
    rows = list(rows)
    kept = kept_back(session, [row[0] for row in rows])
    return [replace(tell(event, kept), title=title or "", number=number) for event, title, number in rows]


@dataclass(frozen=True, slots=True)
class KeptBack:
    """Hold what a history keeps from its readers: what is blind still, and what is confidential now, sources too."""

    claims: frozenset[int] = frozenset()
    votes: frozenset[int] = frozenset()
    evidence: frozenset[int] = frozenset()
    origins: frozenset[int] = frozenset()

    def why(self, event: Event) -> str:
        """Return what stands in place of an event's words, "" where they may be read."""
        if event.claim_id in self.claims and event.action.startswith(_VERDICT):
            return "(kept back until the second check is made)"
        if event.claim_id in self.votes and event.action == _VOTED:
            return "(kept back until the vote is over)"
        closed = {"evidence": self.evidence, "origin": self.origins}.get(event.object_kind, frozenset())
        return "(confidential)" if event.object_id in closed else ""


def tell(event: Event, kept: KeptBack | None = None) -> Told:
    """Return an event as people read it, but for what is kept back."""
    what, text = event_words(event.action, _dict(event.before), _dict(event.after))
    why = (kept or KeptBack()).why(event)
    who = "The desk" if event.actor == MACHINE and event.actor_id is None else event.actor
    return Told(
        event.seq,
        event.at,
        who,
        what,
        why or text,
        event.claim_id,
        event.article_id,
        changes=() if why else changes_of(event),
    )


def kept_back(session: Session, events: Collection[Event]) -> KeptBack:
    """Return what is kept from the readers of these events; asked is only what one of them turns on."""
    told = {event.action for event in events}
    about = {event.object_id for event in events if event.object_kind == "evidence"}
    origins = {event.object_id for event in events if event.object_kind == "origin" and event.object_id is not None}
    closed = select(Evidence.id).where(Evidence.id.in_(about), Evidence.confidential)
    return KeptBack(
        blind_claim_ids(session) if any(action.startswith(_VERDICT) for action in told) else frozenset(),
        voting_claim_ids(session) if _VOTED in told else frozenset(),
        frozenset(session.scalars(closed)) if about else frozenset(),
        frozenset(secret_names(session, origins)) if origins else frozenset(),
    )


def _history(session: Session, about: ColumnElement[bool], page: int, *, numbered: bool = False) -> History:
    counting = select(func.count()).select_from(Event).where(about)
    number = select(Claim.number).where(Claim.id == Event.claim_id).scalar_subquery() if numbered else null()
    listed = select(Event, counting.scalar_subquery(), number).where(about).order_by(Event.seq.desc()).limit(PER_PAGE)
    page = max(1, page)
    rows = session.execute(listed.offset((page - 1) * PER_PAGE)).all()
    if not rows and page > 1:
        page = max(1, -(-(session.scalar(counting) or 0) // PER_PAGE))
        rows = session.execute(listed.offset((page - 1) * PER_PAGE)).all()
    events, total = [row[0] for row in rows], rows[0][1] if rows else 0
    kept = kept_back(session, events)
    told = [replace(tell(event, kept), number=row[2]) for event, row in zip(events, rows, strict=True)]
    return History(told, page, max(1, -(-total // PER_PAGE)), total)


def _dict(value: dict[str, Any] | None) -> dict[str, Any]:
    return value or {}

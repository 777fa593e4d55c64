"""Keep the right of reply: who is criticised, when and how they were asked, what came, where it stands in the copy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from factcheck.domain.claims import EXIT_STATES
from factcheck.domain.errors import NotFound
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.models import Article, Claim, ReplyRequest
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD, hold_articles_of
from factcheck.services.relations import get_claim
from factcheck.services.stale import check_version
from factcheck.text.criticism import criticised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

_LONGEST = {"who": 300, "how": 500, "answer": 10_000, "not_needed_why": 500, "place": 4_000}

#: What two people may have written differently.
_COMPARED = (*_LONGEST, "claim_id", "asked_at", "deadline_at", "answered_at", "declined")


class ReplyState(StrEnum):
    """Say where a right of reply stands."""

    TO_ASK = "to_ask"
    ASKED = "asked"
    OVERDUE = "overdue"
    ANSWERED = "answered"
    DECLINED = "declined"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True, slots=True)
class ReplyValues:
    """Hold what was typed."""

    who: str
    claim_id: int | None = None
    asked_at: datetime | None = None
    how: str = ""
    deadline_at: datetime | None = None
    answer: str = ""
    answered_at: datetime | None = None
    declined: bool = False
    not_needed_why: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Suggested:
    """Hold a claim that seems to criticise somebody, with whom it names and the words that do so."""

    claim: Claim
    who: tuple[str, ...]
    words: tuple[str, ...]


def reply_state(row: ReplyRequest) -> ReplyState:
    """Return where a row stands now."""
    if row.not_needed_why:
        return ReplyState.NOT_NEEDED
    if row.declined:
        return ReplyState.DECLINED
    if row.answer:
        return ReplyState.ANSWERED
    if row.asked_at is None:
        return ReplyState.TO_ASK
    late = row.deadline_at is not None and row.deadline_at <= utc_now()
    return ReplyState.OVERDUE if late else ReplyState.ASKED


def list_replies(session: Session, article_id: int) -> Sequence[ReplyRequest]:
    """Return the ledger of an article in the order in which it was written."""
    query = select(ReplyRequest).where(ReplyRequest.article_id == article_id).order_by(ReplyRequest.id)
    return session.scalars(query.options(joinedload(ReplyRequest.claim))).all()


def suggest_replies(session: Session, article_id: int) -> list[Suggested]:
    """Return claims that name somebody beside critical words and are not in the ledger; the machine only suggests."""
    listed = {row.claim_id for row in list_replies(session, article_id)}
    claims = session.scalars(
        select(Claim).where(Claim.article_id == article_id, Claim.state.not_in(EXIT_STATES)).order_by(Claim.number)
    )
    found = []
    for claim in claims:
        who, words = criticised(claim.statement)
        if who and claim.id not in listed:
            found.append(Suggested(claim, who, words))
    return found


def add_reply(session: Session, actor: Person, article_id: int, values: ReplyValues) -> ReplyRequest:
    """Write a line of the ledger."""
    require(Action.TRACK_REPLIES, actor.role)
    if session.get(Article, article_id) is None:
        raise NotFound("There is no such article.")
    row = ReplyRequest(article_id=article_id, by_id=actor.id)
    _fill(session, row, values)
    session.add(row)
    session.flush()
    _log(session, actor, row, "reply.added", None)
    return row


def edit_reply(session: Session, actor: Person, reply_id: int, values: ReplyValues, *, version: int) -> ReplyRequest:
    """Change a line of the ledger; `version` is the one that the form was opened with."""
    require(Action.TRACK_REPLIES, actor.role)
    hold_articles_of(session, select(ReplyRequest.article_id).where(ReplyRequest.id == reply_id))
    row = session.get(ReplyRequest, reply_id, with_for_update=HOLD)
    if row is None:
        raise NotFound("There is no such line.")
    before = _told(row)
    check_version(
        session,
        ("reply", row.id),
        current=row.version,
        given=version,
        fields={name: (_compared(getattr(row, name)), _compared(getattr(values, name))) for name in _COMPARED},
    )
    _fill(session, row, values)
    session.flush()
    if _told(row) != before:
        _log(session, actor, row, "reply.edited", before)
    return row


def _compared(value: Any) -> Any:
    """Return a moment to the minute, as forms hold it; other values as they are."""
    if not isinstance(value, datetime):
        return value
    return value.astimezone(UTC).replace(second=0, microsecond=0).isoformat()


def _fill(session: Session, row: ReplyRequest, values: ReplyValues) -> None:
    texts = {name: getattr(values, name).strip() for name in _LONGEST}
    faults = Faults()
    for name, text in texts.items():
        if len(text) > _LONGEST[name]:
            faults.add(f"At most {_LONGEST[name]:,} characters fit here.", field=name)
    if not texts["who"]:
        faults.add("Say whose reply it is about.", field="who")
    if values.asked_at is not None and not texts["how"]:
        faults.add("Say how they were asked: by mail, on the phone, at the door.", field="how")
    if values.asked_at is None and (texts["answer"] or values.declined):
        faults.add("Say when they were asked.", field="asked_at")
    if values.asked_at and values.deadline_at and values.deadline_at <= values.asked_at:
        faults.add("The deadline lies before the time they were asked.", field="deadline_at")
    faults.settle()
    if values.claim_id is not None:
        get_claim(session, values.claim_id, article_id=row.article_id)
    row.claim_id, row.declined = values.claim_id, values.declined
    row.asked_at, row.deadline_at = values.asked_at, values.deadline_at
    row.answered_at = (values.answered_at or row.answered_at or utc_now()) if texts["answer"] else None
    for name, text in texts.items():
        setattr(row, name, text)


def _told(row: ReplyRequest) -> dict[str, Any]:
    names = (*_LONGEST, "claim_id", "asked_at", "deadline_at", "answered_at", "declined")
    return {name: getattr(row, name) for name in names}


def _log(session: Session, actor: Person, row: ReplyRequest, action: str, before: dict[str, Any] | None) -> None:
    log_event(
        session,
        actor,
        action,
        ("reply", row.id),
        before=before,
        after={**_told(row), "version": row.version},
        article_id=row.article_id,
        claim_id=row.claim_id,
    )

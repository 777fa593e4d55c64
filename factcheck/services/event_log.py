"""Write the log: hash-chained rows, each in the transaction of the change it tells of."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models.base import utc_now
from factcheck.models.event import Event, EventHead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

GENESIS = "0" * 64
MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what one row of the log will say; `subject` is (kind, id)."""

    action: str
    subject: tuple[str, int | None]
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    article_id: int | None = None
    claim_id: int | None = None


def canonical(value: Any) -> str:
    """Return JSON that is the same for the same content: keys sorted, no spaces, UTF-8, no floats."""
    return json.dumps(_plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def _plain(value: Any) -> Any:
    """Turn a value into what JSON keeps exactly; floats become words, since databases round them differently."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple, set, frozenset)):
        return [_plain(item) for item in (sorted(value) if isinstance(value, (set, frozenset)) else value)]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return repr(value)
    return value if value is None or isinstance(value, (bool, int)) else str(value)


def event_hash(event: Event) -> str:
    """Return the digest of a row: sha256(previous ‖ canonical JSON of all else)."""
    content = {
        "seq": event.seq,
        "at": event.at,
        "actor_id": event.actor_id,
        "actor": event.actor,
        "action": event.action,
        "object_kind": event.object_kind,
        "object_id": event.object_id,
        "article_id": event.article_id,
        "claim_id": event.claim_id,
        "before": event.before,
        "after": event.after,
    }
    return hashlib.sha256((event.previous + canonical(content)).encode("utf-8", "surrogatepass")).hexdigest()


def log_event(
    session: Session,
    actor: Person | None,
    action: str,
    subject: tuple[str, int | None],
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    article_id: int | None = None,
    claim_id: int | None = None,
) -> Event:
    """Add a row to the log; `actor` None is the machine, `subject` is (kind, id).

    `before` and `after` hold the fields that changed. What is confidential goes in as a digest only (`sealed`).
    """
    entry = Entry(action, subject, before, after, article_id, claim_id)
    return log_events(session, actor, [entry])[0]


def log_events(session: Session, actor: Person | None, entries: Sequence[Entry]) -> list[Event]:
    """Add several rows by one actor with one look at the head: a split tells of hundreds of claims."""
    session.flush()
    # The row is locked until the transaction ends, so the chain never forks.
    head = session.execute(select(EventHead).with_for_update().execution_options(populate_existing=True)).scalar_one()
    events = []
    for entry in entries:
        event = Event(
            seq=head.seq + 1,
            at=utc_now(),
            actor_id=actor.id if actor else None,
            actor=actor.name if actor else MACHINE,
            action=entry.action,
            object_kind=entry.subject[0],
            object_id=entry.subject[1],
            article_id=entry.article_id,
            claim_id=entry.claim_id,
            before=_plain(dict(entry.before)) if entry.before is not None else None,
            after=_plain(dict(entry.after)) if entry.after is not None else None,
            previous=head.hash,
        )
        event.hash = event_hash(event)
        head.seq, head.hash = event.seq, event.hash
        events.append(event)
    session.add_all(events)
    session.flush()
    return events


def sealed(value: str) -> str:
    """Return what the log keeps of a confidential value: that it was there, and its digest."""
    return "sealed:" + hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Audit:
    """Say whether the chain holds: rows read, its head, and the first bad row with the reason."""

    rows: int
    head: str
    bad_seq: int | None = None
    why: str | None = None


def verify_log(session: Session, *, expected_head: str | None = None) -> Audit:
    """Walk the whole chain and say where it first breaks; `expected_head` also finds a log cut short."""
    previous, expected, rows = GENESIS, 1, 0
    for event in _rows(session):
        if event.seq != expected:
            return Audit(rows, previous, expected, f"row {expected} is missing")
        if event.previous != previous:
            return Audit(rows, previous, event.seq, "it does not follow from the row before")
        if event.hash != event_hash(event):
            return Audit(rows, previous, event.seq, "its content was changed")
        previous, expected, rows = event.hash, expected + 1, rows + 1
    head = session.execute(select(EventHead)).scalar_one()
    if head.seq != rows or head.hash != previous:
        return Audit(rows, previous, rows + 1, f"rows after {rows} are missing: the head speaks of {head.seq}")
    if expected_head is not None and expected_head != previous:
        return Audit(rows, previous, rows, "the head is not the one that was noted")
    return Audit(rows, previous)


def _rows(session: Session) -> Iterator[Event]:
    query = select(Event).order_by(Event.seq).execution_options(yield_per=1000)
    rows = session.scalars(query)
    try:
        for event in rows:
            yield event
            session.expunge(event)
    finally:
        # Whoever stops at the first bad row leaves a cursor open on the server otherwise.
        rows.close()

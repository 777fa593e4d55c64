"""Write the log: hash-chained rows, each in the transaction of the change it tells of."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models.base import utc_now
from factcheck.models.event import Event, EventHead
from factcheck.proof.canonical import digest, plain
from factcheck.proof.chain import FIELDS, GENESIS, hash_of
from factcheck.services.lock_order import hold_articles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

MACHINE = "machine"
#: In `session.info`: this transaction holds the head.
HEAD = "log_head"


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold what one row of the log will say; `subject` is (kind, id)."""

    action: str
    subject: tuple[str, int | None]
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None
    article_id: int | None = None
    claim_id: int | None = None


def event_row(event: Event) -> dict[str, Any]:
    """Return what a row says, as its hash is made of it."""
    return {name: getattr(event, name) for name in (*FIELDS, "salt")}


def event_hash(event: Event) -> str:
    """Return the hash that a row must carry; see factcheck/proof/chain.py."""
    return hash_of(event_row(event), event.previous)


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
    if not entries:
        return []
    head = hold_head(session, {entry.article_id for entry in entries})
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
            before=plain(dict(entry.before)) if entry.before is not None else None,
            after=plain(dict(entry.after)) if entry.after is not None else None,
            salt=secrets.token_hex(16),
            previous=head.hash,
        )
        event.hash = event_hash(event)
        head.seq, head.hash = event.seq, event.hash
        events.append(event)
    session.add_all(events)
    session.flush()
    return events


def hold_head(session: Session, article_ids: Iterable[int | None] = ()) -> EventHead:
    """Return the log's head, its row held until the transaction ends, so that the chain never forks.

    It is held last: whoever has it need wait for nobody. So the articles that are told of are held first.
    """
    if HEAD not in session.info:
        hold_articles(session, [article_id for article_id in article_ids if article_id is not None])
    held = select(EventHead).with_for_update(key_share=True).execution_options(populate_existing=True)
    head = session.execute(held).scalar_one()
    session.info[HEAD] = True
    return head


def sealed(value: str, seal: str = "") -> str:
    """Return what the log keeps of a confidential value: that it was there, and its digest.

    `seal` are the random words kept beside the value; without them a name could be found by trying names.
    """
    return "sealed:" + digest(seal + value)


@dataclass(frozen=True, slots=True)
class Audit:
    """Say whether the chain holds: rows read, its head, and the first bad row with the reason.

    `missing` are heads that were noted once and are not in the chain.
    """

    rows: int
    head: str
    bad_seq: int | None = None
    why: str | None = None
    missing: tuple[str, ...] = ()


def verify_log(session: Session, *, noted: Iterable[str] = ()) -> Audit:
    """Walk the whole chain and say where it first breaks.

    `noted` are heads written down earlier, elsewhere: each must stand in the chain. So a log is found that was cut
    short and regrown, which is sound in itself.
    """
    previous, expected, rows = GENESIS, 1, 0
    missing = dict.fromkeys(head for head in noted if head != GENESIS)
    for event in _rows(session):
        if event.seq != expected:
            return Audit(rows, previous, expected, f"row {expected} is missing")
        if event.previous != previous:
            return Audit(rows, previous, event.seq, "it does not follow from the row before")
        if event.hash != event_hash(event):
            return Audit(rows, previous, event.seq, "its content was changed")
        previous, expected, rows = event.hash, expected + 1, rows + 1
        missing.pop(previous, None)
    head = session.execute(select(EventHead)).scalar_one()
    if head.seq != rows or head.hash != previous:
        return Audit(rows, previous, rows + 1, f"rows after {rows} are missing: the head speaks of {head.seq}")
    if missing:
        why = "rows were cut off or put in anew: a head that was noted is not in the chain"
        return Audit(rows, previous, rows, why, tuple(missing))
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

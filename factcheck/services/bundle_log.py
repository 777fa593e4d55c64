"""Give the log's rows of one article, and what proves their place in the one chain of the desk.

Rows of other articles are given by the digest of their content only: with the salt in it, that tells nothing of what
they say, and yet each link can be computed (docs/decisions/0006-one-chain-many-bundles.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from factcheck.models import Event
from factcheck.proof.canonical import canonical, plain
from factcheck.proof.chain import content_of
from factcheck.services.event_log import event_row, log_event

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Select
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.services.bundle_withheld import Withheld

SEALED = "bundle.sealed"
HANDED_OUT = "bundle.handed_out"
#: Rows about bundles are not in bundles, or making one would change the next.
_OUTSIDE = (SEALED, HANDED_OUT)


def own_head(session: Session, article_id: int) -> int:
    """Return the number of the last row of the article that a bundle tells."""
    return session.scalar(select(func.max(Event.seq)).where(*_own(article_id))) or 0


def log_lines(session: Session, article_id: int, until: int, closed: Withheld) -> tuple[str, int]:
    """Return the article's rows up to `until`, one a line, and how many of them stay closed."""
    lines, kept_back = [], 0
    for event in session.scalars(select(Event).where(*_own(article_id), Event.seq <= until).order_by(Event.seq)):
        why = closed.why_closed(event)
        kept_back += why is not None
        lines.append(canonical(_open(event) if why is None else _closed(event, why)))
    return "".join(f"{line}\n" for line in lines), kept_back


def seal_row(session: Session, actor: Person, article_id: int, manifest: str, withheld: int) -> Event:
    """Return the row that binds a bundle's manifest to the chain: the one that is there, or a new one."""
    query = select(Event).where(Event.article_id == article_id, Event.action == SEALED)
    last = session.scalars(query.order_by(Event.seq.desc()).limit(1)).first()
    if last is not None and (last.after or {}).get("manifest") == manifest:
        return last
    after = {"manifest": manifest, "withheld": withheld}
    return log_event(session, actor, SEALED, ("article", article_id), after=after, article_id=article_id)


def seal_text(event: Event) -> str:
    """Return the row that seals a bundle, as the bundle gives it."""
    return canonical(_open(event)) + "\n"


def chain_lines(session: Session, article_id: int, until: int) -> Iterator[str]:
    """Give the links from the article's first row to row `until`: each row's number and the digest of its content."""
    first = session.scalar(select(func.min(Event.seq)).where(Event.article_id == article_id)) or until
    rows = session.scalars(_stretch(first, until))
    for event in rows:
        if event.seq == first:
            yield f"{event.seq - 1} start {event.previous}\n"
        content = content_of(event_row(event))
        yield f"{event.seq} content {content}\n" if content else f"{event.seq} hash {event.hash}\n"
        session.expunge(event)


def _stretch(first: int, until: int) -> Select[Event]:
    query = select(Event).where(Event.seq >= first, Event.seq <= until).order_by(Event.seq)
    return query.execution_options(yield_per=1000)


def _own(article_id: int) -> tuple[Any, ...]:
    return Event.article_id == article_id, Event.action.not_in(_OUTSIDE)


def _open(event: Event) -> dict[str, Any]:
    told: dict[str, Any] = plain(event_row(event))
    return told | {"previous": event.previous, "hash": event.hash}


def _closed(event: Event, why: str) -> dict[str, Any]:
    return {
        "seq": event.seq,
        "withheld": why,
        "action": event.action,
        "object_kind": event.object_kind,
        "object_id": event.object_id,
        "claim_id": event.claim_id,
    }


def bundles_made(session: Session, article_id: int, *, limit: int = 10) -> list[Event]:
    """Return the last times a bundle of the article was handed out, newest first."""
    query = select(Event).where(Event.article_id == article_id, Event.action == HANDED_OUT)
    return list(session.scalars(query.order_by(Event.seq.desc()).limit(limit)))

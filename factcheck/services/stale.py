"""Refuse a write that was made against an older version, and show both texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.errors import FieldClash, StaleWrite
from factcheck.models import Event

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy.orm import Session

_ENOUGH_EVENTS = 200


def check_version(
    session: Session,
    subject: tuple[str, int],
    *,
    current: int,
    given: int,
    fields: Mapping[str, tuple[Any, Any]],
) -> None:
    """Raise StaleWrite unless `given`, the version in the form, is the current one.

    `fields` maps a field's name to (as it is now, as typed). What it was when the form was opened comes from the log.
    """
    if given == current:
        return
    base = _as_it_was(session, subject, given)
    clashes = tuple(
        FieldClash(name, _words(base.get(name)), _words(theirs), _words(mine))
        for name, (theirs, mine) in fields.items()
        if _words(theirs) != _words(mine)
    )
    raise StaleWrite(
        "Somebody changed this while you were writing. Nothing of yours is lost: compare, then save again.",
        version=current,
        clashes=clashes,
    )


def _words(value: Any) -> str | None:
    if value is None:
        return None
    if isinstance(value, (list, tuple)):
        return "; ".join(str(part) for part in value)
    return str(value)


def _as_it_was(session: Session, subject: tuple[str, int], version: int) -> dict[str, Any]:
    """Collect the newest logged value of each field up to `version`; if none was logged, what a change found."""
    kind, row_id = subject
    events = session.scalars(
        select(Event)
        .where(Event.object_kind == kind, Event.object_id == row_id)
        .order_by(Event.seq.desc())
        .limit(_ENOUGH_EVENTS)
    )
    known: dict[str, Any] = {}
    found: dict[str, Any] = {}
    for event in events:
        after = event.after or {}
        if int(after.get("version", 0)) > version:
            # Newest first: the change next to `version` is read last, and it says what was there.
            found |= event.before or {}
            continue
        for name, value in after.items():
            known.setdefault(name, value)
    return found | known

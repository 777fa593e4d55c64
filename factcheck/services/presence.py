"""Say who else has a page open: advice, never a lock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import joinedload

from factcheck.models import Presence
from factcheck.models.base import utc_now
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

#: Who was not heard of for so long has gone.
GONE = timedelta(minutes=3)
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Other:
    """Hold somebody who has the same page open, and since when nothing was heard of her."""

    name: str
    seen_at: datetime


def note_presence(session: Session, person: Person, key: str) -> list[Other]:
    """Note that a person has the page `key` open, and return who else has."""
    now = utc_now()
    session.execute(delete(Presence).where(Presence.key == key, Presence.seen_at < now - GONE))
    values = {"person_id": person.id, "key": key, "seen_at": now}
    if not insert_once(session, Presence, ["key", "person_id"], values):
        row = session.scalars(select(Presence).where(Presence.key == key, Presence.person_id == person.id)).one()
        row.seen_at = now
        session.flush()
    others = session.scalars(
        select(Presence)
        .where(Presence.key == key, Presence.person_id != person.id)
        .order_by(Presence.seen_at.desc())
        .limit(MOST_NAMED)
        .options(joinedload(Presence.person))
    )
    return [Other(one.person.name, one.seen_at) for one in others]

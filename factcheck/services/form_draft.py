"""Keep what a person has typed and not yet sent, so that no crash, closed tab or ended session loses it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from factcheck.domain.errors import InvalidInput
from factcheck.models import FormDraft
from factcheck.models.base import utc_now
from factcheck.services.upsert import insert_once

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

Fields = list[tuple[str, str]]

#: What one form may hold, in characters, and how many forms one person may leave lying open.
LONGEST = 400_000
MOST = 200
KEPT = timedelta(days=30)


def save_form(session: Session, person: Person, key: str, fields: Fields) -> FormDraft:
    """Keep the fields of a form as they are now; what was kept of it before is replaced."""
    if sum(len(name) + len(value) for name, value in fields) > LONGEST:
        raise InvalidInput(f"More than {LONGEST:,} characters are not saved by themselves. Send the form.")
    row = session.scalars(
        select(FormDraft).where(FormDraft.person_id == person.id, FormDraft.key == key).with_for_update(key_share=True)
    ).one_or_none()
    content = {"fields": [list(pair) for pair in fields]}
    if row is None:
        _make_room(session, person)
        values = {"person_id": person.id, "key": key, "content": content, "saved_at": utc_now()}
        insert_once(session, FormDraft, ["person_id", "key"], values)
        row = session.scalars(select(FormDraft).where(FormDraft.person_id == person.id, FormDraft.key == key)).one()
    row.content, row.saved_at = content, utc_now()
    session.flush()
    return row


def saved_forms(session: Session, person_id: int, keys: Collection[str]) -> Sequence[FormDraft]:
    """Return what a person left in the forms `keys`, none of anybody else."""
    query = select(FormDraft).where(FormDraft.person_id == person_id, FormDraft.key.in_(keys))
    return session.scalars(query.order_by(FormDraft.key)).all()


def drop_form(session: Session, person_id: int, key: str) -> None:
    """Forget a form that was sent or discarded."""
    session.execute(delete(FormDraft).where(FormDraft.person_id == person_id, FormDraft.key == key))


def _make_room(session: Session, person: Person) -> None:
    """Forget what is old, and the oldest where there are too many."""
    mine = FormDraft.person_id == person.id
    session.execute(delete(FormDraft).where(mine, FormDraft.saved_at < utc_now() - KEPT))
    kept = session.scalars(select(FormDraft.id).where(mine).order_by(FormDraft.saved_at.desc()).offset(MOST - 1)).all()
    if kept:
        session.execute(delete(FormDraft).where(FormDraft.id.in_(kept)))

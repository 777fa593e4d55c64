"""Find the person that a command acts as."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import DeskError
from factcheck.domain.roles import EDITORS
from factcheck.models import Person
from factcheck.services.person_find import find_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def acting_editor(session: Session, email: str | None, *, to: str) -> Person:
    """Return the person of an address, else the first editor; `to` says what she is needed for."""
    if email is not None:
        person = find_person(session, email)
        if person.disabled_at is not None:
            raise DeskError(f"{person.name} is disabled. Name somebody else with --as.")
        return person
    query = select(Person).where(Person.role.in_(EDITORS), Person.disabled_at.is_(None)).order_by(Person.id)
    editor = session.scalars(query.limit(1)).first()
    if editor is None:
        raise DeskError(f"Nobody at this desk may {to}. Add an editor with “factcheck user add”.")
    return editor

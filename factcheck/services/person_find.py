"""Find people, and end their sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select, update

from factcheck.domain.errors import NotFound
from factcheck.models import Person, SignIn
from factcheck.models.base import utc_now
from factcheck.services.lock_order import HOLD

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session


def get_person(session: Session, person_id: int) -> Person:
    """Return the person, her row locked, or raise NotFound."""
    person = session.get(Person, person_id, with_for_update=HOLD, populate_existing=True)
    if person is None:
        raise NotFound("There is no such person at the desk.")
    return person


def find_person(session: Session, email: str) -> Person:
    """Return the person of this address, or raise NotFound."""
    person = session.scalars(select(Person).where(Person.email == email.strip().lower())).one_or_none()
    if person is None:
        raise NotFound(f"Nobody at the desk has the address {email.strip()}. “factcheck user list” shows who is there.")
    return person


def list_people(session: Session) -> Sequence[Person]:
    """Return all people, those who were disabled too, by name."""
    return session.scalars(select(Person).order_by(Person.name, Person.id)).all()


def end_sign_ins(session: Session, person_id: int) -> int:
    """End all of the person's sessions and return how many there were."""
    ended = session.execute(
        update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=utc_now())
        .returning(SignIn.id),
        execution_options={"synchronize_session": "fetch"},
    )
    return len(ended.all())

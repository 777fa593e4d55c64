"""Let a disabled person in again, with a new one-time password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import NotFound, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models import Person
from factcheck.services.event_log import log_event
from factcheck.services.person_reset import reset_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def enable_person(session: Session, actor: Person, person_id: int) -> tuple[Person, str]:
    """Return the person and the one-time password she signs in with; the old one stays worthless."""
    require(Action.MANAGE_PEOPLE, actor.role)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person at the desk.")
    if person.disabled_at is None:
        raise WrongState(f"{person.name} is not disabled.")
    before, person.disabled_at = person.disabled_at, None
    session.flush()
    log_event(
        session,
        actor,
        "person.enabled",
        ("person", person.id),
        before={"disabled_at": before},
        after={"disabled_at": None, "version": person.version},
    )
    return reset_person(session, actor, person.id)

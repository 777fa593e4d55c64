"""Disable a person: she is signed out everywhere and stays in the log and in what she did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select

from factcheck.domain.errors import WrongState
from factcheck.domain.permissions import Action, require
from factcheck.domain.roles import Role
from factcheck.models import Person
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.person_find import end_sign_ins, get_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def disable_person(session: Session, actor: Person | None, person_id: int) -> Person:
    """Disable the person, unless she is the last administrator; `actor` None is the command line."""
    if actor is not None:
        require(Action.MANAGE_PEOPLE, actor.role)
    person = get_person(session, person_id)
    if person.disabled_at is not None:
        raise WrongState(f"{person.name} is disabled already.")
    if person.role is Role.ADMINISTRATOR and _administrators(session) == 1:
        raise WrongState("This is the last administrator. Make somebody else administrator first.")
    person.disabled_at = utc_now()
    ended = end_sign_ins(session, person.id)
    session.flush()
    after = {"disabled_at": person.disabled_at, "sessions_ended": ended, "version": person.version}
    log_event(session, actor, "person.disabled", ("person", person.id), before={"disabled_at": None}, after=after)
    return person


def _administrators(session: Session) -> int:
    query = select(func.count()).where(Person.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None))
    return session.scalar(query) or 0

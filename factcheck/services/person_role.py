"""Change what a person may do at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import NotFound, WrongState
from factcheck.domain.permissions import Action, require
from factcheck.domain.roles import Role
from factcheck.models import Person
from factcheck.services.event_log import log_event
from factcheck.services.lock_order import HOLD
from factcheck.services.sign_in import end_all_sessions
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def keep_an_administrator(session: Session, person_id: int) -> None:
    """Raise WrongState where this person is the last administrator who can sign in.

    All administrators' rows are locked, in one order, before any other row of a person: two of them who take the right
    from each other at the same moment wait here, and the second finds herself the last.
    """
    query = select(Person.id).where(Person.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None)).order_by(Person.id)
    if set(session.scalars(query.with_for_update(key_share=True))) == {person_id}:
        raise WrongState("This is the last administrator. Make somebody else administrator first.")


def change_role(session: Session, actor: Person, person_id: int, role: Role, *, version: int) -> Person:
    """Give a person another role and end her sessions: a right that changed takes a new sign-in."""
    require(Action.MANAGE_PEOPLE, actor.role)
    person = session.get(Person, person_id)
    if person is None:
        raise NotFound("There is no such person at the desk.")
    if role is person.role:
        return person
    keep_an_administrator(session, person_id)
    session.refresh(person, with_for_update=HOLD)
    check_version(
        session,
        ("person", person.id),
        current=person.version,
        given=version,
        fields={"role": (person.role, role)},
    )
    before = person.role
    person.role = role
    session.flush()
    ended = end_all_sessions(session, person)
    log_event(
        session,
        actor,
        "person.role_changed",
        ("person", person.id),
        before={"role": before},
        after={"role": role, "sessions_ended": ended, "version": person.version},
    )
    return person

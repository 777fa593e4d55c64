"""Add a person to the desk, with a one-time password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput
from factcheck.domain.faults import Faults
from factcheck.domain.permissions import Action, require
from factcheck.models import Person
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.passwords import ONE_TIME, hash_password, one_time_password

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.domain.roles import Role

#: An address as a form would take it; only sending to it shows whether it is one.
_EMAIL = re.compile(r"[^\s@<>,;:\"()\[\]\\]{1,64}@[^\s@<>,;:\"()\[\]\\.][^\s@<>,;:\"()\[\]\\]*")
_LONGEST_EMAIL = 254
_LONGEST_NAME = 120


def add_person(session: Session, actor: Person | None, *, email: str, name: str, role: Role) -> tuple[Person, str]:
    """Return the new person and the one-time password she signs in with once; `actor` None is the command line."""
    if actor is not None:
        require(Action.MANAGE_PEOPLE, actor.role)
    name = " ".join(name.split())
    faults = Faults()
    with faults.gather():
        email = clean_email(email)
    if not name or len(name) > _LONGEST_NAME:
        faults.add(f"Give a name of 1 to {_LONGEST_NAME} characters.", field="name")
    faults.settle()
    if session.scalar(select(Person.id).where(Person.email == email)) is not None:
        raise InvalidInput(f"Somebody with the address {email} is at the desk already.", field="email")
    password = one_time_password()
    person = Person(
        email=email,
        name=name,
        role=role,
        password_hash=hash_password(password),
        must_change_password=True,
        one_time_until=utc_now() + ONE_TIME,
        settings={},
    )
    session.add(person)
    session.flush()
    after = {"email": email, "name": name, "role": role, "version": person.version}
    log_event(session, actor, "person.added", ("person", person.id), after=after)
    return person, password


def clean_email(email: str) -> str:
    """Return the address in lower case, without spaces around it; raise InvalidInput where it is none."""
    email = email.strip().lower()
    if len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise InvalidInput("Give an e-mail address such as name@example.org.", field="email")
    return email

"""Reset a person's password to a one-time one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.passwords import ONE_TIME, hash_password, one_time_password
from factcheck.services.person_find import end_sign_ins, get_person

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def reset_person(session: Session, actor: Person | None, person_id: int) -> tuple[Person, str]:
    """Return the person and her new one-time password, signed out everywhere; `actor` None is the command line."""
    if actor is not None:
        require(Action.MANAGE_PEOPLE, actor.role)
    person = get_person(session, person_id)
    if person.disabled_at is not None:
        raise WrongState(f"{person.name} is disabled, so a new password would be of no use.")
    password = one_time_password()
    person.password_hash, person.must_change_password = hash_password(password), True
    person.one_time_until = utc_now() + ONE_TIME
    ended = end_sign_ins(session, person.id)
    session.flush()
    after = {"must_change_password": True, "sessions_ended": ended, "version": person.version}
    log_event(session, actor, "person.password_reset", ("person", person.id), after=after)
    return person, password

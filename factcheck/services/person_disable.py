"""Disable a person: she is signed out everywhere and stays in the log and in what she did."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import WrongState
from factcheck.domain.permissions import Action, require
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.person_find import end_sign_ins, get_person
from factcheck.services.person_role import keep_an_administrator

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def disable_person(session: Session, actor: Person | None, person_id: int) -> Person:
    """Disable the person, unless she is the last administrator; `actor` None is the command line."""
    if actor is not None:
        require(Action.MANAGE_PEOPLE, actor.role)
    keep_an_administrator(session, person_id)
    person = get_person(session, person_id)
    if person.disabled_at is not None:
        raise WrongState(f"{person.name} is disabled already.")
    person.disabled_at = utc_now()
    ended = end_sign_ins(session, person.id)
    session.flush()
    after = {"disabled_at": person.disabled_at, "sessions_ended": ended, "version": person.version}
    log_event(session, actor, "person.disabled", ("person", person.id), before={"disabled_at": None}, after=after)
    return person

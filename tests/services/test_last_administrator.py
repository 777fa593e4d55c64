"""The desk always keeps somebody who can manage people, also when two of them act at once."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.domain.errors import NotAllowed, WrongState
from factcheck.domain.roles import Role
from factcheck.models import Person
from factcheck.services.person_disable import disable_person
from factcheck.services.person_role import change_role

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from tests.conftest import People


def administrators(session: Session) -> int:
    query = select(func.count()).where(Person.role == Role.ADMINISTRATOR, Person.disabled_at.is_(None))
    return session.scalar(query) or 0


def test_the_last_one_can_neither_be_disabled_nor_given_another_role(session: Session, people: People) -> None:
    ada = session.get_one(Person, people.ada)
    with pytest.raises(WrongState, match="last administrator"):
        disable_person(session, ada, ada.id)
    with pytest.raises(WrongState, match="last administrator"):
        change_role(session, ada, ada.id, Role.CHECKER, version=ada.version)
    eda = session.get_one(Person, people.eda)
    change_role(session, ada, eda.id, Role.ADMINISTRATOR, version=eda.version)
    assert change_role(session, eda, ada.id, Role.CHECKER, version=ada.version).role is Role.CHECKER


def test_a_disabled_administrator_does_not_count(session: Session, people: People) -> None:
    ada, eda = session.get_one(Person, people.ada), session.get_one(Person, people.eda)
    change_role(session, ada, eda.id, Role.ADMINISTRATOR, version=eda.version)
    disable_person(session, ada, eda.id)
    with pytest.raises(WrongState, match="last administrator"):
        disable_person(session, ada, ada.id)


def test_an_editor_changes_no_roles(session: Session, people: People) -> None:
    eda = session.get_one(Person, people.eda)
    with pytest.raises(NotAllowed):
        change_role(session, eda, eda.id, Role.ADMINISTRATOR, version=eda.version)


def test_two_administrators_who_disable_each_other_at_once_leave_one(database: Database, people: People) -> None:
    with database.write() as session:
        session.get_one(Person, people.eda).role = Role.ADMINISTRATOR
    start = threading.Barrier(2, timeout=60)
    outcomes: list[str] = []

    def disable(who: int, whom: int) -> None:
        start.wait()
        try:
            with database.write() as session:
                disable_person(session, session.get_one(Person, who), whom)
        except WrongState as error:
            outcomes.append(str(error))

    threads = [
        threading.Thread(target=disable, args=pair) for pair in ((people.ada, people.eda), (people.eda, people.ada))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    with database.read() as session:
        assert administrators(session) == 1
    assert len(outcomes) == 1

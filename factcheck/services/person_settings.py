"""Change one's own name and how the desk looks to oneself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput, NotFound
from factcheck.models import SignIn
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

THEMES = ("", "light", "dark", "contrast")
DENSITIES = ("", "dense")
_LONGEST_NAME = 120


def change_settings(
    session: Session, person: Person, *, name: str, theme: str, density: str, keys_on: bool, version: int
) -> Person:
    """Keep a person's own settings; her name is what the log and public by-lines show from now on."""
    name = " ".join(name.split())
    if not 0 < len(name) <= _LONGEST_NAME:
        raise InvalidInput(f"Give a name of 1 to {_LONGEST_NAME} characters.", field="name")
    if theme not in THEMES or density not in DENSITIES:
        raise InvalidInput("Choose one of the looks offered.", field="theme")
    check_version(
        session,
        ("person", person.id),
        current=person.version,
        given=version,
        fields={"name": (person.name, name)},
    )
    before = {"name": person.name, **_looks(person)}
    person.name = name
    person.settings = {**(person.settings or {}), "theme": theme, "density": density, "keys_on": keys_on}
    session.flush()
    after = {"name": name, **_looks(person)}
    if after != before:
        log_event(
            session,
            person,
            "person.settings_changed",
            ("person", person.id),
            before=before,
            after={**after, "version": person.version},
        )
    return person


def _looks(person: Person) -> dict[str, Any]:
    own = person.settings or {}
    return {name: own.get(name) for name in ("theme", "density", "keys_on")}


def own_sessions(session: Session, person: Person) -> Sequence[SignIn]:
    """Return where a person is signed in now, the newest first."""
    query = select(SignIn).where(
        SignIn.person_id == person.id, SignIn.ended_at.is_(None), SignIn.expires_at > utc_now()
    )
    return session.scalars(query.order_by(SignIn.seen_at.desc(), SignIn.id.desc())).all()


def end_own_session(session: Session, person: Person, sign_in_id: int) -> None:
    """End one of a person's own sessions; somebody else's is not found."""
    row = session.get(SignIn, sign_in_id)
    if row is None or row.person_id != person.id or row.ended_at is not None:
        raise NotFound("There is no such open session of yours.")
    row.ended_at = utc_now()
    session.flush()
    log_event(session, person, "sign_in.ended", ("person", person.id), after={"from": row.address})

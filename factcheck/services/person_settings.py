"""Change one's own name and how the desk looks to oneself."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import available_timezones

from sqlalchemy import select

from factcheck.domain.errors import NotFound
from factcheck.domain.faults import Faults
from factcheck.domain.keys import clashes, own_letters
from factcheck.models import SignIn
from factcheck.models.base import utc_now
from factcheck.services.event_log import log_event
from factcheck.services.stale import check_version

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Person

THEMES = ("", "light", "dark", "contrast")
DENSITIES = ("", "dense")
MOTIONS = ("", "reduce")
_LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Looks:
    """Hold how the desk looks to one person and answers to her keys; `keys` are letters by the name of the key."""

    theme: str = ""
    density: str = ""
    keys_on: bool = True
    motion: str = ""
    zone: str = ""
    keys: Mapping[str, str] = field(default_factory=dict)

    def check(self) -> None:
        """Refuse what no page offers, all of it at once."""
        faults = Faults()
        if self.theme not in THEMES or self.density not in DENSITIES or self.motion not in MOTIONS:
            faults.add("Choose one of the looks offered.", field="theme")
        if self.zone and self.zone not in available_timezones():
            faults.add("Choose one of the time zones offered.", field="zone")
        for name, why in clashes(self.keys).items():
            faults.add(why, field=f"key_{name}")
        faults.settle()

    def kept(self) -> dict[str, Any]:
        """Return what is stored with the person."""
        return {
            "theme": self.theme,
            "density": self.density,
            "keys_on": self.keys_on,
            "motion": self.motion,
            "zone": self.zone,
            "keys": own_letters(self.keys),
        }


def change_settings(session: Session, person: Person, *, name: str, looks: Looks, version: int) -> Person:
    """Keep a person's own settings; her name is what the log and public by-lines show from now on."""
    name = " ".join(name.split())
    faults = Faults()
    if not 0 < len(name) <= _LONGEST_NAME:
        faults.add(f"Give a name of 1 to {_LONGEST_NAME} characters.", field="name")
    with faults.gather():
        looks.check()
    faults.settle()
    check_version(
        session,
        ("person", person.id),
        current=person.version,
        given=version,
        fields={"name": (person.name, name)},
    )
    before = {"name": person.name, **_looks(person)}
    person.name = name
    person.settings = {**(person.settings or {}), **looks.kept()}
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
    return {name: own.get(name) for name in Looks().kept()}


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

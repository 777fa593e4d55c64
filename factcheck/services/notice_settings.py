"""Choose what one is mailed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.errors import InvalidInput
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from collections.abc import Collection

    from sqlalchemy.orm import Session

    from factcheck.models import Person

MAIL = {"": "At once", "digest": "Once a day, in the morning", "off": "Never"}


def choose_mail(session: Session, person: Person, *, mail: str, wanted: Collection[str]) -> None:
    """Keep how a person is mailed and the kinds she wants; notices in the tool stay."""
    if mail not in MAIL:
        raise InvalidInput("Choose one of the ways offered.", field="mail")
    muted = [kind.value for kind in NoticeKind if kind.value not in wanted]
    before = (person.settings or {}).get("notices") or {}
    after = {"mail": mail, "muted": muted}
    if after == before:
        return
    person.settings = {**(person.settings or {}), "notices": after}
    session.flush()
    log_event(
        session,
        person,
        "person.settings_changed",
        ("person", person.id),
        before={"notices": before},
        after={"notices": after, "version": person.version},
    )

"""Import published checks from ClaimReview JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.domain.permissions import Action, require
from factcheck.services.event_log import log_event
from factcheck.services.ruling_keep import NewRuling, keep_rulings
from factcheck.text.claimreview import parse_all

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person
    from factcheck.text.claimreview import Ruling

_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """Count what an import brought."""

    found: int
    added: int

    @property
    def words(self) -> str:
        """Say it for people."""
        if not self.added:
            return f"All {self.found} checks were here already."
        known = self.found - self.added
        return f"{self.added} checks were added" + (f"; {known} were here already." if known else ".")


def import_rulings(session: Session, actor: Person, raw: bytes) -> ImportReport:
    """Keep each ClaimReview item, wherever it stands in the JSON; raise InvalidInput where there is none."""
    require(Action.MANAGE_DOCUMENTS, actor.role)
    if len(raw) > _MOST_BYTES:
        raise InvalidInput("The file is larger than 20 MB. Split it.", field="file")
    try:
        data = json.loads(raw.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise InvalidInput("This is not JSON that can be read. Save it again, as UTF-8.", field="file") from None
    rulings = parse_all(data)
    if not rulings:
        raise InvalidInput("There is no ClaimReview in it: no item with that type and a claim.", field="file")
    added = keep_rulings(session, map(as_ruling, rulings))
    log_event(session, actor, "rulings.imported", ("ruling", None), after={"found": len(rulings), "added": added})
    return ImportReport(len(rulings), added)


def as_ruling(found: Ruling) -> NewRuling:
    """Return a published check as the desk keeps it."""
    more = {name: value for name, value in asdict(found).items() if value}
    return NewRuling(
        statement=found.claim or found.title,
        rating=found.rating,
        publisher=found.publisher,
        speaker=found.speaker,
        url=found.url,
        title=found.title,
        language=found.language,
        published_on=_day(found.published),
        payload={"claimreview": more},
    )


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words[:10]) if words else None
    except ValueError:
        return None

"""Find what a person did last to the sources of a claim and can take back with one press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.models import Event, Evidence
from factcheck.models.base import utc_now
from factcheck.services.evidence_bound import bound_evidence

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person

#: What may be undone, in the words of the page; behind what takes such an act back there is nothing more to undo.
_ACTS = {
    "suggestion.accepted": "You accepted a suggestion as evidence.",
    "suggestion.dismissed": "You put a suggestion aside.",
    "evidence.withdrawn": "You withdrew evidence.",
}
_BACK = ("suggestion.reopened", "evidence.restored")
#: Behind these the act before is not what one did last.
_BEYOND = ("claim.propose",)
#: Later it is no slip of the hand any more: the lists below hold the same buttons.
UNDO_FOR = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Undo:
    """Hold what was done, and the suggestion or the evidence that it is taken back on."""

    words: str
    suggestion_id: int | None = None
    evidence_id: int | None = None


def last_undoable(session: Session, person: Person, claim: Claim) -> Undo | None:
    """Return the last such act of `person` on this claim, None where it was long ago or is taken back."""
    event = session.scalars(
        select(Event)
        .where(Event.claim_id == claim.id, Event.actor_id == person.id, Event.action.in_((*_ACTS, *_BACK, *_BEYOND)))
        .order_by(Event.seq.desc())
        .limit(1)
    ).one_or_none()
    if event is None or event.action not in _ACTS or event.at < utc_now() - UNDO_FOR:
        return None
    words = _ACTS[event.action]
    if event.action == "suggestion.dismissed":
        return Undo(words, suggestion_id=event.object_id)
    row = session.get(Evidence, event.object_id)
    if row is None:
        return None
    if event.action == "evidence.withdrawn":
        return Undo(words, evidence_id=row.id) if row.withdrawn_at is not None else None
    found = (event.after or {}).get("suggestion_id")
    stands = row.withdrawn_at is None and row.id not in bound_evidence(session, person, claim, (row,))
    return Undo(words, suggestion_id=found) if stands and isinstance(found, int) else None

"""Say what moved a claim last, so that whoever comes too late reads what happened and not a rule she did not break."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimAct
from factcheck.domain.errors import Happened
from factcheck.models import Event
from factcheck.services.event_log import MACHINE
from factcheck.services.event_words import event_words

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person

_MOVES = tuple(f"claim.{act}" for act in ClaimAct)
#: What the log tells beside the claim's own words, told by itself.
_WORDS = {
    "claim.confirm": "confirmed this claim",
    "claim.dismiss": "put this claim aside as nothing to check",
    "claim.restore": "took this claim up again",
    "claim.merge": "merged this claim into another",
    "claim.cut": "noted that this claim was cut from the copy",
    "claim.hand_back": "handed this claim back",
    "claim.start": "began to check this claim",
    "claim.uphold": "ended the vote: it found what was proposed",
    "claim.rule": "ruled on this verdict",
    "claim.reopen": "opened this claim again",
}


def last_move(session: Session, person: Person | None, claim_id: int) -> Happened | None:
    """Return who moved the claim last, how and when; `person` reads herself as “You”. None where nothing did yet."""
    query = (
        select(Event)
        .where(Event.claim_id == claim_id, Event.object_kind == "claim", Event.action.in_(_MOVES))
        .order_by(Event.seq.desc())
        .limit(1)
    )
    event = session.scalars(query).one_or_none()
    if event is None:
        return None
    reader = person.id if person is not None else 0
    who = "You" if event.actor_id == reader else "The machine" if event.actor == MACHINE else event.actor
    return Happened(who, _what(event, reader), event.at)


def _what(event: Event, reader: int) -> str:
    after = event.after or {}
    if event.action != "claim.assign":
        return _WORDS.get(event.action) or event_words(event.action, event.before or {}, after)[0]
    if after.get("assignee_id") == event.actor_id:
        return "took this claim"
    return f"gave this claim to {'you' if after.get('assignee_id') == reader else after.get('assignee')}"

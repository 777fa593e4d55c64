"""Give a claim the words of a new draft; what people wrote of it stays where it fits, else it is told what gave way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.domain.claims import EDITABLE_STATES
from factcheck.models import Claim, Event
from factcheck.services.claim_facts import claim_fields
from factcheck.services.draft_split import claim_row
from factcheck.services.draft_text import shorten
from factcheck.services.event_log import log_event
from factcheck.services.suggestion_reword import note_reworded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from sqlalchemy.orm import Session

    from factcheck.models import Draft
    from factcheck.text.model import Claim as FoundClaim

Reading = dict[str, Any]
FIELDS = ("statement", "kind", "chain")
REWORDED = "claim.reworded"
_READ = ("claim.found", REWORDED)
_NAMES = {"statement": "the statement", "kind": "the kind", "chain": "who says so"}
_QUOTED = 400


def last_readings(session: Session, claim_ids: Collection[int]) -> dict[int, Reading]:
    """Return what the machine last read of each claim, by the log; what a claim says otherwise a person wrote."""
    if not claim_ids:
        return {}
    rows = session.execute(
        select(Event.claim_id, Event.after)
        .where(Event.claim_id.in_(claim_ids), Event.action.in_(_READ))
        .order_by(Event.seq)
    )
    # Where a person's words stayed in a draft, the row says beside them what the machine read there.
    return {claim_id: {**(after or {}), **(after or {}).get("read", {})} for claim_id, after in rows if claim_id}


def reread_claim(
    session: Session, draft: Draft, claim: Claim, found: FoundClaim, read: Reading, *, same_words: bool
) -> None:
    """Take the machine's new reading of a claim; `read` is its last one, empty where a person wrote it all.

    A field that a person wrote stays where the claim's words are the same, or where the machine reads it as before.
    """
    now = claim_row(draft, claim.number, found)
    before, gave_way, stayed = claim_fields(claim), [], {}
    for name in FIELDS:
        mine, theirs = getattr(claim, name), getattr(now, name)
        by_hand = name not in read or mine != read[name]
        if mine == theirs:
            continue
        if by_hand and (same_words or read.get(name) == theirs):
            stayed[name] = theirs
            continue
        setattr(claim, name, theirs)
        if by_hand:
            gave_way.append(name)
    claim.quantity, claim.when = now.quantity, now.when
    if gave_way:
        claim.state_reason = f"{claim.state_reason or ''} {_what_gave_way(before, gave_way)}".strip()
    session.flush()
    if claim.version == before["version"]:
        return
    if claim.statement != before["statement"]:
        note_reworded(session, claim.id)
    log_event(
        session,
        None,
        REWORDED,
        ("claim", claim.id),
        before=before,
        after={
            **claim_fields(claim),
            "draft": draft.number,
            **({"gave_way": gave_way} if gave_way else {}),
            **({"read": stayed} if stayed else {}),
        },
        article_id=claim.article_id,
        claim_id=claim.id,
    )


@dataclass(frozen=True, slots=True)
class GaveWay:
    """Hold what a person wrote of a claim that a draft replaced: the field and its words.

    `now` is the whole claim with those words back, as its form sends it; None where its words are not to be edited.
    """

    field: str
    words: str
    now: Mapping[str, str] | None = None


def gave_way_in(session: Session, draft: Draft, claim_ids: Iterable[int]) -> dict[int, tuple[GaveWay, ...]]:
    """Return what people wrote of these claims that a draft replaced and nobody put back, by claim."""
    rows = session.execute(
        select(Claim, Event.before, Event.after)
        .join(Event, Event.claim_id == Claim.id)
        .where(Claim.id.in_(list(claim_ids)), Event.action == REWORDED)
        .order_by(Event.seq)
    )
    found: dict[int, tuple[GaveWay, ...]] = {}
    for claim, before, after in rows:
        if not after or after.get("draft") != draft.number:
            continue
        words = {name: (before or {}).get(name) for name in after.get("gave_way", ())}
        words = {name: value for name, value in words.items() if value != getattr(claim, name)}
        form = {
            "version": str(claim.version),
            **{name: _in_form(words.get(name, getattr(claim, name))) for name in FIELDS},
        }
        now = form if claim.state in EDITABLE_STATES else None
        found[claim.id] = tuple(GaveWay(name, words_of_field(value), now) for name, value in words.items())
    return found


def _in_form(value: Any) -> str:
    return "\n".join(map(str, value)) if isinstance(value, list) else str(value)


def words_of_field(value: Any) -> str:
    """Return a field of a claim as people read it."""
    return " → ".join(map(str, value)) if isinstance(value, list) else str(value)


def _what_gave_way(before: Mapping[str, Any], names: list[str]) -> str:
    told = "; ".join(f"{_NAMES[name]} “{shorten(words_of_field(before[name]), _QUOTED)}”" for name in names)
    return f"Written by hand and replaced by what the line says now: {told}."

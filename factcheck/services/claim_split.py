"""Split a claim that says two things: the first keeps the number, the second is given the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimAct, ClaimState
from factcheck.domain.errors import InvalidInput, StaleWrite
from factcheck.domain.permissions import Action
from factcheck.models import Claim, Occurrence
from factcheck.services.claim_facts import claim_fields, newest_draft
from factcheck.services.claim_fold import anchor
from factcheck.services.claim_move import move_claim
from factcheck.services.draft_split import next_claim_number
from factcheck.services.event_log import log_event
from factcheck.services.relations import get_claim, require_on
from factcheck.services.suggestion_reword import note_reworded

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Draft, Person


def split_claim(
    session: Session, actor: Person, claim_id: int, *, version: int, parts: str, article_id: int | None = None
) -> tuple[Claim, Claim]:
    """Split a claim where a line ends in `parts`, its own words on two lines; return the first and the new one.

    Every place with the same words is split alike; a place with other words stays with the first.
    """
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    require_on(session, Action.EDIT_CLAIM, actor, claim)
    _refuse_stale(claim, version)
    draft = newest_draft(session, claim.article_id)
    places = [place for place in claim.occurrences if place.draft_id == draft.id]
    if not places:
        raise InvalidInput("This claim does not stand in the newest draft, so there is nothing to split.")
    words = places[0].exact
    cut, resume = _cut_at(words, parts)
    before = claim_fields(claim)
    second = Claim(
        article_id=claim.article_id,
        number=next_claim_number(session, claim.article_id),
        statement=" ".join(words[resume:].split()),
        kind=claim.kind,
        chain=list(claim.chain),
        score=claim.score,
        reasons=[f"split off claim {claim.number}"],
        added_by_id=actor.id,
    )
    for place in places:
        if place.exact == words:
            _split_place(draft, second, place, (cut, resume))
    claim.statement = " ".join(words[:cut].split())
    session.add(second)
    session.flush()
    note_reworded(session, claim.id)
    _log(session, actor, claim, second, before)
    if claim.state is not ClaimState.UNCONFIRMED:
        move_claim(session, actor, second, ClaimAct.CONFIRM)
    return claim, second


def _refuse_stale(claim: Claim, version: int) -> None:
    if claim.version != version:
        raise StaleWrite(
            "Somebody changed this claim while you were looking at it. Look at it again, then repeat what you did.",
            version=claim.version,
            clashes=(),
        )


#: A split has two sides.
_SIDES = 2


def _cut_at(words: str, parts: str) -> tuple[int, int]:
    """Return where the first part ends and the second begins in `words`, told by the line's end in `parts`."""
    lines = [line for line in parts.replace("\r\n", "\n").split("\n") if line.strip()]
    if len(lines) < _SIDES or "".join(parts.split()) != "".join(words.split()):
        raise InvalidInput(
            "Put the second statement on a line of its own and change nothing else: the words stay the article's.",
            field="parts",
        )
    # A claim may run over line ends of the text itself; the line that was not there before is the cut.
    own = {len("".join(words[:at].split())) for at, char in enumerate(words) if char == "\n"}
    seen, cuts = 0, []
    for line in lines[:-1]:
        seen += len("".join(line.split()))
        if seen not in own or len(lines) == _SIDES:
            cuts.append(seen)
    if len(cuts) != 1:
        raise InvalidInput("Make one cut: two lines, one statement on each. Split again for a third.", field="parts")
    resume = _position_of(words, cuts[0])
    return len(words[:resume].rstrip()), resume


def _position_of(words: str, printed: int) -> int:
    """Return the place of the character that follows `printed` characters, spaces not counted."""
    for at, char in enumerate(words):
        if not char.isspace():
            if printed == 0:
                return at
            printed -= 1
    return len(words)


def _split_place(draft: Draft, second: Claim, place: Occurrence, cut: tuple[int, int]) -> None:
    start, end = place.start, place.end
    for name, value in anchor(draft.text, start, start + cut[0]).items():
        setattr(place, name, value)
    rest = Occurrence(draft_id=draft.id, **anchor(draft.text, start + cut[1], end))
    if place.quote_start is not None and place.quote_end is not None:
        if place.quote_start >= rest.start:
            rest.quote_start, rest.quote_end = place.quote_start, place.quote_end
        if place.quote_end > place.end:
            place.quote_start = place.quote_end = None
    second.occurrences.append(rest)


def _log(session: Session, actor: Person, claim: Claim, second: Claim, before: dict[str, object]) -> None:
    log_event(
        session,
        actor,
        "claim.split",
        ("claim", claim.id),
        before=before,
        after={**claim_fields(claim), "into": second.number},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    log_event(
        session,
        actor,
        "claim.added",
        ("claim", second.id),
        after={"number": second.number, "split_from": claim.number, **claim_fields(second)},
        article_id=claim.article_id,
        claim_id=second.id,
    )

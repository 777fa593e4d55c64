"""Move the bounds of a claim in the text: fewer words, or a few more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput, NotFound
from factcheck.domain.permissions import Action
from factcheck.models import Draft, Occurrence
from factcheck.services.claim_facts import check_fresh, claim_fields
from factcheck.services.claim_fold import anchor
from factcheck.services.draft_find import LONGEST_WORDS, find_places
from factcheck.services.event_log import log_event
from factcheck.services.relations import get_claim, require_on
from factcheck.services.suggestion_reword import note_reworded

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def trim_claim(
    session: Session,
    actor: Person,
    claim_id: int,
    occurrence_id: int,
    *,
    version: int,
    exact: str,
    article_id: int | None = None,
) -> Claim:
    """Let the claim's place hold the words `exact`: those of the place that shares a character with it now."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    require_on(session, Action.EDIT_CLAIM, actor, claim)
    place = next((place for place in claim.occurrences if place.id == occurrence_id), None)
    if place is None:
        raise NotFound("This place is no longer one of the claim. Reload the page.")
    check_fresh(
        session,
        ("claim", claim.id),
        current=claim.version,
        given=version,
        fields={"exact": (place.exact, exact)} if place.exact != exact else {},
    )
    text = session.get_one(Draft, place.draft_id).text
    start, end = _near(text, exact, place)
    if (start, end) == (place.start, place.end):
        return claim
    for other in claim.occurrences:
        if other is not place and other.draft_id == place.draft_id and other.start < end and start < other.end:
            raise InvalidInput("These words reach into another place of the same claim.", field="exact")
    told_in_its_words = " ".join(place.exact.split()) == claim.statement
    before = {**claim_fields(claim), "exact": place.exact, "start": place.start, "end": place.end}
    for name, value in anchor(text, start, end).items():
        setattr(place, name, value)
    if place.quote_start is not None and place.quote_end is not None:
        inside = start <= place.quote_start and place.quote_end <= end
        place.quote_start, place.quote_end = (place.quote_start, place.quote_end) if inside else (None, None)
    if told_in_its_words:
        claim.statement = " ".join(place.exact.split())
        note_reworded(session, claim.id)
    else:
        # The place is part of what forms were opened on, though it stands in another table.
        claim.version += 1
    session.flush()
    log_event(
        session,
        actor,
        "claim.trimmed",
        ("claim", claim.id),
        before=before,
        after={**claim_fields(claim), "exact": place.exact, "start": start, "end": end},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return claim


def _near(text: str, exact: str, place: Occurrence) -> tuple[int, int]:
    """Find `exact` where it shares a character with the place as it is."""
    if len(exact) > LONGEST_WORDS:
        raise InvalidInput(f"A claim has at most {LONGEST_WORDS:,} characters. Choose fewer words.", field="exact")
    if not exact.strip():
        raise InvalidInput("A claim needs words. To drop it, put it aside with a reason.", field="exact")
    low = max(0, place.start - LONGEST_WORDS)
    window = text[low : place.end + LONGEST_WORDS]
    for start, end in find_places(window, exact):
        if low + start < place.end and place.start < low + end:
            return low + start, low + end
    raise InvalidInput(
        "These words do not stand at this place of the article. Take words away at the ends, or add those beside them.",
        field="exact",
    )

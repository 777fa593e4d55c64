"""Show a claim where the article makes it: its passage, and the passages beside it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from factcheck.db import ask_once
from factcheck.models import Draft, Occurrence
from factcheck.services.draft_parts import passages_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Passage

NEIGHBOURS = 1
#: A passage of more characters is cut around the claim.
_AROUND = 600


@dataclass(frozen=True, slots=True)
class InContext:
    """Hold one occurrence of a claim in a draft; the three pieces joined are the draft's own words."""

    draft_number: int
    line: int
    role: str
    before: str
    words: str
    after: str
    newest: bool


def places_of(session: Session, claim: Claim) -> list[Occurrence]:
    """Return where the drafts of its article make a claim, with those drafts, the newest first."""
    return [place for place, _ in _places(session, claim)]


def _places(session: Session, claim: Claim) -> Sequence[Row[Occurrence, int | None]]:
    """Return each place, the newest first, with the number of the article's newest draft."""
    newest = select(func.max(Draft.number)).where(Draft.article_id == claim.article_id).scalar_subquery()
    query = (
        select(Occurrence, newest)
        .where(Occurrence.claim_id == claim.id)
        .options(joinedload(Occurrence.draft))
        .order_by(Occurrence.draft_id.desc(), Occurrence.start)
    )
    return ask_once(session, (_places, claim.id), lambda: session.execute(query).all())


def claim_in_context(session: Session, claim: Claim) -> list[InContext]:
    """Return where the newest draft that holds the claim makes it, each place with its neighbours."""
    rows = _places(session, claim)
    if not rows:
        return []
    draft = rows[0][0].draft
    newest = rows[0][1] == draft.number
    passages = passages_of(session, draft.id)
    return [
        _in_context(place, draft.text, passages, draft.number, newest=newest)
        for place, _ in rows
        if place.draft_id == draft.id
    ]


def _in_context(
    place: Occurrence, text: str, passages: Sequence[Passage], draft_number: int, *, newest: bool
) -> InContext:
    at = [n for n, passage in enumerate(passages) if passage.start < place.end and place.start < passage.end]
    first, last = (max(0, at[0] - NEIGHBOURS), min(len(passages) - 1, at[-1] + NEIGHBOURS)) if at else (0, -1)
    start = max(passages[first].start, place.start - _AROUND) if at else max(0, place.start - _AROUND)
    end = min(passages[last].end, place.end + _AROUND) if at else min(len(text), place.end + _AROUND)
    return InContext(
        draft_number=draft_number,
        line=passages[at[0]].position + 1 if at else 0,
        role=passages[at[0]].role.value if at else "body",
        before=text[min(start, place.start) : place.start],
        words=text[place.start : place.end],
        after=text[place.end : max(end, place.end)],
        newest=newest,
    )

"""Accept all pages of one origin at once, with one stance; or put them all aside."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import InvalidInput, NotFound, WrongState
from factcheck.domain.evidence import SuggestionState
from factcheck.domain.permissions import Action
from factcheck.models import Suggestion
from factcheck.services.lock_order import hold_article_of_claim
from factcheck.services.origin_edit import confirm_origin
from factcheck.services.origin_find import OriginChoice, find_origin, follow_merges
from factcheck.services.origin_known import spread_origins
from factcheck.services.origin_suggest import own_origin, suggest_origins
from factcheck.services.relations import get_claim, require_on
from factcheck.services.suggestion_decide import accept_one, dismiss_suggestion

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from factcheck.domain.evidence import Stance
    from factcheck.models import Claim, Origin, Person

_MOVED = "Some of these pages were put under another origin meanwhile. Reload the page and look again."


@dataclass(frozen=True, slots=True)
class GroupShown:
    """Hold what a person saw when she decided: the suggestions, and their origin with its name, if they had one."""

    suggestion_ids: tuple[int, ...]
    origin_id: int | None = None
    name: str = ""


@dataclass(frozen=True, slots=True)
class Accepted:
    """Count the pages that became evidence, and the further passages of them that were put aside."""

    pages: int
    further: int


def accept_group(session: Session, actor: Person, claim_id: int, shown: GroupShown, stance: Stance | None) -> Accepted:
    """Log the best passage of each page as evidence of one origin, which that confirms; twice is once.

    Further passages of these pages are put aside: they add no carrier, and can be taken up again.
    """
    claim, rows = _load(session, actor, claim_id, shown)
    if stance is None:
        raise InvalidInput("Choose what they do to the claim: supports, refutes or context.", field="stance")
    waiting = [row for row in rows if row.state is SuggestionState.OPEN]
    if not waiting:
        return Accepted(0, 0)
    origin = _origin(session, actor, claim, shown, waiting)
    pages: set[int] = set()
    for row in waiting:
        if row.capture_id in pages:
            dismiss_suggestion(session, actor, row.id)
            continue
        pages.add(row.capture_id)
        accept_one(session, actor, row, claim, stance, origin)
    suggest_origins(session, claim)
    spread_origins(session, claim.article_id)
    return Accepted(len(pages), len(waiting) - len(pages))


def dismiss_group(session: Session, actor: Person, claim_id: int, shown: GroupShown) -> int:
    """Put all suggestions of a group aside and return how many there were."""
    _, rows = _load(session, actor, claim_id, shown)
    waiting = [row for row in rows if row.state is SuggestionState.OPEN]
    for row in waiting:
        dismiss_suggestion(session, actor, row.id)
    return len(waiting)


def _load(session: Session, actor: Person, claim_id: int, shown: GroupShown) -> tuple[Claim, Sequence[Suggestion]]:
    hold_article_of_claim(session, claim_id)
    claim = get_claim(session, claim_id)
    require_on(session, Action.DECIDE_SUGGESTION, actor, claim)
    wanted = set(shown.suggestion_ids)
    rows = session.scalars(
        select(Suggestion)
        .where(Suggestion.claim_id == claim.id, Suggestion.id.in_(wanted))
        .order_by(Suggestion.score.desc(), Suggestion.id)
        .with_for_update(of=Suggestion, key_share=True)
    ).all()
    if not wanted or {row.id for row in rows} != wanted:
        raise NotFound("These suggestions do not belong to this claim. Reload the page.")
    return claim, rows


def _origin(session: Session, actor: Person, claim: Claim, shown: GroupShown, rows: Iterable[Suggestion]) -> Origin:
    """Return the origin that she saw above the pages, confirmed by her."""
    first = next(iter(rows))
    if any(row.origin is not None and row.origin.confirmed_by_id for row in rows) and shown.origin_id is None:
        raise WrongState(_MOVED)
    if shown.origin_id is None:
        # Pages of one outlet that nothing ties to a story: the outlet is their origin.
        own = own_origin(first.capture)
        return find_origin(session, actor, claim.article_id, OriginChoice(kind=own.kind, name=own.name))
    if any(row.origin_id != shown.origin_id for row in rows):
        raise WrongState(_MOVED)
    origin = follow_merges(session, first.origin) if first.origin is not None else None
    if origin is None:
        raise NotFound("There is no such origin. Reload the page.")
    if origin.name != shown.name:
        # Compared by what she read: the machine may have found one reason more meanwhile, which changes nothing.
        raise WrongState(f"This origin is called “{origin.name}” by now. Look again, then accept.")
    if origin.confirmed_by_id is None:
        confirm_origin(session, actor, origin, why="its pages were accepted together")
    return origin

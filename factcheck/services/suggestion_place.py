"""Say which origin a suggested page traces back to, before it is accepted; a person's word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.errors import WrongState
from factcheck.domain.evidence import OriginKind, SuggestionState
from factcheck.domain.permissions import Action
from factcheck.models import Origin, Suggestion
from factcheck.services.event_log import log_event
from factcheck.services.origin_apart import keep_apart
from factcheck.services.origin_find import OriginChoice, find_origin
from factcheck.services.origin_suggest import own_origin
from factcheck.services.relations import get_claim, require_on
from factcheck.services.suggestion_decide import get_suggestion

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def move_suggestion(session: Session, actor: Person, suggestion_id: int, choice: OriginChoice) -> Suggestion:
    """Trace the suggestions of one page back to the origin that the person chose or named."""
    row, claim = _load(session, actor, suggestion_id)
    target = find_origin(session, actor, claim.article_id, choice)
    _move(session, actor, claim, row, target)
    return row


def split_suggestion(session: Session, actor: Person, suggestion_id: int) -> Suggestion:
    """Take a page out of its group: it is an origin of its own, and the others stay together."""
    row, claim = _load(session, actor, suggestion_id)
    own = own_origin(row.capture)
    taken = {(one.kind, one.name.casefold()) for one in _origins(session, claim)}
    title = OriginChoice(kind=OriginKind.DOCUMENT, name=(row.capture.title or own.name)[:280])
    choice = next(
        (one for one in (OriginChoice(kind=own.kind, name=own.name), title) if _key(one) not in taken),
        OriginChoice(kind=OriginKind.DOCUMENT, name=f"{title.name} (page {row.capture_id})"),
    )
    _move(session, actor, claim, row, find_origin(session, actor, claim.article_id, choice))
    return row


def _load(session: Session, actor: Person, suggestion_id: int) -> tuple[Suggestion, Claim]:
    row = get_suggestion(session, suggestion_id, lock=True)
    claim = get_claim(session, row.claim_id)
    require_on(session, Action.DECIDE_SUGGESTION, actor, claim)
    require_on(session, Action.NAME_ORIGIN, actor, claim)
    if row.state is not SuggestionState.OPEN:
        raise WrongState("This suggestion was decided already. Reload the page.")
    return row, claim


def _move(session: Session, actor: Person, claim: Claim, row: Suggestion, target: Origin) -> None:
    """Move all open passages of the page: one page has one origin."""
    before = row.origin
    if before is not None and before.id == target.id:
        return
    passages = session.scalars(
        select(Suggestion).where(
            Suggestion.claim_id == claim.id,
            Suggestion.capture_id == row.capture_id,
            Suggestion.state == SuggestionState.OPEN,
        )
    ).all()
    for passage in passages:
        passage.origin = target
    session.flush()
    if before is not None:
        keep_apart(session, actor, before)
    log_event(
        session,
        actor,
        "suggestion.moved",
        ("suggestion", row.id),
        before={"origin_id": before.id if before is not None else None},
        after={"origin_id": target.id, "capture_id": row.capture_id},
        article_id=claim.article_id,
        claim_id=claim.id,
    )


def _origins(session: Session, claim: Claim) -> Sequence[Origin]:
    return session.scalars(select(Origin).where(Origin.article_id == claim.article_id)).all()


def _key(choice: OriginChoice) -> tuple[OriginKind, str]:
    return choice.kind, " ".join(choice.name.split()).casefold()

"""Merge a claim into another that says the same; its places go along, its number is never given again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import EXIT_STATES, ClaimAct
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action
from factcheck.models import Claim, Evidence
from factcheck.services.assignment_end import end_assignment
from factcheck.services.claim_facts import claim_fields
from factcheck.services.claim_move import move_claim
from factcheck.services.event_log import log_event
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person


def merge_claim(session: Session, actor: Person, claim_id: int, *, into: int, article_id: int | None = None) -> Claim:
    """Merge a claim into number `into` of the same article and return that one."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    target = session.scalars(
        select(Claim)
        .where(Claim.article_id == claim.article_id, Claim.number == into)
        .with_for_update(of=Claim, key_share=True)
    ).one_or_none()
    if target is None:
        raise InvalidInput(f"There is no claim {into} in this article. Type the number of one that is.", field="into")
    if target.id == claim.id:
        raise InvalidInput("A claim cannot be merged into itself. Type another number.", field="into")
    if claim.merged_into_id == target.id:
        return target
    require_on(session, Action.EDIT_CLAIM, actor, claim)
    if target.state in EXIT_STATES:
        state = target.state.replace("_", " ")
        raise WrongState(f"Claim {into} is “{state}” and takes nothing in. Choose an open one.")
    if session.scalar(
        select(Evidence.id).where(Evidence.claim_id == claim.id, Evidence.withdrawn_at.is_(None)).limit(1)
    ):
        raise InvalidInput(
            f"Claim {claim.number} has evidence, which would be lost from sight. "
            f"Merge claim {into} into it instead, or withdraw the evidence first.",
            field="into",
        )
    before = [[place.start, place.end] for place in target.occurrences]
    _move_places(session, claim, target)
    end_assignment(session, claim, reason=f"merged into claim {target.number}")
    claim.merged_into_id = target.id
    move_claim(session, actor, claim, ClaimAct.MERGE, reason=f"says the same as claim {target.number}")
    log_event(
        session,
        actor,
        "claim.took_in",
        ("claim", target.id),
        before={"places": before},
        after={
            "number": claim.number,
            "places": [[place.start, place.end] for place in target.occurrences],
            **claim_fields(target),
        },
        article_id=target.article_id,
        claim_id=target.id,
    )
    return target


def _move_places(session: Session, claim: Claim, target: Claim) -> None:
    taken = {(place.draft_id, place.start, place.end) for place in target.occurrences}
    for place in list(claim.occurrences):
        if (place.draft_id, place.start, place.end) in taken:
            # Both stood on the same words; the place is kept once. The log has both.
            session.delete(place)
        else:
            place.claim_id = target.id
    session.flush()
    session.expire(claim, ["occurrences"])
    session.expire(target, ["occurrences"])

"""Edit what a claim says: its statement, its kind, who says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.permissions import Action
from factcheck.services.claim_facts import check_fresh, claim_fields, clean_chain, clean_kind, clean_statement
from factcheck.services.event_log import log_event
from factcheck.services.relations import get_claim, require_on
from factcheck.services.suggestion_reword import note_reworded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person


def edit_claim(
    session: Session,
    actor: Person,
    claim_id: int,
    *,
    version: int,
    statement: str,
    kind: str,
    chain: Sequence[str],
    article_id: int | None = None,
) -> Claim:
    """Save the claim's words as edited; raise StaleWrite with both texts where somebody changed them meanwhile."""
    claim = get_claim(session, claim_id, article_id=article_id, lock=True)
    require_on(session, Action.EDIT_CLAIM, actor, claim)
    mine = {"statement": clean_statement(statement), "kind": clean_kind(kind), "chain": clean_chain(chain)}
    before = claim_fields(claim)
    fields = {name: (before[name], value) for name, value in mine.items()}
    check_fresh(session, ("claim", claim.id), current=claim.version, given=version, fields=fields)
    if all(before[name] == value for name, value in mine.items()):
        return claim
    for name, value in mine.items():
        setattr(claim, name, value)
    session.flush()
    if before["statement"] != claim.statement:
        note_reworded(session, claim.id)
    log_event(
        session,
        actor,
        "claim.edited",
        ("claim", claim.id),
        before=before,
        after=claim_fields(claim),
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return claim

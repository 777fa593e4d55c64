"""Put one piece of evidence under another origin: a split, where the other is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimState
from factcheck.domain.permissions import Action
from factcheck.services.event_log import log_event, sealed
from factcheck.services.evidence_bound import require_unbound
from factcheck.services.evidence_get import get_evidence
from factcheck.services.origin_apart import keep_apart
from factcheck.services.origin_find import find_origin
from factcheck.services.origin_known import spread_origins
from factcheck.services.relations import require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Evidence, Person
    from factcheck.services.origin_find import OriginChoice


def move_to_origin(session: Session, actor: Person, evidence_id: int, choice: OriginChoice) -> Evidence:
    """Trace a piece of evidence back to the origin that the person chose or named."""
    row, claim = get_evidence(session, actor, evidence_id, lock=True)
    require_on(session, Action.NAME_ORIGIN, actor, claim)
    target = find_origin(session, actor, claim.article_id, choice, secret=row.confidential)
    if target.id == row.origin_id:
        return row
    # After the ruling the page says by a correction what was found of its origins later.
    if claim.state is not ClaimState.RULED:
        require_unbound(session, actor, claim, row)
    before = {"origin_id": _told(row, row.origin_id)}
    left = row.origin
    row.origin = target
    session.flush()
    keep_apart(session, actor, left)
    log_event(
        session,
        actor,
        "evidence.moved",
        ("evidence", row.id),
        before=before,
        after={"origin_id": _told(row, target.id), "version": row.version},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    spread_origins(session, claim.article_id)
    return row


def _told(row: Evidence, origin_id: int) -> int | str:
    return sealed(str(origin_id), row.seal) if row.confidential else origin_id

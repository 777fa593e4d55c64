"""Rule on a verdict: it stands, or a dispute about it is settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimAct
from factcheck.domain.errors import InvalidInput, WrongState
from factcheck.domain.permissions import Action
from factcheck.domain.verdicts import VerdictState
from factcheck.models.base import utc_now
from factcheck.services.change_raise import raise_changes
from factcheck.services.claim_move import move_claim
from factcheck.services.event_log import log_event
from factcheck.services.panel_rule import require_vote
from factcheck.services.precedent_keep import keep_precedent
from factcheck.services.relations import current_verdict, get_claim, require_on
from factcheck.services.verdict_review import check_note, same_verdict
from factcheck.services.verdict_write import write_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person, Verdict
    from factcheck.services.verdict_write import Finding


def rule_verdict(
    session: Session, actor: Person, claim_id: int, note: str, *, number: int, instead: Finding | None = None
) -> Verdict:
    """Let version `number` stand, or, in a dispute, put `instead` in its place; a dispute's ruling says why."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.RULE_VERDICT, actor, claim)
    verdict = same_verdict(current_verdict(session, claim.id), number)
    note = check_note(note)
    disputed = verdict.state is VerdictState.DISPUTED
    if disputed:
        require_vote(session, actor, verdict, instead)
    if disputed and not note:
        raise InvalidInput("Say why you rule so: both sides will read it.", field="note")
    if instead is not None:
        if not disputed:
            raise WrongState("Both people agreed on this verdict. To change it, reopen the claim with a reason.")
        verdict = write_verdict(session, actor, claim, instead)
    mark_ruled(session, actor, claim, verdict, note)
    move_claim(session, actor, claim, ClaimAct.RULE, after={"verdict": verdict.number})
    return verdict


def mark_ruled(session: Session, actor: Person, claim: Claim, verdict: Verdict, note: str) -> None:
    """Write that `actor` ruled, and keep the verdict as precedent for like claims."""
    before = verdict.state
    verdict.state = VerdictState.RULED
    verdict.ruled_by_id, verdict.ruled_at, verdict.ruling_note = actor.id, utc_now(), note
    session.flush()
    keep_precedent(session, claim, verdict)
    raise_changes(session, actor, claim, verdict)
    log_event(
        session,
        actor,
        "verdict.ruled",
        ("verdict", verdict.id),
        before={"state": before},
        after={"state": verdict.state, "note": note, "number": verdict.number},
        article_id=claim.article_id,
        claim_id=claim.id,
    )

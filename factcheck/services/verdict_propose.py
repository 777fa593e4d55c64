"""Propose the verdict of a claim that one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimAct
from factcheck.domain.permissions import Action
from factcheck.models import Event
from factcheck.services.claim_move import move_claim
from factcheck.services.relations import get_claim, require_on
from factcheck.services.stale import check_version
from factcheck.services.verdict_write import write_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person, Verdict
    from factcheck.services.verdict_write import Finding


def propose_verdict(session: Session, actor: Person, claim_id: int, finding: Finding, *, version: int) -> Verdict:
    """Write the verdict and put the claim before a second person; `version` is the claim's, as the form had it."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.PROPOSE_VERDICT, actor, claim)
    # What was judged are these words: if they changed meanwhile, the checker looks again.
    check_version(
        session,
        ("claim", claim.id),
        current=claim.version,
        given=claim.version if _has_only_begun(session, claim, version) else version,
        fields={"rationale": ("", finding.rationale), "summary": ("", finding.summary)},
    )
    verdict = write_verdict(session, actor, claim, finding)
    move_claim(session, actor, claim, ClaimAct.PROPOSE, after={"verdict": verdict.number})
    return verdict


def _has_only_begun(session: Session, claim: Claim, version: int) -> bool:
    """Say whether all that happened to the claim since `version` is that its check began: its words are the same.

    A source accepted while the form stands open begins it.
    """
    query = select(Event).where(Event.object_kind == "claim", Event.object_id == claim.id)
    last = session.scalars(query.order_by(Event.seq.desc()).limit(1)).one_or_none()
    if last is None or last.action != f"claim.{ClaimAct.START}":
        return False
    return version == claim.version - 1 and (last.after or {}).get("version") == claim.version

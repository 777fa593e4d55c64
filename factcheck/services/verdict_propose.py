"""Propose the verdict of a claim that one holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.claims import ClaimAct
from factcheck.domain.permissions import Action
from factcheck.services.claim_move import move_claim
from factcheck.services.relations import get_claim, require_on
from factcheck.services.stale import check_version
from factcheck.services.verdict_write import write_verdict

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person, Verdict
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
        given=version,
        fields={"rationale": ("", finding.rationale), "summary": ("", finding.summary)},
    )
    verdict = write_verdict(session, actor, claim, finding)
    move_claim(session, actor, claim, ClaimAct.PROPOSE, after={"verdict": verdict.number})
    return verdict

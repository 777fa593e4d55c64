"""Call a panel on a disputed verdict where the policy asks for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.panel import SEATS
from factcheck.models import Panel
from factcheck.services.event_log import log_event
from factcheck.services.policy_check import dispute_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Claim, Person, Verdict


def call_panel(session: Session, actor: Person, claim: Claim, verdict: Verdict) -> Panel | None:
    """Open the vote that the policy asks for when this verdict is disputed, None where an editor settles it."""
    size = SEATS.get(dispute_of(session, claim))
    if size is None:
        return None
    panel = Panel(verdict_id=verdict.id, size=size)
    session.add(panel)
    session.flush()
    log_event(
        session,
        actor,
        "panel.called",
        ("panel", panel.id),
        after={"seats": size, "number": verdict.number},
        article_id=claim.article_id,
        claim_id=claim.id,
    )
    return panel

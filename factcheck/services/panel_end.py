"""End a vote without a result, where the desk has too few people for it; an editor rules then."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput
from factcheck.domain.panel import PanelState
from factcheck.domain.permissions import Action
from factcheck.models.base import utc_now
from factcheck.services.panel_find import open_panel_of
from factcheck.services.panel_vote import close_log
from factcheck.services.relations import get_claim, require_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Panel, Person

LONGEST_REASON = 1_000


def end_panel(session: Session, actor: Person, claim_id: int, why: str) -> Panel:
    """End the vote and say why; votes that are in are kept and shown."""
    claim = get_claim(session, claim_id, lock=True)
    require_on(session, Action.RUN_PANEL, actor, claim)
    panel = open_panel_of(session, claim)
    why = " ".join(why.split())
    if not why:
        raise InvalidInput("Say why the vote is ended without a result.", field="why")
    if len(why) > LONGEST_REASON:
        raise InvalidInput(f"At most {LONGEST_REASON:,} characters fit here.", field="why")
    panel.state, panel.closed_at = PanelState.ENDED, utc_now()
    panel.ended_by_id, panel.ended_why = actor.id, why
    session.flush()
    close_log(session, actor, claim, panel)
    return panel

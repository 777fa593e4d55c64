"""Hold a ruling to the vote on the dispute that it settles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.errors import InvalidInput, NotAllowed, WrongState
from factcheck.domain.panel import PanelState
from factcheck.models import Rating
from factcheck.services.panel_find import panel_of, votes_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Person, Verdict
    from factcheck.services.verdict_write import Finding


def require_vote(session: Session, actor: Person, verdict: Verdict, instead: Finding | None) -> None:
    """Refuse a ruling on a dispute while the panel votes, one by its own member, or one against what it carried."""
    panel = panel_of(session, verdict)
    if panel is None:
        return
    if panel.state is PanelState.OPEN:
        raise WrongState("The panel votes on this dispute first. The claim’s page says whose vote is missing.")
    if panel.attribution is None or panel.content is None:
        if any(vote.by_id == actor.id for vote in votes_of(session, panel)):
            raise NotAllowed("You voted on this dispute: another editor rules on it.")
        return
    found = [panel.attribution.key, panel.content.key]
    ids = (instead.attribution_rating_id, instead.content_rating_id) if instead is not None else ()
    rows = [session.get(Rating, rating_id) for rating_id in ids if rating_id]
    if [row.key for row in rows if row is not None] != found:
        raise InvalidInput(
            f"The vote carried “{panel.attribution.label}” and “{panel.content.label}”. "
            "Rule so, or open the claim again.",
            field="content_rating_id" if instead is not None else "note",
        )

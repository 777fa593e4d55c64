"""Group what was suggested for a claim by the origin it traces back to; comparing texts holds nobody up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.services.suggestion_group import carriers_of, group_carriers, grouping_rest, place_groups
from factcheck.work.handler import TryLater

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools

MORE_COMING = "More pages of this claim are on their way; they are grouped together."


def group_sources(tools: Tools, ticket: Ticket) -> Store:
    """Compare the pages suggested for a claim; payload: claim_id."""
    claim_id = int(ticket.payload["claim_id"])
    with tools.db.read() as session:
        rest = grouping_rest(session, claim_id, ticket.job_id)
        if rest is not None:
            raise TryLater(MORE_COMING, seconds=rest.total_seconds(), ours=True)
        sources = carriers_of(session, claim_id)
    ticket.check_cancel()
    groups = group_carriers(sources)

    def store(session: Session) -> None:
        place_groups(session, sources, groups)

    return store

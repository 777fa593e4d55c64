"""Group what was suggested for a claim by the origin it traces back to; comparing texts holds nobody up here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.services.suggestion_group import carriers_of, group_carriers, place_groups

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools


def group_sources(tools: Tools, ticket: Ticket) -> Store:
    """Compare the pages suggested for a claim; payload: claim_id."""
    with tools.db.read() as session:
        sources = carriers_of(session, int(ticket.payload["claim_id"]))
    ticket.check_cancel()
    groups = group_carriers(sources)

    def store(session: Session) -> None:
        place_groups(session, sources, groups)

    return store

"""Ask a provider over the network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.work.handler import GiveUp

if TYPE_CHECKING:
    from factcheck.services.lookup_target import LookupTarget
    from factcheck.work.handler import Store, Ticket, Tools


def ask_provider(tools: Tools, ticket: Ticket, target: LookupTarget) -> Store:
    """Ask, and store the hits with the fetches that they owe."""
    del tools, ticket
    raise GiveUp(f"This desk has no provider called “{target.provider}”. Check FACTCHECK_PROVIDERS.")

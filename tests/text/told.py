"""Read a few sentences as the body of an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.text import analyse

if TYPE_CHECKING:
    from factcheck.text.model import Claim

HEAD = "Boats return to Marrow\n\nThe port opened its gates on Monday.\n\n"


def told(body: str) -> dict[str, Claim]:
    """Return the claims of a body by their statements."""
    done = analyse(HEAD + body)
    return {claim.statement: claim for claim in done.claims if claim.start >= len(HEAD)}

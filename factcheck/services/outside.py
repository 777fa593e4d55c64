"""Say whether anything may be asked outside the desk for an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.models import Article

#: Providers that read the desk's own database and send nothing anywhere.
INSIDE = ("corpus", "rulings")


def may_ask_outside(article: Article) -> bool:
    """Say whether queries and fetches may leave the desk: of a confidential article only once an editor allowed it."""
    return article.outside_allowed or not article.confidential

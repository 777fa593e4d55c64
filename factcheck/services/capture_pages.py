"""Tell on which page of a kept PDF a passage stands."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from factcheck.domain.evidence_rules import locator_words

if TYPE_CHECKING:
    from factcheck.models import Capture, Evidence


def page_at(capture: Capture | None, start: int | None) -> int | None:
    """Return the page, from 1, of a place in a capture's text; None where it has no pages or the place is unknown."""
    if capture is None or start is None or not capture.page_starts:
        return None
    return bisect_right(capture.page_starts, start) or None


def place_words(row: Evidence) -> str:
    """Return where in its carrier a piece of evidence stands: what a person typed, else the page that was counted."""
    told = locator_words(row.kind, row.locator)
    page = page_at(row.capture, row.excerpt_start)
    if page is None or row.locator.get("page"):
        return told
    return ", ".join(part for part in (told, f"page {page} of the file") if part)

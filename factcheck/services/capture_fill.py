"""Put what was read of an uploaded file into its capture."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from factcheck.models import Capture
from factcheck.services.capture_keep import keepable
from factcheck.services.lock_order import HOLD

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold what a reader found in a file."""

    state: str
    reason: str
    text: str = ""
    title: str = ""
    byline: str = ""
    outlet: str = ""
    language: str = ""
    published_on: date | None = None
    wire: str | None = None
    page_starts: tuple[int, ...] = ()


def fill_capture(session: Session, capture_id: int, reading: Reading) -> Capture:
    """Write a reading into its capture; a text once kept is never replaced, nor what a person typed."""
    row = session.get_one(Capture, capture_id, with_for_update=HOLD | {"of": Capture})
    if row.text:
        return row
    row.state, row.reason = reading.state, keepable(reading.reason)[:1000]
    row.text, row.page_starts = keepable(reading.text), list(reading.page_starts)
    row.title = row.title or keepable(reading.title)[:500]
    row.byline = row.byline or keepable(reading.byline)[:300]
    row.outlet = row.outlet or keepable(reading.outlet)[:300]
    row.language = row.language or reading.language[:12]
    row.published_on = row.published_on or reading.published_on
    row.wire = row.wire or (reading.wire[:120] if reading.wire else None)
    session.flush()
    return row

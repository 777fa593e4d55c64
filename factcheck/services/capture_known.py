"""Find what the desk already keeps of an address, so that no page is fetched twice without need."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import defer

from factcheck.models import Capture
from factcheck.models.base import utc_now
from factcheck.services.capture_keep import READABLE

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: A copy this fresh stands for the page: several claims of one article lead to the same pages within minutes.
FRESH = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class KnownCapture:
    """Hold a kept copy of an address, and what its server gave to ask "has it changed?" with."""

    capture_id: int
    fresh: bool
    etag: str
    last_modified: str


def known_capture(session: Session, url: str) -> KnownCapture | None:
    """Return the newest readable copy of an address, None where there is none."""
    row = session.scalars(
        select(Capture)
        .options(defer(Capture.text))
        .where(Capture.url == url, Capture.state.in_(READABLE), Capture.text != "")
        .order_by(Capture.fetched_at.desc(), Capture.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    headers = {name.lower(): str(value) for name, value in row.headers.items()}
    return KnownCapture(
        row.id, utc_now() - row.fetched_at < FRESH, headers.get("etag", ""), headers.get("last-modified", "")
    )

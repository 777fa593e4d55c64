"""Suggest which origin a capture traces back to; a person confirms, and her word stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.evidence import OriginKind
from factcheck.services.origin_find import OriginChoice, host_of
from factcheck.text.wire import credit

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.models import Capture


def origin_of_capture(session: Session, article_id: int, capture: Capture) -> OriginChoice:
    """Return the origin to put a capture under while nobody has said otherwise, with the machine's reasons."""
    del session, article_id
    return own_origin(capture)


def own_origin(capture: Capture) -> OriginChoice:
    """Return what a capture says of itself: the agency it credits, else its outlet, else the document itself."""
    found = credit(capture.text, by_line=capture.byline)
    if found is not None:
        return OriginChoice(kind=OriginKind.AGENCY, name=found.agency, reasons=(found.why,))
    outlet = capture.outlet or host_of(capture.canonical_url or capture.final_url or capture.url)
    if outlet:
        return OriginChoice(kind=OriginKind.OUTLET, name=outlet, reasons=("nothing ties it to another source",))
    name = capture.title or capture.file_name or "Untitled document"
    return OriginChoice(kind=OriginKind.DOCUMENT, name=name[:300], reasons=("the document itself",))

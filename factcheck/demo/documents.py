"""Read the demo's documents and put them into the desk's corpus."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from factcheck.models import Capture, Via
from factcheck.resources import PACKAGE
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.text.wire import credit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from factcheck.fetch.blobs import BlobStore

FOLDER = PACKAGE / "demo"


def read_documents() -> Iterator[tuple[str, dict[str, str], str]]:
    """Yield (name, head fields, text) of each document, in the order of their names."""
    for path in sorted((FOLDER / "documents").glob("*.md")):
        head, _, text = path.read_text(encoding="utf-8").partition("\n\n")
        fields = dict(line.split(": ", 1) for line in head.splitlines() if ": " in line)
        yield path.stem.partition("-")[2], fields, text.strip()


def add_documents(session: Session, blobs: BlobStore, person_id: int) -> dict[str, Capture]:
    """Keep the documents and return them by name."""
    kept: dict[str, Capture] = {}
    for name, fields, text in read_documents():
        data = text.encode()
        found = credit(text)
        new = NewCapture(
            via=Via.PASTE,
            sha256=blobs.put(data),
            state="captured",
            url=fields.get("url", ""),
            final_url=fields.get("url", ""),
            media_type="text/plain",
            size=len(data),
            text=text,
            title=fields["title"],
            outlet=fields.get("outlet", ""),
            language="en",
            published_on=date.fromisoformat(fields["date"]),
            wire=found.agency if found else None,
            in_corpus=True,
            note="Part of the demo: invented.",
            added_by_id=person_id,
        )
        kept[name] = keep_capture(session, new)
    return kept

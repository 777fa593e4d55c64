"""Tell the open evidence of an article, its origins, and the copies it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from factcheck.models import Capture, Claim, Evidence, Origin
from factcheck.proof.canonical import digest
from factcheck.services.bundle_rows import as_file, record

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from factcheck.models import Draft
    from factcheck.services.bundle_withheld import Withheld


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold the files of the evidence: texts by name, kept files by digest."""

    texts: dict[str, str]
    files: set[str]


def evidence_records(session: Session, article_id: int, drafts: Sequence[Draft], closed: Withheld) -> Sources:
    """Read the evidence that is not confidential, and the captures that it or a draft comes from."""
    rows = session.scalars(
        select(Evidence)
        .join(Claim)
        .where(Claim.article_id == article_id, Evidence.confidential.is_(False))
        .order_by(Evidence.id)
    ).all()
    wanted = {row.capture_id for row in rows} | {draft.capture_id for draft in drafts}
    captures = session.scalars(select(Capture).where(Capture.id.in_(wanted - {None})).order_by(Capture.id)).all()
    origins = session.scalars(select(Origin).where(Origin.article_id == article_id).order_by(Origin.id))
    texts = {
        "evidence.json": as_file(record(row, without=("seal", "quotes")) for row in rows),
        "origins.json": as_file(
            record(row, without=("seal", "reasons")) for row in origins if row.id in closed.open_origins
        ),
        "captures.json": as_file(_capture(row) for row in captures),
        **{f"captures/capture-{row.id}.txt": row.text for row in captures},
    }
    return Sources(texts, {row.sha256 for row in captures} | {row.blob for row in rows if row.blob})


def _capture(row: Capture) -> dict[str, Any]:
    # What a person wrote beside a document of the desk's own shelf is not part of what came from outside.
    told = record(row, without=("text", "links", "note", "in_corpus", "file_name"))
    return told | {"text": f"captures/capture-{row.id}.txt", "text_sha256": digest(row.text)}

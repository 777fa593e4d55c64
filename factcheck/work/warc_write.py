"""Write kept copies into one WARC file, one copy in memory at a time, and log that they were handed out."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING

from sqlalchemy.orm import defer

from factcheck import __version__
from factcheck.domain.errors import NotFound
from factcheck.fetch.warc import Kept, write_warc
from factcheck.models import Capture, Person, Via
from factcheck.services.capture_export import captures_to_export, log_export

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore

_BLOCK = 1024 * 1024


@dataclass(slots=True)
class WrittenWarc:
    """Say what was written; `missing` are digests that the store does not have, or has damaged."""

    captures: int = 0
    size: int = 0
    sha256: str = ""
    missing: list[str] = field(default_factory=list)


def write_captures(
    db: Database, blobs: BlobStore, actor_id: int, out: IO[bytes], *, article_id: int | None = None
) -> WrittenWarc:
    """Write the copies of an article, or of the desk, into `out`, open for reading and writing."""
    with db.read() as session:
        ids = captures_to_export(session, session.get_one(Person, actor_id), article_id)
    written = write_some(db, blobs, ids, out)
    with db.write() as session:
        actor = session.get_one(Person, actor_id)
        log_export(session, actor, article_id, count=written.captures, sha256=written.sha256)
    return written


def write_some(db: Database, blobs: BlobStore, ids: Iterable[int], out: IO[bytes]) -> WrittenWarc:
    """Write the copies that are named, for somebody who may see them."""
    written = WrittenWarc()
    software = f"factcheck-desk/{__version__}"
    written.captures = write_warc(_kept(db, blobs, ids, written.missing), out, software=software)
    written.size = out.tell()
    out.seek(0)
    digest = hashlib.sha256()
    while block := out.read(_BLOCK):
        digest.update(block)
    written.sha256 = digest.hexdigest()
    out.seek(0)
    return written


def _kept(db: Database, blobs: BlobStore, ids: Iterable[int], missing: list[str]) -> Iterator[Kept]:
    for capture_id in ids:
        with db.read() as session:
            row = session.get(Capture, capture_id, options=[defer(Capture.text)])
        if row is None:
            continue
        try:
            body = blobs.get(row.sha256)
        except NotFound:
            missing.append(row.sha256)
            continue
        yield _told(row, body)


def _told(row: Capture, body: bytes) -> Kept:
    """Tell a capture as WARC does: only what the page's own server answered stands under the page's address."""
    fetched = row.via is Via.FETCH and bool(row.final_url or row.url)
    hops = [hop for hop in row.chain if isinstance(hop, dict)]
    about = [
        ("capture", str(row.id)),
        ("sha256", row.sha256),
        ("state", row.state),
        ("reason", row.reason),
        ("title", row.title),
        ("asked", row.url),
        ("file", row.file_name),
        *(("hop", " ".join(str(hop.get(name, "")) for name in ("status", "url", "ip", "at"))) for hop in hops),
    ]
    return Kept(
        url=(row.final_url or row.url) if fetched else f"urn:factcheck:capture:{row.id}",
        status=(row.status or 200) if fetched else 0,
        headers=tuple((str(name), str(value)) for name, value in row.headers.items()),
        body=body,
        fetched_at=row.fetched_at,
        ip=str(hops[-1].get("ip", "")) if fetched and hops else "",
        media_type=row.media_type,
        about=tuple((name, value) for name, value in about if value),
    )

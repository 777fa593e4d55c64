"""Write the proof bundle of an article: read it, seal it in the log, and hand out one zip."""

from __future__ import annotations

import hashlib
import zipfile
from dataclasses import dataclass
from importlib.resources import files
from typing import IO, TYPE_CHECKING

from factcheck.domain.errors import NotFound, WrongState
from factcheck.models import Person
from factcheck.proof import layout
from factcheck.proof.canonical import canonical
from factcheck.services.bundle_content import bundle_content
from factcheck.services.bundle_log import HANDED_OUT, chain_lines, own_head, seal_row, seal_text
from factcheck.services.event_log import log_event

if TYPE_CHECKING:
    from collections.abc import Iterable

    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore
    from factcheck.services.bundle_content import Content

#: Zip has no time before this; a bundle made tomorrow of the same content is the same bytes.
_NO_TIME = (1980, 1, 1, 0, 0, 0)
_TRIES = 3


@dataclass(frozen=True, slots=True)
class Written:
    """Say what was written: its digest and size, where the chain stood, and what a person should know."""

    sha256: str
    size: int
    head_seq: int
    head: str
    withheld: int
    rows_closed: int
    #: Kept files that the store does not have, or has damaged.
    missing: tuple[str, ...]
    look_at: tuple[str, ...]


def write_bundle(db: Database, blobs: BlobStore, actor_id: int, article_id: int, out: IO[bytes]) -> Written:
    """Write the bundle into `out`, open for reading and writing, and log that it was handed out.

    The log is locked only for the row that seals the bundle, not while files are read.
    """
    for _ in range(_TRIES):
        out.seek(0)
        out.truncate()
        with zipfile.ZipFile(out, "w") as bundle:
            written = _write(db, blobs, actor_id, article_id, _Writer(bundle))
        if written is not None:
            return _hand_out(db, actor_id, article_id, out, written)
    raise WrongState("The article keeps changing while its bundle is made. Try again in a moment.")


class _Writer:
    """Add files to a zip without anything of the moment in it, and keep their digests."""

    def __init__(self, bundle: zipfile.ZipFile) -> None:
        self._bundle = bundle
        self.listed: dict[str, dict[str, str | int]] = {}

    def add(self, name: str, data: bytes) -> None:
        self.put(name, [data])
        self.listed[name] = {"sha256": hashlib.sha256(data).hexdigest(), "bytes": len(data)}

    def put(self, name: str, parts: Iterable[bytes]) -> None:
        info = zipfile.ZipInfo(name, date_time=_NO_TIME)
        info.compress_type = zipfile.ZIP_DEFLATED
        info.create_system, info.external_attr = 3, 0o644 << 16
        with self._bundle.open(info, "w") as file:
            for part in parts:
                file.write(part)


def _write(db: Database, blobs: BlobStore, actor_id: int, article_id: int, writer: _Writer) -> Written | None:
    """Write all of it; return None where the article changed meanwhile."""
    with db.read() as session:
        content = bundle_content(session, session.get_one(Person, actor_id), article_id)
    _add_program(writer)
    for name, text in sorted(content.texts.items()):
        writer.add(name, text.encode("utf-8", "surrogatepass"))
    missing = tuple(digest for digest in sorted(content.files) if not _add_file(writer, blobs, digest))
    manifest = canonical(_manifest(content, writer, missing)) + "\n"
    writer.put(layout.MANIFEST, [manifest.encode()])
    with db.write() as session:
        if own_head(session, article_id) != content.own_seq:
            return None
        actor = session.get_one(Person, actor_id)
        digest = hashlib.sha256(manifest.encode()).hexdigest()
        seal = seal_row(session, actor, article_id, digest, len(content.withheld))
        seq, head, text = seal.seq, seal.hash, seal_text(seal)
    writer.put(layout.SEAL, [text.encode()])
    with db.read() as session:
        writer.put(layout.CHAIN, (line.encode() for line in chain_lines(session, article_id, seq)))
    return Written("", 0, seq, head, len(content.withheld), content.rows_closed, missing, content.look_at)


def _add_program(writer: _Writer) -> None:
    """Put the program that checks bundles into this one: it needs nothing but Python."""
    here = files("factcheck.proof")
    for name in layout.PROGRAM:
        writer.add(f"check/{name}", here.joinpath(name).read_bytes())
    writer.add("__main__.py", here.joinpath("start.py").read_bytes())
    writer.add("README.txt", here.joinpath("README.txt").read_bytes())


def _add_file(writer: _Writer, blobs: BlobStore, digest: str) -> bool:
    try:
        writer.add(f"files/{digest}", blobs.get(digest))
    except NotFound:
        return False
    return True


def _manifest(content: Content, writer: _Writer, missing: tuple[str, ...]) -> dict[str, object]:
    return {
        "format": layout.FORMAT,
        "article_id": content.article_id,
        "title": content.title,
        "log_row": content.own_seq,
        "missing": list(missing),
        "files": writer.listed,
    }


def _hand_out(db: Database, actor_id: int, article_id: int, out: IO[bytes], written: Written) -> Written:
    out.flush()
    out.seek(0)
    sha256 = hashlib.file_digest(out, "sha256").hexdigest()  # type: ignore[arg-type]  # a file opened for bytes
    size = out.tell()
    out.seek(0)
    with db.write() as session:
        actor = session.get_one(Person, actor_id)
        after = {"sha256": sha256, "bytes": size, "row": written.head_seq}
        log_event(session, actor, HANDED_OUT, ("article", article_id), after=after, article_id=article_id)
    return Written(
        sha256,
        size,
        written.head_seq,
        written.head,
        written.withheld,
        written.rows_closed,
        written.missing,
        written.look_at,
    )

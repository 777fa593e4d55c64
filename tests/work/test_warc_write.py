"""Kept copies as a WARC file: read back by another's library, digests checked, confidential ones left out."""

from __future__ import annotations

import hashlib
import io
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select
from warcio.archiveiterator import ArchiveIterator

from factcheck.domain.errors import NotAllowed
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Capture, Event, Person, Via
from factcheck.services.capture_export import captures_to_export
from factcheck.services.capture_keep import NewCapture, keep_capture
from factcheck.work.warc_write import write_captures
from tests.sources_kit import add_article, add_claim, add_evidence, add_suggestion

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from sqlalchemy.orm import Session

    from factcheck.db import Database
    from factcheck.fetch.blobs import BlobStore
    from tests.conftest import People

SAID = "The new lock cost 40 million crowns."
OPEN, PASTED, SECRET, CLOSED = (f"<p>{SAID} {word}</p>" for word in ("open", "pasted", "secret", "closed"))


def _keep(session: Session, blobs: BlobStore, text: str, url: str = "", **more: Any) -> Capture:
    return keep_capture(
        session,
        NewCapture(
            via=Via.FETCH if url else Via.UPLOAD,
            sha256=blobs.put(text.encode()),
            state="captured",
            url=url,
            final_url=url,
            text=text,
            size=len(text),
            media_type="text/html",
            **more,
        ),
    )


@pytest.fixture
def desk(database: Database, people: People, tmp_path: Path) -> tuple[DiskBlobs, int]:
    """Keep an open page with a redirect, an upload, one behind confidential evidence, one of a confidential article."""
    blobs = DiskBlobs(tmp_path / "blobs")
    with database.write() as session:
        article = add_article(session, people.eda)
        claim = add_claim(session, article, holder_id=people.cleo)
        hops = [
            {"status": 301, "url": "http://post.test/a", "ip": "192.0.2.1", "at": "2026-03-01T10:00:00+00:00"},
            {"status": 203, "url": "https://post.test/a", "ip": "192.0.2.2", "at": "2026-03-01T10:00:01+00:00"},
        ]
        page = _keep(
            session,
            blobs,
            OPEN,
            "https://post.test/a",
            status=203,
            chain=tuple(hops),
            headers={"Content-Type": "text/html", "Content-Encoding": "gzip", "X-Odd": "a\r\nEvil: b"},
            title="Lock\r\nstate: forged",
        )
        add_suggestion(session, claim, page, SAID)
        upload = _keep(session, blobs, PASTED, file_name="note.html")
        add_evidence(session, people.cleo, claim).capture_id = upload.id
        secret = _keep(session, blobs, SECRET, "https://post.test/secret")
        add_suggestion(session, claim, secret, SAID)
        add_evidence(session, people.cleo, claim, confidential=True).capture_id = secret.id
        other = add_claim(session, add_article(session, people.eda, confidential=True), holder_id=people.cleo)
        add_suggestion(session, other, _keep(session, blobs, CLOSED, "https://post.test/closed"), SAID)
        return blobs, article.id


def _read(data: bytes) -> list[tuple[str, str, bytes, Any]]:
    """Read records with warcio, which compares each with its digests."""
    found = []
    for record in ArchiveIterator(io.BytesIO(data), check_digests="raise"):
        body = record.content_stream().read()
        found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), body, record))
    return found


def test_an_article_s_copies_are_read_back_with_their_digests_and_nothing_confidential(
    database: Database, people: People, desk: tuple[DiskBlobs, int]
) -> None:
    blobs, article_id = desk
    out = io.BytesIO()
    written = write_captures(database, blobs, people.eda, out, article_id=article_id)
    data = out.getvalue()
    assert (written.captures, written.missing) == (2, [])
    assert written.sha256 == hashlib.sha256(data).hexdigest()
    records = _read(data)
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "metadata", "resource", "metadata"]
    _, url, body, record = records[1]
    assert (url, body) == ("https://post.test/a", OPEN.encode())
    assert record.http_headers.get_statuscode() == "203"
    assert record.http_headers.get_header("Content-Encoding") is None
    assert record.http_headers.get_header("Evil") is None
    assert record.rec_headers.get_header("WARC-IP-Address") == "192.0.2.2"
    told = records[2][2].decode().splitlines()
    assert f"sha256: {hashlib.sha256(body).hexdigest()}" in told
    assert "state: captured" in told
    assert "state: forged" not in told
    assert "hop: 301 http://post.test/a 192.0.2.1 2026-03-01T10:00:00+00:00" in told
    assert (records[3][1].startswith("urn:factcheck:capture:"), records[3][2]) == (True, PASTED.encode())
    assert b"secret" not in b"".join(body for _, _, body, _ in records)
    with database.read() as session:
        event = session.scalars(select(Event).where(Event.action == "captures.exported")).one()
        assert event.after == {"captures": 2, "sha256": written.sha256}


def test_the_desk_s_copies_leave_out_what_only_confidential_articles_led_to(
    database: Database, people: People, desk: tuple[DiskBlobs, int]
) -> None:
    out = io.BytesIO()
    assert write_captures(database, desk[0], people.eda, out).captures == 2
    bodies = [body for *_, body, _ in _read(out.getvalue())]
    assert OPEN.encode() in bodies
    assert CLOSED.encode() not in bodies
    with database.write() as session:
        session.scalars(select(Capture).where(Capture.url == "https://post.test/closed")).one().in_corpus = True
        assert len(captures_to_export(session, session.get_one(Person, people.eda), None)) == 3


def test_a_file_that_is_missing_is_named_and_the_rest_written(
    database: Database, people: People, desk: tuple[DiskBlobs, int], tmp_path: Path
) -> None:
    digest = hashlib.sha256(OPEN.encode()).hexdigest()
    (tmp_path / "blobs" / digest[:2] / digest[2:4] / digest).write_bytes(b"rotten")
    written = write_captures(database, desk[0], people.eda, io.BytesIO(), article_id=desk[1])
    assert (written.captures, written.missing) == (1, [digest])


def test_handing_out_is_for_editors(database: Database, people: People, desk: tuple[DiskBlobs, int]) -> None:
    with pytest.raises(NotAllowed):
        write_captures(database, desk[0], people.cleo, io.BytesIO(), article_id=desk[1])

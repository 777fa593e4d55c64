"""Kept bytes are all there or not there at all, and are still what they were."""

from __future__ import annotations

import errno
import hashlib
import io
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from warcio.archiveiterator import ArchiveIterator

from factcheck.domain.errors import NotFound, StorageFull
from factcheck.fetch.blobs import DiskBlobs
from factcheck.fetch.warc import Kept, write_warc

if TYPE_CHECKING:
    from pathlib import Path

LONG_AGO = 1_500_000_000.0


def test_bytes_are_kept_once_and_only_for_their_owner(tmp_path: Path) -> None:
    blobs = DiskBlobs(tmp_path / "blobs")
    digest = blobs.put(b"hello")
    assert digest == blobs.put(b"hello") == hashlib.sha256(b"hello").hexdigest()
    assert blobs.get(digest) == b"hello"
    assert list(blobs.digests()) == [digest]
    (path,) = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_was_never_kept_is_not_there(tmp_path: Path) -> None:
    blobs = DiskBlobs(tmp_path)
    assert not blobs.has("0" * 64)
    for digest in ("0" * 64, "../../etc/passwd", "A" * 64):
        with pytest.raises(NotFound):
            blobs.get(digest)


def test_changed_bytes_are_noticed(tmp_path: Path) -> None:
    blobs = DiskBlobs(tmp_path)
    digest = blobs.put(b"hello")
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"jello")
    with pytest.raises(NotFound, match="damaged"):
        blobs.get(digest)


def test_a_file_cut_short_by_a_crash_is_written_again(tmp_path: Path) -> None:
    blobs = DiskBlobs(tmp_path)
    digest = blobs.put(b"hello")
    next(path for path in tmp_path.rglob("*") if path.is_file()).write_bytes(b"he")
    blobs.put(b"hello")
    assert blobs.get(digest) == b"hello"


def test_a_full_disk_says_so_and_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFull, match="disk is full"):
        DiskBlobs(tmp_path).put(b"hello")
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


#: Drops a file as another process does, and stops for a word between the look at its age and its end.
DROPPER = """
import sys
from pathlib import Path
from factcheck.fetch.blobs import DiskBlobs
unlink = Path.unlink
def slow(path, **more):
    print("going", flush=True)
    sys.stdin.readline()
    unlink(path, **more)
Path.unlink = slow
DiskBlobs(Path(sys.argv[1])).drop(sys.argv[2])
"""


@pytest.mark.parametrize("cut_short", [False, True])
def test_what_was_told_as_kept_is_there_though_somebody_drops_it_at_that_moment(
    tmp_path: Path, cut_short: bool
) -> None:
    blobs = DiskBlobs(tmp_path)
    digest = blobs.put(b"hello")
    path = tmp_path / digest[:2] / digest[2:4] / digest
    path.write_bytes(b"he" if cut_short else b"hello")
    os.utime(path, (LONG_AGO, LONG_AGO))
    command = [sys.executable, "-c", DROPPER, str(tmp_path), digest]
    with (
        ThreadPoolExecutor(1) as pool,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as dropper,
    ):
        assert dropper.stdout is not None
        assert dropper.stdout.readline() == "going\n"
        putting = pool.submit(blobs.put, b"hello")
        # Whoever is done by now was told of a file that goes; else it waits for the end of the other.
        wait([putting], timeout=0.5)
        dropper.communicate("go\n")
        assert putting.result() == digest
    assert blobs.get(digest) == b"hello"


def test_captures_are_written_as_warc() -> None:
    headers = (("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("X-Odd", "a\r\nb"))
    kept = Kept("https://post.test/a", 200, headers, b"<p>hello", datetime(2024, 3, 5, tzinfo=UTC), "192.0.2.1")
    sink = io.BytesIO()
    assert write_warc([kept, kept], sink, software="desk") == 2
    sink.seek(0)
    records = [(r.rec_type, r.rec_headers, r.http_headers, r.content_stream().read()) for r in ArchiveIterator(sink)]
    assert [record[0] for record in records] == ["warcinfo", "response", "response"]
    _, warc, http, body = records[1]
    assert warc.get_header("WARC-Target-URI") == "https://post.test/a"
    assert warc.get_header("WARC-Date") == "2024-03-05T00:00:00Z"
    assert http.get_header("Content-Encoding") is None
    assert (http.get_header("X-Odd"), body) == ("a b", b"<p>hello")

"""Write captures as a WARC file, which web archives read."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from warcio.recordloader import ArcWarcRecord

_TRANSFER = frozenset({"transfer-encoding", "content-encoding", "content-length", "connection", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold one capture as it was kept; `status` 0 is for bytes that no web server answered with.

    `about` tells more of it, line by line: digest, state, redirects.
    """

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    ip: str = ""
    media_type: str = ""
    about: tuple[tuple[str, str], ...] = ()


class _Writer(WARCWriter):  # type: ignore[misc] # warcio carries no types
    @staticmethod
    def _create_temp_file() -> IO[bytes]:
        # warcio leaves its temporary files open; captures are small enough for memory.
        return io.BytesIO()


def write_warc(captures: Iterable[Kept], sink: IO[bytes], *, software: str) -> int:
    """Write captures as compressed records, after one of information; gives the number of captures.

    What a server answered is a response record, all else a resource record; what is told about it follows as metadata.
    Bodies are kept decoded, so headers that told of the transfer are left out and the length is written anew.
    """
    writer = _Writer(sink, gzip=True)
    writer.write_record(
        writer.create_warcinfo_record("captures.warc.gz", {"software": software, "format": "WARC File Format 1.0"})
    )
    count = 0
    for kept in captures:
        record = _response(writer, kept) if kept.status else _resource(writer, kept)
        writer.write_record(record)
        if kept.about:
            writer.write_record(_metadata(writer, kept, record.rec_headers.get_header("WARC-Record-ID")))
        count += 1
    return count


def _response(writer: _Writer, kept: Kept) -> ArcWarcRecord:
    headers = [(name, _one_line(value)) for name, value in kept.headers if name.lower() not in _TRANSFER]
    headers.append(("Content-Length", str(len(kept.body))))
    return writer.create_warc_record(
        kept.url,
        "response",
        payload=io.BytesIO(kept.body),
        http_headers=StatusAndHeaders(f"{kept.status} Captured", headers, protocol="HTTP/1.1"),
        warc_headers_dict=_dated(kept) | ({"WARC-IP-Address": kept.ip} if kept.ip else {}),
    )


def _resource(writer: _Writer, kept: Kept) -> ArcWarcRecord:
    return writer.create_warc_record(
        kept.url,
        "resource",
        payload=io.BytesIO(kept.body),
        warc_content_type=_one_line(kept.media_type) or "application/octet-stream",
        warc_headers_dict=_dated(kept),
    )


def _metadata(writer: _Writer, kept: Kept, record_id: str) -> ArcWarcRecord:
    fields = "".join(f"{name}: {_one_line(value)}\r\n" for name, value in kept.about)
    return writer.create_warc_record(
        kept.url,
        "metadata",
        payload=io.BytesIO(fields.encode()),
        warc_content_type="application/warc-fields",
        warc_headers_dict=_dated(kept) | {"WARC-Concurrent-To": record_id},
    )


def _dated(kept: Kept) -> dict[str, str]:
    return {"WARC-Date": kept.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")}


def _one_line(text: str) -> str:
    return " ".join(text.split())

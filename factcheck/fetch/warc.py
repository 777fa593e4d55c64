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

_TRANSFER = frozenset({"transfer-encoding", "content-encoding", "content-length", "connection", "set-cookie"})


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold one capture as it was kept."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    ip: str = ""


class _Writer(WARCWriter):  # type: ignore[misc] # warcio carries no types
    @staticmethod
    def _create_temp_file() -> IO[bytes]:
        # warcio leaves its temporary files open; captures are small enough for memory.
        return io.BytesIO()


def write_warc(captures: Iterable[Kept], sink: IO[bytes], *, software: str) -> int:
    """Write captures as compressed response records, after one of information; gives the number of captures.

    Bodies are kept decoded, so headers that told of the transfer are left out and the length is written anew.
    """
    writer = _Writer(sink, gzip=True)
    writer.write_record(
        writer.create_warcinfo_record("captures.warc.gz", {"software": software, "format": "WARC File Format 1.0"})
    )
    count = 0
    for kept in captures:
        headers = [(name, _one_line(value)) for name, value in kept.headers if name.lower() not in _TRANSFER]
        headers.append(("Content-Length", str(len(kept.body))))
        about = {"WARC-Date": kept.fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
        if kept.ip:
            about["WARC-IP-Address"] = kept.ip
        record = writer.create_warc_record(
            kept.url,
            "response",
            payload=io.BytesIO(kept.body),
            http_headers=StatusAndHeaders(f"{kept.status} Captured", headers, protocol="HTTP/1.1"),
            warc_headers_dict=about,
        )
        writer.write_record(record)
        count += 1
    return count


def _one_line(text: str) -> str:
    return " ".join(text.split())

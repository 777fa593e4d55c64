"""Open one connection to one checked address and read one answer, within caps and a deadline."""

from __future__ import annotations

import http.client
import socket
import time
import zlib
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from ipaddress import IPv6Address
from typing import TYPE_CHECKING, Any, BinaryIO

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

from factcheck.fetch.watchdog import WATCHDOG

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator

    from urllib3.response import BaseHTTPResponse

    from factcheck.fetch.guard import Address, Target

CHUNK = 64 * 1024
MAX_HEAD = 256 * 1024
"""Bytes of status lines and headers, those of `100 Continue` included."""


class Deadline:
    """Hold one end for a whole chain, on the monotonic clock; it may be moved once the kind of file is known."""

    def __init__(self, seconds: float) -> None:
        self.start = time.monotonic()
        self.end = self.start + seconds

    def extend(self, seconds: float) -> None:
        """Allow `seconds` from the start where that is longer."""
        self.end = max(self.end, self.start + seconds)

    @property
    def left(self) -> float:
        """Say how many seconds are left; never under a millisecond, which sockets would read as "do not wait"."""
        return max(self.end - time.monotonic(), 0.001)

    @property
    def over(self) -> bool:
        """Say whether the time is up."""
        return time.monotonic() >= self.end


class HeadTooLargeError(http.client.HTTPException):
    """Stop reading a head that does not end."""


class _Head:
    """Count what is read until the head is done."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._left = MAX_HEAD

    def readline(self, limit: int = -1) -> bytes:
        line = self._stream.readline(limit)
        self._left -= len(line)
        if self._left < 0:
            raise HeadTooLargeError("the head of the answer is too large")
        return line

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Response(http.client.HTTPResponse):
    def begin(self) -> None:
        stream: BinaryIO = self.fp
        self.fp = _Head(stream)  # type: ignore[assignment] # it has what begin() reads with
        try:
            super().begin()
        finally:
            if isinstance(self.fp, _Head):
                self.fp = stream  # type: ignore[assignment] # the stubs call it a BufferedReader


class _Plain(HTTPConnection):
    response_class = _Response


class _Secure(HTTPSConnection):
    response_class = _Response


@dataclass(frozen=True, slots=True)
class Proxy:
    """Hold the way out that an administrator chose by name; environment variables never set it."""

    host: str
    port: int


def _connection(target: Target, address: Address, seconds: float, context: ssl.SSLContext, proxy: Proxy | None) -> Any:
    host, port = (proxy.host, proxy.port) if proxy else (str(address), target.port)
    if target.scheme == "http":
        return _Plain(host, port, timeout=seconds)
    connection = _Secure(
        host, port, timeout=seconds, server_hostname=target.host, ssl_context=context, cert_reqs="CERT_REQUIRED"
    )
    if proxy:
        connection.set_tunnel(str(address), target.port)
    return connection


@contextmanager
def exchange(
    target: Target,
    address: Address,
    method: str,
    headers: dict[str, str],
    body: bytes | None,
    *,
    deadline: Deadline,
    context: ssl.SSLContext,
    proxy: Proxy | None = None,
    tries: int = 1,
) -> Iterator[BaseHTTPResponse]:
    """Send one request to the pinned address and give its answer with the body unread.

    Connecting takes at most the `tries`-th part of what is left, so that a silent address leaves time for the next. The
    socket is shut down when the deadline is over, whatever it is doing. Errors: urllib3's HTTPError, OSError,
    http.client.HTTPException.
    """
    connection = _connection(target, address, deadline.left / max(tries, 1), context, proxy)
    held: list[socket.socket] = []

    def shut() -> None:
        # Dripping keeps every single read under its time-out; only this ends it. The base class's shutdown leaves TLS
        # state alone, so that the reader sees the end of the stream and not a half-closed object.
        if deadline.over:
            for sock in held:
                with suppress(OSError):
                    socket.socket.shutdown(sock, socket.SHUT_RDWR)
        else:
            watch.append(WATCHDOG.at(deadline.end, shut))

    watch: list[int] = []
    try:
        connection.connect()
        held.append(connection.sock)
        watch.append(WATCHDOG.at(deadline.end, shut))
        connection.timeout = deadline.left
        path = f"http://{_pinned(target, address)}{target.path}" if proxy and target.scheme == "http" else target.path
        sent = {"Host": target.netloc, **headers}
        connection.request(method, path, body, sent, preload_content=False, decode_content=False)
        yield connection.getresponse()
    finally:
        for number in watch:
            WATCHDOG.cancel(number)
        connection.close()


def _pinned(target: Target, address: Address) -> str:
    host = f"[{address}]" if isinstance(address, IPv6Address) else str(address)
    return f"{host}:{target.port}"


@dataclass(frozen=True, slots=True)
class Body:
    """Hold what was read of a body and how it ended: `whole`, `truncated`, `damaged` or `timed_out`."""

    data: bytes
    end: str


def read_body(response: BaseHTTPResponse, deadline: Deadline, *, gzipped: bool, wire: int, decoded: int) -> Body:
    """Read at most `wire` bytes and keep at most `decoded`, inflating in steps of bounded size."""
    inflate = zlib.decompressobj(16 + zlib.MAX_WBITS) if gzipped else None
    out = bytearray()
    taken = 0
    while True:
        try:
            chunk = response.read1(CHUNK, decode_content=False)
        except (HTTPError, OSError, http.client.HTTPException, ValueError):
            return Body(bytes(out), "timed_out" if deadline.over else "damaged")
        if not chunk:
            break
        taken += len(chunk)
        if inflate is not None:
            try:
                piece = inflate.decompress(chunk, decoded + 1 - len(out))
            except zlib.error:
                return Body(bytes(out), "damaged")
            out += piece
        else:
            out += chunk
        if len(out) > decoded or taken > wire:
            return Body(bytes(out[:decoded]), "truncated")
        if inflate is not None and inflate.eof:
            return Body(bytes(out), "damaged" if inflate.unused_data else "whole")
    if deadline.over:
        return Body(bytes(out), "timed_out")
    damaged = inflate is not None and not inflate.eof and taken > 0
    return Body(bytes(out), "damaged" if damaged else "whole")

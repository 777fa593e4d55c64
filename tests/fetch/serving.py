"""A server on loopback that answers what a test tells it to, byte by byte if need be."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    import ssl


@dataclass
class Asked:
    """One request as it came in."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes
    stop: threading.Event

    @property
    def path(self) -> str:
        return urlsplit(self.target).path

    @property
    def query(self) -> dict[str, str]:
        return {key: values[0] for key, values in parse_qs(urlsplit(self.target).query).items()}


Send = Callable[[bytes], None]
Answer = Callable[[Asked, Send], None]


def reply(status: int = 200, body: bytes | str = b"", **headers: str) -> Answer:
    """Answer in the ordinary way; header names are written with underscores."""
    data = body.encode() if isinstance(body, str) else body

    def answer(asked: Asked, send: Send) -> None:
        lines = [f"HTTP/1.1 {status} Words", f"Content-Length: {len(data)}", "Connection: close"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        send("\r\n".join([*lines, "", ""]).encode("latin-1") + data)

    return answer


def raw(data: bytes) -> Answer:
    """Answer with exactly these bytes."""

    def answer(asked: Asked, send: Send) -> None:
        send(data)

    return answer


def drip(head: bytes, one: bytes, every: float) -> Answer:
    """Send `head`, then `one` again and again until the test is over."""

    def answer(asked: Asked, send: Send) -> None:
        send(head)
        while not asked.stop.wait(every):
            send(one)

    return answer


def flood(head: bytes, block: bytes) -> Answer:
    """Send `head`, then `block` without end."""

    def answer(asked: Asked, send: Send) -> None:
        send(head)
        while not asked.stop.is_set():
            send(block)

    return answer


@dataclass
class Server:
    """Hold the answers by path and the requests that came."""

    context: ssl.SSLContext | None = None
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    default: Answer = field(default_factory=lambda: reply(404))

    def __post_init__(self) -> None:
        self.stop = threading.Event()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.threads: list[threading.Thread] = []
        self._spawn(self._accept)

    @property
    def url(self) -> str:
        return f"http{'s' if self.context else ''}://127.0.0.1:{self.port}"

    def close(self) -> None:
        self.stop.set()
        with suppress(OSError):
            self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        for thread in self.threads:
            thread.join(5)

    def _spawn(self, call: Callable[[], None]) -> None:
        thread = threading.Thread(target=call, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        while not self.stop.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self._spawn(lambda sock=connection: self._serve(sock))  # type: ignore[misc] # the default binds now

    def _serve(self, connection: socket.socket) -> None:
        connection.settimeout(5)
        sock = connection
        with suppress(OSError, ValueError):
            try:
                if self.context:
                    sock = self.context.wrap_socket(connection, server_side=True)
                self._answer(sock)
            finally:
                sock.close()
                connection.close()

    def _answer(self, sock: socket.socket) -> None:
        stream = sock.makefile("rb")
        with stream:
            method, target, _ = stream.readline().decode("latin-1").split(" ", 2)
            headers: dict[str, str] = {}
            while (line := stream.readline().decode("latin-1").strip()) != "":
                name, _, value = line.partition(":")
                headers[name.lower()] = value.strip()
            body = stream.read(int(headers.get("content-length", "0")))
            asked = Asked(method, target, headers, body, self.stop)
            self.asked.append(asked)
            self.answers.get(asked.path, self.default)(asked, sock.sendall)

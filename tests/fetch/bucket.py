"""Answer as S3 documents it: objects of one bucket by path, its errors as XML, lists in pages."""

from __future__ import annotations

import hashlib
import threading
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Callable

BUCKET = "kept"
KEY = "DESKKEY"
PAGE = 2


class Bucket:
    """Hold the objects; `refuse` is a list of (status, code) that the next requests are answered with."""

    def __init__(self) -> None:
        self.objects: dict[str, tuple[bytes, float]] = {}
        self.refuse: list[tuple[int, str]] = []
        self.asked: list[str] = []
        self.watch: Callable[[str, str], None] = lambda _command, _key: None
        handler = type("Handler", (_Handler,), {"bucket": self})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    bucket: Bucket

    def do_PUT(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self._refused():
            return
        if self.headers.get("x-amz-content-sha256") != hashlib.sha256(body).hexdigest():
            self._error(400, "XAmzContentSHA256Mismatch")
            return
        self.bucket.objects[self._key()] = (body, 1_900_000_000.0)
        self._answer(200, b"")

    def do_GET(self) -> None:
        if self._refused():
            return
        if "list-type" in parse_qs(urlsplit(self.path).query):
            self._list()
            return
        held = self.bucket.objects.get(self._key())
        if held is None:
            self._error(404, "NoSuchKey")
            return
        self._answer(200, held[0], modified=held[1])

    def do_HEAD(self) -> None:
        self.bucket.watch("HEAD", self._key())
        self.do_GET()

    def do_DELETE(self) -> None:
        if not self._refused():
            self.bucket.watch("DELETE", self._key())
            self.bucket.objects.pop(self._key(), None)
            self._answer(204, b"")

    def log_message(self, *_: object) -> None:
        pass

    def _key(self) -> str:
        return unquote(urlsplit(self.path).path).removeprefix(f"/{BUCKET}").lstrip("/")

    def _refused(self) -> bool:
        self.bucket.asked.append(self.command)
        if self.bucket.refuse:
            self._error(*self.bucket.refuse.pop(0))
            return True
        if not self.headers.get("Authorization", "").startswith(f"AWS4-HMAC-SHA256 Credential={KEY}/"):
            self._error(403, "AccessDenied")
            return True
        return False

    def _list(self) -> None:
        asked = parse_qs(urlsplit(self.path).query)
        prefix, after = asked.get("prefix", [""])[0], asked.get("continuation-token", [""])[0]
        keys = [key for key in sorted(self.bucket.objects) if key.startswith(prefix) and key > after]
        more = len(keys) > PAGE
        items = "".join(f"<Contents><Key>{escape(key)}</Key><Size>1</Size></Contents>" for key in keys[:PAGE])
        token = f"<NextContinuationToken>{escape(keys[PAGE - 1])}</NextContinuationToken>" if more else ""
        told = f"<Name>{BUCKET}</Name><IsTruncated>{str(more).lower()}</IsTruncated>{token}{items}"
        self._answer(200, f"<ListBucketResult>{told}</ListBucketResult>".encode())

    def _error(self, status: int, code: str) -> None:
        body = f"<Error><Code>{code}</Code><Message>secret {KEY} here</Message></Error>"
        self._answer(status, body.encode())

    def _answer(self, status: int, body: bytes, *, modified: float = 0.0) -> None:
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Length", str(len(body)))
        if modified:
            self.send_header("Last-Modified", formatdate(modified, usegmt=True))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)

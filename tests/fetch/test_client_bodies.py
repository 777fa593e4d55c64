"""Rows 41 to 50: bodies and heads that do not end, lie or explode; statuses."""

from __future__ import annotations

import gzip
import resource
import zlib
from collections.abc import Callable

import pytest

from factcheck.domain.captures import CaptureState, Why, is_evidence
from factcheck.fetch.client import Client
from factcheck.fetch.outcomes import Validators

from .serving import Asked, Server, drip, flood, raw, reply

Door = Callable[..., Client]
MEGABYTE = 1024 * 1024
OK = b"HTTP/1.1 200 OK\r\n"


def bomb(megabytes: int) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    return b"".join(packer.compress(bytes(MEGABYTE)) for _ in range(megabytes)) + packer.flush()


def test_row_41_a_gzip_bomb_stops_at_the_cap(door: Door, server: Server) -> None:
    server.answers["/"] = reply(200, bomb(96), Content_Encoding="gzip")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    fetched = door(decoded=10 * MEGABYTE).get(server.url + "/")
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert (fetched.state, len(fetched.body)) == (CaptureState.TRUNCATED, 10 * MEGABYTE)
    assert grown < 100 * 1024


def test_row_42_lists_of_encodings_are_refused_unread(door: Door, server: Server) -> None:
    for encodings in ("gzip, gzip", ", ".join(["gzip"] * 50)):
        server.answers["/"] = reply(200, gzip.compress(gzip.compress(b"x")), Content_Encoding=encodings)
        fetched = door().get(server.url + "/")
        assert (fetched.state, fetched.why, fetched.body) == (CaptureState.REFUSED, Why.ENCODING, b"")


def test_row_42_two_headers_are_a_list(door: Door, server: Server) -> None:
    server.answers["/"] = raw(OK + b"Content-Encoding: gzip\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx")
    assert door().get(server.url + "/").why is Why.ENCODING


@pytest.mark.parametrize("encoding", ["br", "zstd", "deflate", "compress", "aes128gcm", "gzip\x00"])
def test_row_43_other_encodings_are_refused(door: Door, server: Server, encoding: str) -> None:
    server.answers["/"] = reply(200, b"x", Content_Encoding=encoding)
    assert door().get(server.url + "/").state is CaptureState.REFUSED


def test_row_44_a_broken_gzip_keeps_what_decoded(door: Door, server: Server) -> None:
    text = b"".join(str(n).encode() for n in range(20_000))
    packed = gzip.compress(text)
    server.answers["/cut"] = reply(200, packed[: len(packed) // 2], Content_Encoding="gzip")
    server.answers["/more"] = reply(200, packed + b"garbage", Content_Encoding="gzip")
    server.answers["/none"] = reply(200, b"not gzip at all", Content_Encoding="gzip")
    cut = door().get(server.url + "/cut")
    assert cut.state is CaptureState.DAMAGED
    assert text.startswith(cut.body)
    assert len(cut.body) > 1000
    more = door().get(server.url + "/more")
    assert (more.state, more.body) == (CaptureState.DAMAGED, text)
    assert door().get(server.url + "/none").state is CaptureState.FAILED


def test_row_45_an_endless_chunked_body_stops_at_the_cap(door: Door, server: Server) -> None:
    block = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    server.answers["/"] = flood(OK + b"Transfer-Encoding: chunked\r\n\r\n", block)
    fetched = door(wire=MEGABYTE).get(server.url + "/")
    assert fetched.state is CaptureState.TRUNCATED
    assert MEGABYTE <= len(fetched.body) < MEGABYTE + 0x10001


@pytest.mark.parametrize(
    "head",
    [
        OK + b"Content-Length: 100000\r\n\r\n",
        OK + b"Transfer-Encoding: chunked\r\n\r\n10000\r\n",
        OK + b"Content-Type: text/html\r\nX-Slow: ",
        b"HTTP/1.1 2",
        b"",
    ],
)
def test_row_46_a_drip_is_cut_at_the_deadline(door: Door, server: Server, head: bytes) -> None:
    server.answers["/"] = drip(head, b"1", 0.05)
    fetched = door(page_seconds=0.3).get(server.url + "/")
    # The server drips until the test is over: that there is an answer says that the client broke off.
    assert fetched.state is CaptureState.TIMED_OUT


def test_row_46_without_the_watchdog_a_drip_goes_on(
    door: Door, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("factcheck.fetch.wire.WATCHDOG.at", lambda *_: 0)
    sent: list[bytes] = []

    def answer(asked: Asked, send: Callable[[bytes], None]) -> None:
        def counted(one: bytes) -> None:
            sent.append(one)
            send(one)

        drip(OK + b"Content-Length: 30\r\n\r\n", b"1", 0.03)(asked, counted)

    server.answers["/"] = answer
    door(page_seconds=0.2).get(server.url + "/")
    # The head, and every byte of a body that lasts four times as long as the deadline.
    assert len(sent) >= 31


def test_row_46_one_deadline_holds_for_the_whole_chain(door: Door, server: Server) -> None:
    def slow(n: int) -> None:
        def answer(asked: object, send: Callable[[bytes], None]) -> None:
            server.stop.wait(0.2)
            reply(302, Location=f"/{n + 1}")(asked, send)  # type: ignore[arg-type] # any request will do

        server.answers[f"/{n}"] = answer

    for n in range(5):
        slow(n)
    fetched = door(page_seconds=0.4).get(server.url + "/0")
    assert fetched.state is CaptureState.TIMED_OUT
    # Each answer takes half of what all of them may take together.
    assert len(server.asked) <= 3


@pytest.mark.parametrize(
    "answer",
    [
        OK + b"".join(b"X-%d: y\r\n" % n for n in range(100_000)) + b"\r\n",
        OK + b"X: " + b"y" * 5_000_000 + b"\r\n\r\n",
        b"HTTP/1.1 100 Continue\r\n\r\n" * 100_000 + OK + b"\r\n",
        b"<html>HTTP/0.9</html>",
        b"",
        b"\x16\x03\x01\x00",
        b"HTTP/1.1 abc\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        b"HTTP/9.9 200 OK\r\n\r\n",
    ],
)
def test_row_47_monstrous_heads_are_an_error_at_once(door: Door, server: Server, answer: bytes) -> None:
    server.answers["/"] = raw(answer)
    # Refused for what it is, not cut at the deadline.
    assert door().get(server.url + "/").state is CaptureState.FAILED


@pytest.mark.parametrize(
    ("head", "state"),
    [
        (b"Content-Length: 100", CaptureState.DAMAGED),
        (b"Content-Length: -5", CaptureState.CAPTURED),
        (b"Content-Length: nonsense", CaptureState.CAPTURED),
        (b"Content-Length: 3\r\nTransfer-Encoding: chunked", CaptureState.FAILED),
    ],
)
def test_row_48_lengths_that_lie_do_not_hang(door: Door, server: Server, head: bytes, state: CaptureState) -> None:
    server.answers["/"] = raw(OK + head + b"\r\n\r\nhello")
    assert door().get(server.url + "/").state is state


def test_row_49_statuses_are_told_apart(door: Door, server: Server) -> None:
    seen = set()
    for status in (401, 403, 404, 410, 429, 451, 500, 503):
        server.answers["/"] = reply(status, "words", Retry_After="86400")
        fetched = door().get(server.url + "/")
        assert not is_evidence(fetched.state)
        assert (fetched.status, fetched.body, fetched.retry_after) == (status, b"", 3600)
        seen.add((fetched.state, fetched.why))
    assert len(seen) == 8


def test_a_page_is_captured_with_its_digest(door: Door, server: Server) -> None:
    server.answers["/"] = reply(
        200, gzip.compress(b"<p>hello"), Content_Encoding="gzip", Content_Type="text/HTML;charset=UTF-8"
    )
    fetched = door().get(server.url + "/")
    assert (fetched.state, fetched.body, fetched.media_type, fetched.charset) == (
        CaptureState.CAPTURED,
        b"<p>hello",
        "text/html",
        "utf-8",
    )
    assert len(fetched.digest) == 64


def test_an_unchanged_page_is_not_sent_again(door: Door, server: Server) -> None:
    server.answers["/"] = reply(200, "hello", ETag='"1"', Last_Modified="Sun, 06 Nov 1994 08:49:37 GMT")
    first = door().get(server.url + "/")
    assert first.validators == Validators('"1"', "Sun, 06 Nov 1994 08:49:37 GMT")
    server.answers["/"] = reply(304)
    second = door().get(server.url + "/", validators=first.validators)
    assert second.state is CaptureState.NOT_MODIFIED
    assert server.asked[1].headers["if-none-match"] == '"1"'
    assert server.asked[1].headers["if-modified-since"] == "Sun, 06 Nov 1994 08:49:37 GMT"


def test_a_file_is_allowed_more_than_a_page(door: Door, server: Server) -> None:
    data = b"%PDF-" + bytes(200_000)
    server.answers["/"] = reply(200, data, Content_Type="application/pdf")
    fetched = door(wire=100_000, decoded=100_000, file=300_000).get(server.url + "/")
    assert (fetched.state, len(fetched.body)) == (CaptureState.CAPTURED, len(data))

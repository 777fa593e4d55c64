"""Rows 35 and 36: only a valid certificate for the asked name is accepted; a downgrade is flagged.

The certificates beside this file were made for these tests; their authority is trusted by nothing else.
"""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.client import Client
from factcheck.fetch.wire import Proxy

from .serving import Server, reply

Door = Callable[..., Client]
HERE = Path(__file__).parent / "certificates"


def secure(name: str) -> Server:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(HERE / f"{name}.pem", HERE / "key.pem")
    return Server(context)


def trusting(door: Door, there: Server) -> Client:
    context = ssl.create_default_context(cafile=str(HERE / "ca.pem"))
    return door(there, context=context, resolver=lambda *_: ["127.0.0.1"])


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        ("expired", "it has expired"),
        ("self_signed", "it is signed by nobody known"),
        ("wrong_name", "it is for another name"),
        ("number", "it is for another name"),
    ],
)
def test_row_35_bad_certificates_are_refused_with_the_reason(door: Door, certificate: str, words: str) -> None:
    there = secure(certificate)
    there.answers["/"] = reply(200, "secret")
    fetched = trusting(door, there).get(f"https://public.test:{there.port}/")
    there.close()
    assert (fetched.state, fetched.why) == (CaptureState.REFUSED, Why.CERTIFICATE)
    assert words in fetched.reason
    assert not there.asked


def test_row_35_a_strict_check_says_which_rule_a_certificate_breaks(door: Door) -> None:
    there = secure("careless")
    client = trusting(door, there)
    # As Python checks by itself from 3.13 on.
    client.context.verify_flags |= ssl.VERIFY_X509_STRICT
    fetched = client.get(f"https://public.test:{there.port}/")
    there.close()
    assert (fetched.state, fetched.why) == (CaptureState.REFUSED, Why.CERTIFICATE)
    assert "breaks a rule for certificates (missing authority key identifier)" in fetched.reason


def test_row_35_the_name_is_what_is_checked_though_the_address_is_reached(door: Door) -> None:
    there = secure("good")
    there.answers["/"] = reply(200, "secret")
    fetched = trusting(door, there).get(f"https://public.test:{there.port}/")
    there.close()
    assert (fetched.state, fetched.body) == (CaptureState.CAPTURED, b"secret")


def test_row_36_a_downgrade_is_followed_and_flagged(door: Door, server: Server) -> None:
    there = secure("good")
    there.answers["/"] = reply(302, Location=server.url + "/plain")
    server.answers["/plain"] = reply(200, "plain")
    fetched = trusting(door, there).get(f"https://public.test:{there.port}/")
    there.close()
    assert (fetched.state, fetched.flags) == (CaptureState.CAPTURED, ("https→http",))


class Tunnel:
    """A proxy that knows CONNECT, once."""

    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        self.asked = ""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        near, _ = self.listener.accept()
        near.settimeout(5)
        while not self.asked.endswith("\r\n\r\n"):
            self.asked += near.recv(1).decode()
        host, _, port = self.asked.split(" ")[1].rpartition(":")
        with near, socket.create_connection((host, int(port)), 5) as far:
            near.sendall(b"HTTP/1.1 200 Established\r\n\r\n")
            back = threading.Thread(target=self._pump, args=(far, near), daemon=True)
            back.start()
            self._pump(near, far)
            back.join(5)

    def _pump(self, source: socket.socket, sink: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                sink.sendall(data)
            sink.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        self.listener.close()
        self.thread.join(5)


@pytest.mark.parametrize(
    ("certificate", "state"), [("good", CaptureState.CAPTURED), ("wrong_name", CaptureState.REFUSED)]
)
def test_row_35_and_40_through_a_proxy_the_name_is_still_checked(
    door: Door, certificate: str, state: CaptureState
) -> None:
    there, tunnel = secure(certificate), Tunnel()
    there.answers["/"] = reply(200, "secret")
    context = ssl.create_default_context(cafile=str(HERE / "ca.pem"))
    client = door(there, context=context, resolver=lambda *_: ["127.0.0.1"], proxy=Proxy("127.0.0.1", tunnel.port))
    assert client.get(f"https://public.test:{there.port}/").state is state
    there.close()
    tunnel.close()
    assert tunnel.asked.startswith(f"CONNECT 127.0.0.1:{there.port} ")

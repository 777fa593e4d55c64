"""Rows 35 and 36: only a valid certificate for the asked name is accepted; a downgrade is flagged.

The certificates beside this file were made for these tests; their authority is trusted by nothing else.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.client import Client

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

"""Rows 26 to 31: names are resolved once, checked whole, and the checked address is the one that is reached."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.client import Client

from .serving import Server, reply

Door = Callable[..., Client]
CERTIFICATES = Path(__file__).parent / "certificates"


@pytest.mark.parametrize("answer", ["10.0.0.1", "::ffff:10.0.0.1", "0.0.0.0", "64:ff9b::7f00:1"])  # noqa: S104 - refused
def test_row_26_a_name_that_leads_inside_opens_no_socket(door: Door, server: Server, answer: str) -> None:
    fetched = door(resolver=lambda *_: [answer]).get(f"http://public.test:{server.port}/")
    assert (fetched.state, fetched.why, fetched.chain) == (CaptureState.REFUSED, Why.INSIDE, ())
    assert answer not in fetched.reason


@pytest.mark.parametrize("answers", [["127.0.0.1", "10.0.0.1"], ["10.0.0.1", "127.0.0.1"]])
def test_row_27_mixed_answers_refuse_the_whole_name(door: Door, server: Server, answers: list[str]) -> None:
    fetched = door(resolver=lambda *_: answers).get(f"http://public.test:{server.port}/")
    assert fetched.state is CaptureState.REFUSED
    assert not server.asked


def test_row_28_a_rebound_name_is_looked_up_once_and_its_checked_address_reached(door: Door, server: Server) -> None:
    server.answers["/"] = reply(200, "hello")
    lookups: list[str] = []

    def rebinding(host: str, port: int) -> list[str]:
        lookups.append(host)
        return ["127.0.0.1"] if len(lookups) == 1 else ["10.0.0.1"]

    fetched = door(resolver=rebinding).get(f"http://public.test:{server.port}/")
    assert fetched.state is CaptureState.CAPTURED
    assert lookups == ["public.test"]
    assert [hop.ip for hop in fetched.chain] == ["127.0.0.1"]
    assert server.asked[0].headers["host"] == f"public.test:{server.port}"


def test_row_28_each_hop_is_looked_up_again(door: Door, server: Server) -> None:
    server.answers["/"] = reply(302, Location=f"http://public.test:{server.port}/inside")
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    fetched = door(resolver=lambda *_: next(answers)).get(f"http://public.test:{server.port}/")
    assert (fetched.state, len(fetched.chain)) == (CaptureState.REFUSED, 1)


def test_row_29_an_alias_of_localhost_is_refused(server: Server) -> None:
    # What an alias leads to is all that a resolver tells; a client without allowed networks refuses it.
    client = Client(user_agent="t", extra_ports=(server.port,), resolver=lambda *_: ["127.0.0.1"])
    assert client.get(f"http://alias.public.test:{server.port}/").state is CaptureState.REFUSED
    assert not server.asked


@pytest.mark.allow_hosts(["127.9.9.1", "127.9.9.2", "127.9.9.3"])
def test_row_30_of_two_hundred_addresses_three_are_tried(door: Door, server: Server) -> None:
    client = door(resolver=lambda *_: [f"127.9.9.{n}" for n in range(1, 201)])
    fetched = client.get(f"http://public.test:{server.port}/")
    assert (fetched.state, len(fetched.chain)) == (CaptureState.FAILED, 3)


@pytest.mark.allow_hosts(["127.0.0.1", "127.9.9.4"])
def test_row_30_a_silent_address_leaves_time_for_the_next(door: Door) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATES / "good.pem", CERTIFICATES / "key.pem")
    there = Server(context)
    there.answers["/"] = reply(200, "there")
    silent = socket.create_server(("127.9.9.4", there.port))
    trusting = ssl.create_default_context(cafile=str(CERTIFICATES / "ca.pem"))
    client = door(there, context=trusting, resolver=lambda *_: ["127.9.9.4", "127.0.0.1"], page_seconds=1.0)
    fetched = client.get(f"https://public.test:{there.port}/")
    silent.close()
    there.close()
    assert (fetched.state, [hop.ip for hop in fetched.chain]) == (CaptureState.CAPTURED, ["127.9.9.4", "127.0.0.1"])


def test_row_31_a_resolver_that_hangs_is_left_alone(door: Door, server: Server) -> None:
    release, answered = threading.Event(), threading.Event()

    def hanging(host: str, port: int) -> list[str]:
        release.wait(30)
        answered.set()
        return ["127.0.0.1"]

    fetched = door(resolver=hanging, dns_seconds=0.1).get(f"http://public.test:{server.port}/")
    waited = answered.is_set()
    release.set()
    assert (fetched.state, fetched.why) == (CaptureState.FAILED, Why.DNS)
    assert "could not be resolved" in fetched.reason
    assert not waited


@pytest.mark.parametrize("error", [OSError("NXDOMAIN"), UnicodeError("label"), None])
def test_row_31_names_without_an_address_say_so(door: Door, server: Server, error: Exception | None) -> None:
    def failing(host: str, port: int) -> list[str]:
        if error:
            raise error
        return []

    fetched = door(resolver=failing).get(f"http://public.test:{server.port}/")
    assert (fetched.state, fetched.why) == (CaptureState.FAILED, Why.DNS)
    assert "could not be resolved" in fetched.reason

"""Rows 32 to 37 and 40: redirects walk through every check again; certificates, downgrades, proxies."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from factcheck.domain.captures import CaptureState, Why
from factcheck.fetch.client import MAX_REDIRECTS, Client, own_hosts
from factcheck.fetch.wire import Proxy

from .serving import Server, raw, reply

Door = Callable[..., Client]


@pytest.mark.parametrize(
    "location",
    [
        "http://10.0.0.1/",
        "http://2130706433/",
        "//10.0.0.1/",
        "http://[::ffff:10.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
    ],
)
def test_row_32_a_redirect_inside_is_refused_and_the_chain_kept(door: Door, server: Server, location: str) -> None:
    server.answers["/"] = reply(302, Location=location)
    fetched = door().get(server.url + "/")
    assert (fetched.state, fetched.why) == (CaptureState.REFUSED, Why.INSIDE)
    assert [(hop.status, hop.url) for hop in fetched.chain] == [(302, server.url + "/")]


def test_row_32_the_second_hop_is_checked_too(door: Door, server: Server) -> None:
    server.answers["/"] = reply(302, Location="/two")
    server.answers["/two"] = reply(302, Location="http://169.254.169.254/")
    fetched = door().get(server.url + "/")
    assert (fetched.state, len(fetched.chain)) == (CaptureState.REFUSED, 2)


@pytest.mark.parametrize("location", ["file:///etc/hostname", "gopher://127.0.0.1/", "http://127.0.0.1:8/"])
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_row_33_redirects_to_other_schemes_and_ports_are_refused(
    door: Door, server: Server, location: str, status: int
) -> None:
    server.answers["/"] = reply(status, Location=location)
    assert door().get(server.url + "/").state is CaptureState.REFUSED


@pytest.mark.parametrize("status", [300, 305, 332])
def test_row_33_odd_redirect_statuses_are_not_followed(door: Door, server: Server, status: int) -> None:
    server.answers["/"] = reply(status, Location="/two")
    fetched = door().get(server.url + "/")
    assert (fetched.state, fetched.why, len(server.asked)) == (CaptureState.FAILED, Why.REDIRECT, 1)


def test_row_33_refresh_is_not_followed(door: Door, server: Server) -> None:
    server.answers["/"] = reply(200, '<meta http-equiv="refresh" content="0;url=/two">', Refresh="0;url=/two")
    assert door().get(server.url + "/").state is CaptureState.CAPTURED
    assert len(server.asked) == 1


def test_row_34_a_loop_ends(door: Door, server: Server) -> None:
    server.answers["/"] = reply(302, Location="/")
    fetched = door().get(server.url + "/")
    assert (fetched.state, fetched.why) == (CaptureState.REFUSED, Why.TOO_MANY_REDIRECTS)
    assert len(server.asked) == MAX_REDIRECTS + 1


def test_row_34_five_hops_are_followed(door: Door, server: Server) -> None:
    for n in range(MAX_REDIRECTS):
        server.answers[f"/{n}"] = reply(302, Location=f"{n + 1}")
    server.answers[f"/{MAX_REDIRECTS}"] = reply(200, "there")
    fetched = door().get(server.url + "/0")
    assert (fetched.state, fetched.final_url) == (CaptureState.CAPTURED, f"{server.url}/{MAX_REDIRECTS}")
    assert len(fetched.chain) == MAX_REDIRECTS + 1


@pytest.mark.parametrize(
    "head",
    [
        b"Location: /" + b"a" * 60_000,
        b"Location: /one\r\nLocation: /two",
        b"Location: http://[oops/",
        b"Location: /a b\\c",
        b"Location: /a\x00b",
        b"Location: http://a@127.0.0.1/",
    ],
)
def test_row_34_odd_locations_are_refused(door: Door, server: Server, head: bytes) -> None:
    server.answers["/"] = raw(b"HTTP/1.1 302 Found\r\n" + head + b"\r\nContent-Length: 0\r\n\r\n")
    fetched = door().get(server.url + "/")
    assert fetched.state is CaptureState.REFUSED
    assert len(server.asked) == 1


def test_row_34_a_location_of_a_megabyte_is_an_error_and_not_a_hop(door: Door, server: Server) -> None:
    server.answers["/"] = raw(b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 1_000_000 + b"\r\n\r\n")
    assert door().get(server.url + "/").state is CaptureState.FAILED


def test_row_34_relative_locations_are_joined(door: Door, server: Server) -> None:
    server.answers["/a/b"] = reply(302, Location="../c?d=é".encode().decode("latin-1"))
    server.answers["/c"] = reply(200, "there")
    assert door().get(server.url + "/a/b").final_url == server.url + "/c?d=%C3%A9"


def test_row_37_own_hosts_come_from_the_desks_address() -> None:
    assert own_hosts("https://desk.example.org", "") == {"desk.example.org"}
    assert own_hosts("http://127.0.0.1:8000") == {"127.0.0.1:8000"}


def test_row_37_a_redirect_to_the_desk_itself_is_refused(door: Door, server: Server, another: Server) -> None:
    server.answers["/"] = reply(302, Location=another.url + "/p/1")
    fetched = door(another, own_hosts={f"127.0.0.1:{another.port}"}).get(server.url + "/")
    assert (fetched.state, fetched.why) == (CaptureState.REFUSED, Why.OWN)
    assert not another.asked


def test_row_40_proxy_variables_are_ignored(
    door: Door, server: Server, another: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.answers["/"] = reply(200, "direct")
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "https_proxy"):
        monkeypatch.setenv(name, another.url)
    assert door().get(server.url + "/").body == b"direct"
    assert not another.asked


def test_row_40_a_proxy_configured_by_name_is_used_with_the_checked_address(
    door: Door, server: Server, another: Server
) -> None:
    another.default = reply(200, "by proxy")
    client = door(proxy=Proxy("127.0.0.1", another.port), resolver=lambda *_: ["127.0.0.1"])
    assert client.get(f"http://public.test:{server.port}/x").body == b"by proxy"
    assert another.asked[0].target == f"http://127.0.0.1:{server.port}/x"
    assert another.asked[0].headers["host"] == f"public.test:{server.port}"


def test_row_50_no_cookie_is_kept(door: Door, server: Server) -> None:
    server.answers["/"] = reply(302, Location="/two", Set_Cookie="id=1")
    server.answers["/two"] = reply(200, "there", Set_Cookie="id=2")
    fetched = door().get(server.url + "/")
    assert "cookie" not in server.asked[1].headers
    assert not fetched.header("set-cookie")


def test_nothing_but_what_is_needed_is_sent(door: Door, server: Server) -> None:
    server.answers["/"] = reply(200, "there")
    door().get(server.url + "/")
    assert set(server.asked[0].headers) == {"host", "user-agent", "accept", "accept-encoding", "connection"}


def test_row_127_webhooks_are_not_redirected(door: Door, server: Server) -> None:
    server.answers["/hook"] = reply(302, Location="/two")
    fetched = door().post(server.url + "/hook", b"{}", {"Content-Type": "application/json"})
    assert (fetched.state, fetched.why, len(server.asked)) == (CaptureState.REFUSED, Why.REDIRECT, 1)
    assert (server.asked[0].method, server.asked[0].body) == ("POST", b"{}")


def test_row_127_webhooks_go_through_the_same_guard(door: Door) -> None:
    assert door().post("http://10.0.0.1/", b"{}", {}).state is CaptureState.REFUSED

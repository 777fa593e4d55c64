"""A page from address to text: robots.txt, pacing, walls, and what the command prints."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from factcheck.domain.captures import CaptureState, Why, is_evidence, may_pass
from factcheck.fetch.client import BlockedError, Client
from factcheck.fetch.outcomes import Validators
from factcheck.fetch.pacing import LocalPace
from factcheck.fetch.pages import fetch_page
from factcheck.fetch.robots import SECONDS_KEPT_FAILURE, MemoryCache, Robots

from .serving import Server, reply

if TYPE_CHECKING:
    from factcheck.fetch.extract.pool import Reader

Door = Callable[..., Client]
TEXT = "The harbour council of Eastmere voted on Tuesday to close the northern ferry line for eleven weeks. " * 20
PAGE = (
    f"<html><head><title>Ferry</title></head><body><article><h1>Ferry closed</h1><p>{TEXT}</p></article></body></html>"
)


def test_a_page_is_fetched_and_read(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/a"] = reply(302, Location="/b")
    server.answers["/b"] = reply(200, PAGE, Content_Type="text/html; charset=utf-8")
    client = door()
    page = fetch_page(f"  {server.url}/a\n", client=client, reader=reader, robots=Robots(client))
    assert page.ok
    printed = json.loads(json.dumps(page.to_json()))
    assert (printed["state"], printed["why"], printed["title"]) == ("captured", "", "Ferry closed")
    assert [hop["status"] for hop in printed["chain"]] == [302, 200]
    assert printed["final_url"] == server.url + "/b"
    assert len(printed["digest"]) == 64


def test_row_51_a_wall_is_blocked_and_no_evidence(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/"] = reply(
        200, "<title>Just a moment...</title><p>Checking your browser</p>", Content_Type="text/html"
    )
    page = fetch_page(server.url + "/", client=door(), reader=reader)
    assert (page.state, page.why, page.ok) == (CaptureState.BLOCKED, Why.CAPTCHA, False)
    assert not is_evidence(page.state)
    assert page.fetched.kept


def test_row_51_a_challenge_header_is_believed(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/"] = reply(200, PAGE, Content_Type="text/html", Cf_Mitigated="challenge")
    assert fetch_page(server.url + "/", client=door(), reader=reader).why is Why.CAPTCHA


def test_row_55_digest_and_time_are_of_the_capture(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/"] = reply(200, PAGE, Content_Type="text/html")
    first = fetch_page(server.url + "/", client=door(), reader=reader)
    server.answers["/"] = reply(200, PAGE + "<!-- 2 -->", Content_Type="text/html")
    second = fetch_page(server.url + "/", client=door(), reader=reader)
    assert first.fetched.digest != second.fetched.digest
    assert first.fetched.fetched_at < second.fetched.fetched_at


def test_robots_are_obeyed_at_each_hop(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/robots.txt"] = reply(200, "User-agent: *\nDisallow: /private")
    server.answers["/open"] = reply(302, Location="/private/a")
    client = door()
    page = fetch_page(server.url + "/open", client=client, reader=reader, robots=Robots(client))
    assert (page.state, page.why, len(page.fetched.chain)) == (CaptureState.BLOCKED, Why.ROBOTS, 1)
    assert [asked.path for asked in server.asked] == ["/robots.txt", "/open"]


def test_robots_named_for_this_tool_come_first(door: Door, server: Server) -> None:
    server.answers["/robots.txt"] = reply(
        200, "User-agent: *\nDisallow: /\n\nUser-agent: test-desk\nAllow: /\nCrawl-delay: 4"
    )
    client = door()
    robots = Robots(client)
    target = client.check(server.url + "/a")
    robots.gate(target)
    assert robots.delay(target) == 4


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (500, False), (429, False)])
def test_what_a_missing_robots_file_means(door: Door, server: Server, status: int, allowed: bool) -> None:
    server.answers["/robots.txt"] = reply(status)
    client = door()
    robots = Robots(client)
    if allowed:
        robots.gate(client.check(server.url + "/a"))
    else:
        with pytest.raises(BlockedError, match="could not be read"):
            robots.gate(client.check(server.url + "/a"))


def test_robots_are_asked_once_a_while(door: Door, server: Server) -> None:
    server.answers["/robots.txt"] = reply(500)
    client, now = door(), [1000.0]
    robots = Robots(client, MemoryCache(), clock=lambda: now[0])
    for _ in range(2):
        with pytest.raises(BlockedError):
            robots.gate(client.check(server.url + "/a"))
    assert len(server.asked) == 1
    now[0] += SECONDS_KEPT_FAILURE + 1
    server.answers["/robots.txt"] = reply(200, "")
    robots.gate(client.check(server.url + "/a"))
    assert len(server.asked) == 2


def test_memory_of_robots_is_bounded() -> None:
    cache = MemoryCache(most=2)
    for name in "abc":
        cache.save(name, object())  # type: ignore[arg-type] # only counted
    assert cache.load("a") is None
    assert cache.load("c") is not None


def test_hosts_are_asked_one_interval_apart() -> None:
    now: list[float] = [0.0]
    waits: list[float] = []
    pace = LocalPace(patience=5, clock=lambda: now[0], wait=waits.append)
    for _ in range(3):
        pace.turn("a.test", 1.0)
    pace.turn("b.test", 1.0)
    assert waits == [1.0, 2.0]


def test_a_host_with_too_long_a_queue_says_come_back() -> None:
    pace = LocalPace(patience=0.5, clock=lambda: 0.0, wait=lambda _: None)
    pace.turn("a.test", 1.0)
    with pytest.raises(BlockedError) as error:
        pace.turn("a.test", 1.0)
    assert (error.value.state, may_pass(error.value.state, error.value.why)) == (CaptureState.FAILED, True)


def test_an_unchanged_page_is_not_read_again(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/"] = reply(304)
    page = fetch_page(server.url + "/", client=door(), reader=reader, validators=Validators('"1"'))
    assert (page.state, page.extracted) == (CaptureState.NOT_MODIFIED, None)


def test_a_refused_page_says_why_without_an_address(door: Door, reader: Reader) -> None:
    page = fetch_page("http://169.254.169.254/", client=door(), reader=reader)
    assert page.to_json()["reason"] == "This address is not on the public internet, so it is not fetched."
    assert page.to_json()["chain"] == []


def test_a_page_that_cannot_be_read_is_captured_and_says_so(door: Door, server: Server, reader: Reader) -> None:
    server.answers["/"] = reply(200, b"\x89PNG\r\n\x1a\n" + bytes(60), Content_Type="image/png")
    page = fetch_page(server.url + "/", client=door(), reader=reader)
    assert page.state is CaptureState.CAPTURED
    assert page.reason.startswith("Captured, but not read: This is a picture")

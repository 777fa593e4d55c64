"""The Internet Archive: nearest copy, list of copies, TimeMap, and asking for a copy."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from factcheck.config import Settings
from factcheck.fetch.providers.base import KeyMissingError, Query
from factcheck.fetch.providers.registry import ask_for
from factcheck.fetch.providers.wayback import Wayback

from .serving import Server, reply

if TYPE_CHECKING:
    from collections.abc import Callable

    from factcheck.fetch.client import Client
    from factcheck.fetch.providers.ask import Ask

ARCHIVE = Wayback()
PAGE = "https://post.test/ferry"


@pytest.fixture
def ask(door: Callable[..., Client], server: Server) -> Ask:
    settings = Settings(provider_urls={"wayback": server.url}, provider_keys={"wayback": "a:s"})
    return ask_for(ARCHIVE, settings, door())


def test_the_nearest_copy(ask: Ask, server: Server) -> None:
    near = {"available": True, "url": "http://web.archive.org/web/20240305090000/x", "timestamp": "20240305090000"}
    server.answers["/wayback/available"] = reply(200, json.dumps({"archived_snapshots": {"closest": near}}))
    found = ARCHIVE.closest(PAGE, ask, stamp="20240305")
    assert found is not None
    assert (found.published, found.kind) == ("2024-03-05", "snapshot")
    server.answers["/wayback/available"] = reply(200, json.dumps({"url": PAGE, "archived_snapshots": {}}))
    assert ARCHIVE.closest(PAGE, ask) is None


def test_copies_of_the_addresses_in_a_query(ask: Ask, server: Server) -> None:
    rows = [
        ["timestamp", "original", "statuscode", "mimetype", "digest"],
        ["20200101000000", PAGE, "200", "text/html", "A"],
        ["20240305090000", PAGE, "200", "text/html", "B"],
        ["nonsense", PAGE, "200", "text/html", "C"],
        "x",
    ]
    server.answers["/cdx/search/cdx"] = reply(200, json.dumps(rows))
    got = ARCHIVE.search(Query(f"the ferry, see {PAGE}."), ask)
    assert [hit.url for hit in got.hits] == [
        f"{server.url}/web/20240305090000/{PAGE}",
        f"{server.url}/web/20200101000000/{PAGE}",
    ]
    assert server.asked[0].query["url"] == PAGE


def test_words_alone_are_not_sent(ask: Ask, server: Server) -> None:
    assert ARCHIVE.search(Query("the ferry"), ask).note == "Internet Archive is asked for addresses only."
    assert not server.asked


def test_the_timemap(ask: Ask, server: Server) -> None:
    words = (
        f'<{PAGE}>; rel="original",\n<https://web.archive.org/web/timemap/link/{PAGE}>; rel="self",\n'
        f'<https://web.archive.org/web/20240305090000/{PAGE}>; rel="first memento"; '
        'datetime="Tue, 05 Mar 2024 09:00:00 GMT",\n'
    )
    server.answers[f"/web/timemap/link/{PAGE}"] = reply(200, words, Content_Type="application/link-format")
    assert ARCHIVE.timemap(PAGE, ask) == [
        (f"https://web.archive.org/web/20240305090000/{PAGE}", "Tue, 05 Mar 2024 09:00:00 GMT")
    ]


def test_a_copy_is_asked_for_and_followed(ask: Ask, server: Server) -> None:
    server.answers["/save"] = reply(200, json.dumps({"url": PAGE, "job_id": "spn2-1"}))
    saving = ARCHIVE.save(PAGE, ask)
    assert (saving.state, saving.job) == ("pending", "spn2-1")
    assert server.asked[0].headers["authorization"] == "LOW a:s"
    assert server.asked[0].body == b"url=https%3A%2F%2Fpost.test%2Fferry&skip_first_archive=1"
    done = {"status": "success", "timestamp": "20240305090000", "original_url": PAGE}
    for answer, state in (
        ({"status": "pending"}, "pending"),
        (done, "success"),
        ({"status": "error", "message": "No."}, "error"),
    ):
        server.answers["/save/status/spn2-1"] = reply(200, json.dumps(answer))
        assert ARCHIVE.saved("spn2-1", ask).state == state


def test_a_copy_that_is_refused_says_why(ask: Ask, server: Server) -> None:
    server.answers["/save"] = reply(200, json.dumps({"message": "This host is excluded."}))
    assert ARCHIVE.save(PAGE, ask).reason == "This host is excluded."


def test_asking_for_a_copy_needs_a_key(door: Callable[..., Client], server: Server) -> None:
    ask = ask_for(ARCHIVE, Settings(provider_urls={"wayback": server.url}), door())
    with pytest.raises(KeyMissingError, match="FACTCHECK_PROVIDER_KEYS"):
        ARCHIVE.save(PAGE, ask)
    assert not server.asked

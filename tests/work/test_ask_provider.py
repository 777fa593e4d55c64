"""Every provider that comes with the desk is asked over real HTTP on loopback, and says in words what went wrong."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.config import KEYED, Settings
from factcheck.fetch.blobs import DiskBlobs
from factcheck.fetch.providers.registry import providers
from factcheck.fetch.robots import Rules
from factcheck.models import Circuit, RobotsRules
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.work import fetcher as fetchers
from factcheck.work.fetcher import KeptRules, close_fetchers, fetcher_of, warm_fetcher
from factcheck.work.handler import GiveUp, Tools, TryLater
from factcheck.work.run_lookup import run_lookup
from tests.fetch.serving import Server, reply
from tests.sources_kit import add_article, add_claim
from tests.work.test_run_lookup import FakeTicket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.db import Database
    from tests.conftest import People

NAMES = sorted(providers())


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


def _tools(database: Database, folder: Path, server: Server, *, keys: bool = True) -> Tools:
    settings = Settings(
        data_dir=folder,
        providers=("corpus", "rulings", *NAMES),
        fetch_allow_nets=("127.0.0.0/8",),
        fetch_extra_ports=(server.port,),
        fetch_host_interval=0.0,
        fetch_page_seconds=5.0,
        google_factcheck_key="k" if keys else "",
        provider_keys=dict.fromkeys(NAMES, "k") if keys else {},
        provider_urls=dict.fromkeys(NAMES, server.url),
        feeds=(f"{server.url}/feed.xml",),
        sitemaps=(f"{server.url}/sitemap.xml",),
    )
    return Tools(database, settings, DiskBlobs(folder / "blobs"))


@pytest.fixture
def tools(database: Database, tmp_path: Path, server: Server) -> Iterator[Tools]:
    yield _tools(database, tmp_path, server)
    close_fetchers()


def _ask(tools: Tools, people: People, name: str, *, text: str = "harbour lock") -> None:
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        (lookup,) = ask_lookups_for_claim(session, None, claim, text, providers=[name])
        payload = dict(lookup.job.payload)
    store = run_lookup(tools, FakeTicket(payload))
    with tools.db.write() as session:
        store(session)


def test_fifteen_providers_come_with_the_desk() -> None:
    assert len(NAMES) == 15


@pytest.mark.parametrize("name", NAMES)
def test_a_provider_that_asks_to_wait_is_asked_later_and_keeps_its_circuit(
    name: str, tools: Tools, server: Server, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Some providers ask for seconds between two requests; the turn itself is tested with the pacing.
    monkeypatch.setattr(fetchers.HostTurns, "turn", lambda *_: None)
    server.default = reply(429, Retry_After="41")
    text = f"{server.url}/a-page of the harbour" if name == "wayback" else "harbour lock"
    if name in {"feeds", "sitemaps"}:
        # Of several lists one that waits spoils nothing: the answer says which could not be read.
        _ask(tools, people, name, text=text)
    else:
        with pytest.raises(TryLater, match=re.escape(providers()[name].label)) as later:
            _ask(tools, people, name, text=text)
        assert later.value.seconds == 41
    assert server.asked
    with tools.db.read() as session:
        assert session.scalar(select(func.count()).where(Circuit.open_until.is_not(None))) == 0


@pytest.mark.parametrize("name", sorted(KEYED))
def test_a_missing_key_is_named_with_its_setting(
    name: str, database: Database, tmp_path: Path, server: Server, people: People
) -> None:
    tools = _tools(database, tmp_path, server, keys=False)
    with pytest.raises(GiveUp, match="FACTCHECK_"):
        _ask(tools, people, name)
    assert not server.asked
    close_fetchers()


def test_what_robots_txt_said_is_known_to_other_workers(database: Database) -> None:
    one, other = KeptRules(database), KeptRules(database)
    assert other.load("http://a.example") is None
    one.save("http://a.example", Rules("text", "User-agent: *\nDisallow: /\x00", 4e9))
    found = other.load("http://a.example")
    assert found is not None
    assert (found.state, found.until) == ("text", 4e9)
    one.save("http://a.example", Rules("none", "", 5e9))
    assert KeptRules(database).load("http://a.example") == Rules("none", "", 5e9)
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(RobotsRules)) == 1


def test_reading_processes_are_there_before_the_first_page_and_end_with_the_worker(tools: Tools) -> None:
    warm_fetcher(tools)
    for thread in threading.enumerate():
        if thread.name == "reader-start":
            thread.join(60)
    reader = fetcher_of(tools).reader
    started = list(reader._all)
    assert len(started) == reader.size
    close_fetchers()
    assert all(process.poll() is not None for process in started)

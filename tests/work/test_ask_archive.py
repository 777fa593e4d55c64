"""The Internet Archive is asked for copies of a page, over real HTTP on loopback."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete

from factcheck.config import Settings
from factcheck.domain.errors import WrongState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Capture, HostPace, Job, Person
from factcheck.services.archive_ask import CLOSED, NO_ADDRESS, SECRET, ArchiveAsk, archive_view, ask_archive
from factcheck.work.fetch_hit import fetch_hit
from factcheck.work.fetcher import close_fetchers
from factcheck.work.handler import GiveUp, Tools, TryLater
from tests.fetch.serving import Server, reply
from tests.sources_kit import STATEMENT, add_article, add_capture, add_claim, add_evidence, add_suggestion
from tests.work.test_run_lookup import FakeTicket

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.db import Database
    from factcheck.services.archive_ask import ArchiveView
    from tests.conftest import People

PAGE = "https://post.test/ferry"
COPY = "https://web.archive.org/web/20240305090000/https://post.test/ferry"


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def tools(database: Database, tmp_path: Path, server: Server) -> Iterator[Tools]:
    settings = Settings(
        data_dir=tmp_path,
        fetch_allow_nets=("127.0.0.0/8",),
        fetch_extra_ports=(server.port,),
        provider_urls={"wayback": server.url},
        provider_keys={"wayback": "a:s"},
    )
    yield Tools(database, settings, DiskBlobs(tmp_path / "blobs"))
    close_fetchers()


def _keep(database: Database, people: People, *, confidential: bool = False, url: str = PAGE) -> int:
    with database.write() as session:
        claim = add_claim(session, add_article(session, people.eda, confidential=confidential))
        capture = add_capture(session, STATEMENT, url=url)
        add_suggestion(session, claim, capture, STATEMENT)
        return capture.id


def _ask(tools: Tools, people: People, capture_id: int, what: ArchiveAsk) -> int:
    with tools.db.write() as session:
        return ask_archive(session, session.get_one(Person, people.cleo), capture_id, what).id


def _work(tools: Tools, job_id: int) -> None:
    """Do what the worker does with the job."""
    with tools.db.write() as session:
        # The archive's four seconds between two questions have gone by.
        session.execute(delete(HostPace))
        payload = dict(session.get_one(Job, job_id).payload)
    store = fetch_hit(tools, FakeTicket(payload, JobKind.FETCH_HIT, job_id))
    with tools.db.write() as session:
        session.get_one(Job, job_id).state = JobState.DONE
        store(session)


def _seen(tools: Tools, capture_id: int) -> ArchiveView:
    with tools.db.read() as session:
        return archive_view(session, session.get_one(Capture, capture_id))


def test_other_copies_over_time_are_listed_the_newest_first(tools: Tools, people: People, server: Server) -> None:
    capture_id = _keep(tools.db, people)
    lines = [
        f'<https://web.archive.org/web/{year}0305090000/{PAGE}>; rel="memento"; datetime="{year}"'
        for year in (2019, 2024)
    ]
    server.answers[f"/web/timemap/link/{PAGE}"] = reply(200, ",\n".join(lines), Content_Type="application/link-format")
    job_id = _ask(tools, people, capture_id, ArchiveAsk.COPIES)
    assert _seen(tools, capture_id).copies.under_way
    _work(tools, job_id)
    copies = _seen(tools, capture_id).copies
    assert (copies.answered, copies.under_way, copies.total) == (True, False, 2)
    assert copies.copies == (
        (f"https://web.archive.org/web/20240305090000/{PAGE}", "2024"),
        (copies.copies[1][0], "2019"),
    )


def test_a_copy_is_asked_for_once_and_followed_until_it_is_made(tools: Tools, people: People, server: Server) -> None:
    capture_id = _keep(tools.db, people)
    server.answers["/save"] = reply(200, json.dumps({"url": PAGE, "job_id": "spn2-1"}))
    server.answers["/save/status/spn2-1"] = reply(200, json.dumps({"status": "pending"}))
    job_id = _ask(tools, people, capture_id, ArchiveAsk.SAVE)
    for _ in range(2):
        with pytest.raises(TryLater, match="making the copy"):
            _work(tools, job_id)
    done = {"status": "success", "timestamp": "20240305090000", "original_url": PAGE}
    server.answers["/save/status/spn2-1"] = reply(200, json.dumps(done))
    _work(tools, job_id)
    assert [asked.path for asked in server.asked].count("/save") == 1
    assert _seen(tools, capture_id).save.copies == ((f"{server.url}/web/20240305090000/{PAGE}", "2024-03-05"),)
    # Pressed again, it is a new copy; what was made stays on the page until then.
    assert _ask(tools, people, capture_id, ArchiveAsk.SAVE) == job_id
    with pytest.raises(TryLater):
        _work(tools, job_id)
    assert [asked.path for asked in server.asked].count("/save") == 2
    assert _seen(tools, capture_id).save.copies


def test_what_the_archive_refuses_and_a_missing_key_are_told(tools: Tools, people: People, server: Server) -> None:
    capture_id = _keep(tools.db, people)
    server.answers["/save"] = reply(200, json.dumps({"message": "This host is excluded."}))
    job_id = _ask(tools, people, capture_id, ArchiveAsk.SAVE)
    with pytest.raises(GiveUp, match="This host is excluded"):
        _work(tools, job_id)
    bare = Tools(tools.db, tools.settings.model_copy(update={"provider_keys": {}}), tools.blobs)
    with pytest.raises(GiveUp, match="FACTCHECK_PROVIDER_KEYS"):
        _work(bare, job_id)


def test_of_a_confidential_article_nothing_is_asked_until_an_editor_allows_it(
    tools: Tools, people: People, server: Server
) -> None:
    capture_id = _keep(tools.db, people, confidential=True)
    with pytest.raises(WrongState, match="confidential, and asking outside is not allowed"):
        _ask(tools, people, capture_id, ArchiveAsk.COPIES)
    assert _seen(tools, capture_id).refused == CLOSED
    with tools.db.write() as session:
        capture = session.get_one(Capture, capture_id)
        claim = add_claim(session, add_article(session, people.eda))
        add_suggestion(session, claim, capture, STATEMENT)
    # That an open article leads there, too, changes nothing.
    assert _seen(tools, capture_id).refused == CLOSED
    assert not server.asked


def test_an_article_closed_after_the_button_was_pressed_stops_the_worker(
    tools: Tools, people: People, server: Server
) -> None:
    capture_id = _keep(tools.db, people)
    job_id = _ask(tools, people, capture_id, ArchiveAsk.COPIES)
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda, confidential=True))
        add_suggestion(session, claim, session.get_one(Capture, capture_id), STATEMENT)
    with pytest.raises(GiveUp, match="confidential"):
        _work(tools, job_id)
    assert not server.asked


def test_nothing_is_asked_about_confidential_evidence_or_what_has_no_address(tools: Tools, people: People) -> None:
    capture_id, bare = _keep(tools.db, people), _keep(tools.db, people, url="")
    with tools.db.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        add_evidence(session, people.cleo, claim, confidential=True).capture_id = capture_id
    assert (_seen(tools, capture_id).refused, _seen(tools, bare).refused) == (SECRET, NO_ADDRESS)

"""Groupings of one claim follow one another with a rest, while pages are still coming in."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import select

from factcheck.config import Settings
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import DiskBlobs
from factcheck.models import Claim, Job, Suggestion
from factcheck.models.base import utc_now
from factcheck.services.job_ask import ask_job
from factcheck.work.group_sources import group_sources
from factcheck.work.handler import Tools, TryLater
from tests.sources_kit import add_article, add_capture, add_claim, add_suggestion
from tests.work.test_run_lookup import FakeTicket

if TYPE_CHECKING:
    from pathlib import Path

    from factcheck.db import Database
    from tests.conftest import People

SAID = "The new lock cost the harbour board 40 million crowns, as told in the book Deep Water, by Ines Hallam."
SOON = timedelta(seconds=5)


@pytest.fixture
def tools(database: Database, tmp_path: Path) -> Tools:
    return Tools(database, Settings(data_dir=tmp_path), DiskBlobs(tmp_path / "blobs"))


@pytest.fixture
def claim_id(database: Database, people: People) -> int:
    with database.write() as session:
        return add_claim(session, add_article(session, people.eda)).id


def bring(database: Database, claim_id: int, outlet: str) -> int:
    """Bring a page that bears on the claim, and return the newest grouping that is owed for it."""
    with database.write() as session:
        page = add_capture(session, f"{outlet}. {SAID}", url=f"https://{outlet}.example/", outlet=outlet)
        add_suggestion(session, session.get_one(Claim, claim_id), page, SAID)
        return session.scalars(
            select(Job.id).where(Job.kind == JobKind.GROUP_SOURCES).order_by(Job.id.desc()).limit(1)
        ).one()


def put(database: Database, job_id: int, state: JobState, *, lease: timedelta = SOON) -> None:
    with database.write() as session:
        job, running = session.get_one(Job, job_id), state is JobState.RUNNING
        job.state, job.lease_token = state, "a" * 32 if running else None
        job.lease_until = utc_now() + lease if running else None
        job.ended_at = utc_now() if state is JobState.DONE else None


def owe_fetch(database: Database, claim_id: int) -> int:
    with database.write() as session:
        return ask_job(session, JobKind.FETCH_HIT, f"{claim_id}:page", {}, claim_id=claim_id).id


def group(tools: Tools, claim_id: int, job_id: int) -> int:
    """Do what the worker does, and return how many suggestions have an origin."""
    store = group_sources(tools, FakeTicket({"claim_id": claim_id}, JobKind.GROUP_SOURCES, job_id))
    with tools.db.write() as session:
        store(session)
        return len(session.scalars(select(Suggestion).where(Suggestion.origin_id.is_not(None))).all())


def test_the_first_grouping_waits_for_nothing(tools: Tools, claim_id: int) -> None:
    bring(tools.db, claim_id, "Gazette")
    job_id = bring(tools.db, claim_id, "Post")
    owe_fetch(tools.db, claim_id)
    assert group(tools, claim_id, job_id) == 2


def test_a_grouping_waits_for_the_one_before_it_and_the_older_for_nobody(tools: Tools, claim_id: int) -> None:
    first = bring(tools.db, claim_id, "Gazette")
    put(tools.db, first, JobState.RUNNING)
    second = bring(tools.db, claim_id, "Post")
    assert second != first
    with pytest.raises(TryLater):
        group(tools, claim_id, second)
    put(tools.db, second, JobState.RUNNING)
    # Both under way: one of them goes on, or none ever would.
    assert group(tools, claim_id, first) == 2
    put(tools.db, first, JobState.RUNNING, lease=-SOON)
    assert group(tools, claim_id, second) == 2


def test_it_rests_while_pages_are_coming_and_not_after_the_last(tools: Tools, claim_id: int) -> None:
    put(tools.db, bring(tools.db, claim_id, "Gazette"), JobState.DONE)
    job_id, fetch = bring(tools.db, claim_id, "Post"), owe_fetch(tools.db, claim_id)
    with pytest.raises(TryLater) as put_off:
        group(tools, claim_id, job_id)
    assert 0 < (put_off.value.seconds or 0) <= 1
    # Put off by its host for a minute: nobody need wait for that.
    put(tools.db, fetch, JobState.WAITING)
    assert group(tools, claim_id, job_id) == 2
    put(tools.db, fetch, JobState.DONE)
    assert group(tools, claim_id, job_id) == 2


def test_a_grouping_that_was_put_off_does_for_the_pages_that_come_meanwhile(tools: Tools, claim_id: int) -> None:
    job_id = bring(tools.db, claim_id, "Gazette")
    put(tools.db, job_id, JobState.WAITING)
    assert bring(tools.db, claim_id, "Post") == job_id
    put(tools.db, job_id, JobState.DONE)
    assert bring(tools.db, claim_id, "Mail") != job_id

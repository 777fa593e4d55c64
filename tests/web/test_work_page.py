"""The page of work that failed: what, why, and once more."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from factcheck.domain.claims import ClaimState
from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Circuit, Claim, Event, Job
from factcheck.models.base import utc_now
from factcheck.services.job_ask import ask_job
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.web.jobs.views import KIND_WORDS
from tests.sources_kit import add_article, add_claim

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

WHY = "The provider did not answer <b>in time</b>."


def _fail(database: Database, people: People) -> int:
    with database.write() as session:
        claim = add_claim(session, add_article(session, people.eda), holder_id=people.cleo)
        (lookup,) = ask_lookups_for_claim(session, None, claim, providers=["gdelt"])
        job = lookup.job
        job.state, job.error, job.attempts, job.ended_at = JobState.FAILED, WHY, 5, utc_now()
        return job.id


def _token(page: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', page)
    assert found
    return found[1]


def test_what_failed_is_listed_with_its_reason_and_tried_again(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    editor = sign_in("eda")
    assert "Nothing failed." in editor.get("/work").text
    job_id = _fail(app_database, people)
    page = editor.get("/work").text
    assert "Ask a provider: GDELT" in page
    assert "did not answer &lt;b&gt;" in page
    assert "(1) Work that failed" in page
    answer = editor.post(f"/work/{job_id}/retry", data={"csrf_token": _token(page)})
    assert answer.status_code == 303
    assert "Nothing failed." in editor.get("/work").text
    with app_database.read() as session:
        job = session.get_one(Job, job_id)
        assert (job.state, job.attempts, job.error) == (JobState.QUEUED, 0, None)
        assert session.scalars(select(Event).where(Event.action == "job.retried")).one().actor == "Eda"
    again = editor.post(f"/work/{job_id}/retry", data={"csrf_token": _token(page)})
    assert again.status_code == 409


def test_a_look_at_a_cited_page_is_tried_again_though_the_claim_is_ruled(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        claim = add_claim(session, add_article(session, people.eda), state=ClaimState.RULED)
        payload = {"evidence_id": 1, "slot": "1"}
        job = ask_job(session, JobKind.WATCH_CITATION, "1:1", payload, claim_id=claim.id)
        job.state, job.error, job.ended_at = JobState.FAILED, WHY, utc_now()
        job_id = job.id
    editor = sign_in("eda")
    token = _token(editor.get("/work").text)
    assert editor.post(f"/work/{job_id}/retry", data={"csrf_token": token}).status_code == 303


def test_providers_that_are_left_alone_are_named(sign_in: SignIn, app_database: Database) -> None:
    with app_database.write() as session:
        session.add(
            Circuit(name="brave", failures=6, open_until=utc_now() + timedelta(minutes=4), last_error="It is down.")
        )
        session.add(Circuit(name="bing", failures=1, open_until=None, last_error="One slip."))
    page = sign_in("ada").get("/work").text
    assert "Brave failed 6 times in a row" in page
    assert "It is down." in page
    assert "One slip." not in page


def test_the_page_is_for_editors_and_long_lists_are_paged(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    job_id = _fail(app_database, people)
    checker = sign_in("cleo")
    assert checker.get("/work").status_code == 403
    token = _token(checker.get("/queue").text)
    assert checker.post(f"/work/{job_id}/retry", data={"csrf_token": token}).status_code == 403
    with app_database.write() as session:
        claim_id = session.scalars(select(Claim.id)).one()
        for n in range(60):
            job = ask_job(session, JobKind.SEND_NOTICE, f"n{n}", {}, claim_id=claim_id)
            job.state, job.error, job.ended_at = JobState.FAILED, "x" * 5000, utc_now()
    editor = sign_in("eda")
    assert "61 pieces of work, page 1 of 2" in editor.get("/work").text
    assert editor.get("/work?page=2").text.count('id="job-') == 11
    assert editor.get("/work?page=99999").status_code == 200


def test_every_kind_of_work_has_a_word() -> None:
    assert set(KIND_WORDS) == set(JobKind)


def test_what_failed_once_is_told_with_its_reason_while_it_is_tried_again(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    with app_database.write() as session:
        job = ask_job(session, JobKind.SEND_NOTICE, "hook:1", {"hook": "words", "path": "/"})
        job.state, job.attempts = JobState.WAITING, 1
        job.error = "The webhook was not delivered: it answered 503"
    page = sign_in("eda").get("/work").text
    assert "Failed so far, and tried again by itself" in page
    assert "it answered 503" in page
    assert "Nothing failed for good." in page


def test_what_waits_for_its_time_is_not_said_to_be_due(sign_in: SignIn, app_database: Database, people: People) -> None:
    with app_database.write() as session:
        job = ask_job(session, JobKind.SEND_NOTICE, "hook:1", {"hook": "words", "path": "/"})
        job.state, job.run_after = JobState.WAITING, utc_now() + timedelta(hours=1)
    client = sign_in("eda")
    assert "has been due since" not in client.get("/work").text
    with app_database.write() as session:
        session.get_one(Job, job.id).run_after = utc_now() - timedelta(minutes=1)
    assert "has been due since" in client.get("/work").text

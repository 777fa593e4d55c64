from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from factcheck.domain.jobs import JobState
from factcheck.models import Capture, Job, Ruling
from tests.sources_kit import add_capture

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]


def _post(client: FlaskClient, page: str, url: str, data: dict[str, Any]) -> TestResponse:
    shown = client.get(page).text
    fields = dict(re.findall(r'name="(csrf_token|form_key)" value="([^"]+)"', shown))
    return client.post(url, data=fields | data, content_type="multipart/form-data")


def test_pasted_text_is_kept_found_and_downloaded(sign_in: SignIn, app_database: Database, people: People) -> None:
    del people
    client = sign_in("cleo")
    words = {"way": "text", "title": "Town budget", "text": "The lock cost 40 million.", "published_on": "2020-02-03"}
    answer = _post(client, "/documents/new?way=text", "/documents", words)
    assert answer.status_code == 303, answer.text
    where = answer.headers["Location"]
    page = client.get(where).text
    assert "3 February 2020" in page
    assert "The lock cost 40 million." in page
    assert "Town budget" in client.get("/documents?q=locks").text
    assert "No document holds these words" in client.get("/documents?q=gulls").text
    file = client.get(f"{where.replace('documents', 'captures')}/file")
    assert file.data == b"The lock cost 40 million."
    assert file.headers["Content-Disposition"].startswith("attachment")
    with app_database.read() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 0


def test_an_upload_waits_for_its_reader_and_a_double_click_adds_one(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    del people
    client = sign_in("cleo")
    shown = client.get("/documents/new").text
    fields = dict(re.findall(r'name="(csrf_token|form_key)" value="([^"]+)"', shown))
    places = set()
    for _ in range(2):
        data = fields | {"way": "file", "file": (io.BytesIO(b"Minutes."), "minutes.txt")}
        answer = client.post("/documents", data=data, content_type="multipart/form-data")
        assert answer.status_code == 303
        places.add(answer.headers["Location"])
    assert len(places) == 1
    assert "A worker is reading it" in client.get(places.pop()).text
    with app_database.read() as session:
        assert session.scalars(select(Capture.file_name)).all() == ["minutes.txt"]


def test_bad_input_gets_a_sentence_at_its_field(sign_in: SignIn, app_database: Database, people: People) -> None:
    del people, app_database
    client = sign_in("cleo")
    for data, sentence in (
        ({"way": "file"}, "Choose a file."),
        ({"way": "file", "file": (io.BytesIO(b""), "empty.txt")}, "The file is empty"),
        ({"way": "text", "title": "", "text": "x"}, "Give the document a title."),
        ({"way": "text", "title": "T", "text": "  "}, "Paste the text"),
        ({"way": "address", "url": "javascript:alert(1)"}, "full address"),
    ):
        answer = _post(client, "/documents/new", "/documents", data)
        assert answer.status_code == 422, data
        assert sentence in answer.text
        assert "<title>Error: " in answer.text


def test_a_document_by_address_is_owed_shown_and_tried_again(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    del people
    client = sign_in("cleo")
    data = {"way": "address", "url": "https://budget.example/2020"}
    assert _post(client, "/documents/new?way=address", "/documents", data).status_code == 303
    assert "https://budget.example/2020" in client.get("/documents").text
    with app_database.write() as session:
        job = session.scalars(select(Job)).one()
        job.state, job.error = JobState.FAILED, "The page asks for a subscription."
    page = client.get("/documents").text
    assert "The page asks for a subscription." in page
    assert "Try again" in page
    assert _post(client, "/documents/new?way=address", "/documents", data).status_code == 303
    with app_database.read() as session:
        assert session.scalars(select(Job.state)).one() is JobState.QUEUED


def test_a_document_is_taken_out_of_searches_and_put_back(
    sign_in: SignIn, app_database: Database, people: People
) -> None:
    del people
    with app_database.write() as session:
        capture_id = add_capture(session, "The lock.", title="Lock paper", in_corpus=True).id
    client = sign_in("cleo")
    assert _post(client, f"/documents/{capture_id}", f"/documents/{capture_id}/drop", {}).status_code == 303
    assert "Lock paper" not in client.get("/documents").text
    with app_database.read() as session:
        assert session.get_one(Capture, capture_id).text == "The lock."


def test_published_checks_are_brought_in_once(sign_in: SignIn, app_database: Database, people: People) -> None:
    del people
    item = {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "url": "https://checkers.example/lock",
        "claimReviewed": "The lock cost 90 million.",
        "author": {"name": "Checkers"},
        "datePublished": "2021-05-06",
        "itemReviewed": {"author": {"name": "A mayor"}},
        "reviewRating": {"alternateName": "False"},
    }
    raw = json.dumps({"@graph": [item, {"@type": "Thing"}]})
    client = sign_in("cleo")
    for told in ("1 checks were added.", "All 1 checks were here already."):
        answer = _post(client, "/rulings", "/rulings", {"text": raw})
        assert answer.status_code == 303, answer.text
        assert told in client.get("/rulings").text
    file = {"file": (io.BytesIO(raw.encode()), "checks.json")}
    assert _post(client, "/rulings", "/rulings", file).status_code == 303
    with app_database.read() as session:
        row = session.scalars(select(Ruling)).one()
        assert (row.publisher, row.rating, row.speaker) == ("Checkers", "False", "A mayor")
    for bad in ("{", "[]", '{"@type": "Thing"}', "[" * 100_000):
        refused = _post(client, "/rulings", "/rulings", {"text": bad})
        assert refused.status_code == 422, bad[:20]
    assert "False" in client.get("/rulings?q=lock").text

"""Readers report errors without signing in; editors decide, and a correction closes the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import func, select

from factcheck.domain.challenges import ChallengeState
from factcheck.models import Challenge, Event, Notice, Person, Publication
from factcheck.models.publication import CorrectionClass
from factcheck.services import challenge_send
from factcheck.services.challenge_decide import decide_challenge
from factcheck.services.challenge_send import Report, send_challenge
from factcheck.services.correction_publish import Wording, publish_correction
from factcheck.services.publication_prepare import prepare_claim
from factcheck.services.publish import publish_claim
from factcheck.services.relations import current_verdict
from factcheck.services.withdraw import withdraw_publication
from factcheck.web.challenges import report
from tests.verdict_world import World, build_world
from tests.web.desk_client import send, value_of
from tests.work_count import QueryCount

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask.testing import FlaskClient

    from factcheck.config import Settings
    from factcheck.db import Database
    from tests.conftest import People

    Enter = Callable[[str], FlaskClient]

CANARY = "marigold@reader.test"


def publish(world: World, name: str) -> Publication:
    world.ruled()
    sha256 = prepare_claim(world.session, world.claim, desk_name=name).sha256
    return publish_claim(world.session, world.person("eda"), world.claim.id, sha256=sha256, desk_name=name)


@pytest.fixture
def published(app_database: Database, people: People, settings: Settings) -> Publication:
    with app_database.write() as session:
        return publish(build_world(session, people), settings.desk_name)


def count(database: Database, model: Any) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(model)) or 0


def test_a_reader_reports_an_error_without_script_cookie_or_account(
    client: FlaskClient, app_database: Database, published: Publication, people: People
) -> None:
    page = client.get(f"/p/{published.public_id}/{published.slug}").text
    assert f'href="/report/{published.public_id}"' in page
    form = client.get(f"/report/{published.public_id}")
    assert "Set-Cookie" not in form.headers
    assert "script-src 'none'" in form.headers["Content-Security-Policy"]
    answer = client.post(
        f"/report/{published.public_id}",
        data={"words": "The pier was built in 1912.", "url": "https://museum.test/pier", "contact": CANARY},
    )
    assert answer.status_code == 303
    assert "The desk has your report" in client.get(answer.location).text
    with app_database.read() as session:
        row = session.scalars(select(Challenge)).one()
        assert (row.words, row.contact, row.state) == ("The pier was built in 1912.", CANARY, ChallengeState.OPEN)
        told = session.scalars(select(Notice.person_id).where(Notice.path == f"/challenges/{row.id}")).all()
        assert {people.ada, people.eda} <= set(told)
        assert people.cleo not in told


def test_the_same_report_sent_twice_is_one(client: FlaskClient, app_database: Database, published: Publication) -> None:
    for _ in range(2):
        assert client.post(f"/report/{published.public_id}", data={"words": "Wrong year."}).status_code == 303
    assert count(app_database, Challenge) == 1


def test_128_what_is_sent_is_shown_as_plain_words_to_editors_and_to_nobody_else(
    client: FlaskClient, sign_in: Enter, app_database: Database, published: Publication
) -> None:
    nasty = "<script>alert(1)</script> https://evil.test {{7*7}}"
    client.post(f"/report/{published.public_id}", data={"words": nasty, "contact": CANARY})
    shown = sign_in("eda").get("/challenges/1").text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in shown
    assert CANARY in shown
    assert sign_in("cleo").get("/challenges/1").status_code == 403
    with app_database.read() as session:
        logged = " ".join(f"{event.before} {event.after}" for event in session.scalars(select(Event)))
    assert CANARY not in logged
    assert "alert(1)" not in logged
    check = f"/p/{published.public_id}"
    for path in (f"{check}/{published.slug}", f"{check}.json", "/p", "/p/feed.atom", "/p/feed.json"):
        assert CANARY not in client.get(path).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"words": "  "}, "Say what is wrong"),
        ({"words": "x" * 4_001}, "At most 4,000 characters"),
        ({"words": "Wrong.", "url": "javascript:alert(1)"}, "whole address"),
        ({"words": "Wrong.", "contact": "a" * 301}, "At most 300"),
    ],
)
def test_128_what_cannot_be_taken_says_so_and_keeps_what_was_typed(
    client: FlaskClient, app_database: Database, published: Publication, fields: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/report/{published.public_id}", data=fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert fields["words"].strip() in answer.text
    assert count(app_database, Challenge) == 0


def test_128_the_field_nobody_sees_catches_machines(
    client: FlaskClient, app_database: Database, published: Publication
) -> None:
    data = {"words": "Buy this.", report.TRAP: "https://spam.test"}
    assert client.post(f"/report/{published.public_id}", data=data).status_code == 303
    assert count(app_database, Challenge) == 0


def test_128_one_machine_is_slowed_down_and_keeps_its_words(
    client: FlaskClient, app_database: Database, published: Publication
) -> None:
    answers = [client.post(f"/report/{published.public_id}", data={"words": f"Error {n}."}) for n in range(20)]
    assert [answer.status_code for answer in answers[: report.MOST_FROM_ONE]] == [303] * report.MOST_FROM_ONE
    assert {answer.status_code for answer in answers[report.MOST_FROM_ONE :]} == {429}
    assert "Error 19." in answers[-1].text
    assert int(answers[-1].headers["Retry-After"]) > 0
    assert count(app_database, Challenge) == report.MOST_FROM_ONE


def test_128_without_the_throttle_all_would_come_in(
    client: FlaskClient, app_database: Database, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "_wait", lambda: 0)
    for n in range(9):
        client.post(f"/report/{published.public_id}", data={"words": f"Error {n}."})
    assert count(app_database, Challenge) == 9


def test_128_a_full_inbox_says_so(
    client: FlaskClient, app_database: Database, published: Publication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(challenge_send, "MOST_OPEN", 1)
    client.post(f"/report/{published.public_id}", data={"words": "One."})
    answer = client.post(f"/report/{published.public_id}", data={"words": "Two."})
    assert answer.status_code == 503
    assert "Two." in answer.text
    assert count(app_database, Challenge) == 1


def test_another_site_cannot_send_in_a_readers_name(
    client: FlaskClient, app_database: Database, published: Publication
) -> None:
    headers = {"Sec-Fetch-Site": "cross-site"}
    answer = client.post(f"/report/{published.public_id}", data={"words": "Spam."}, headers=headers)
    assert answer.status_code == 400
    assert count(app_database, Challenge) == 0


def test_an_accepted_report_is_closed_by_the_correction(
    client: FlaskClient, sign_in: Enter, app_database: Database, people: People, settings: Settings
) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        row = publish(world, settings.desk_name)
        verdict = current_verdict(session, world.claim.id)
        assert verdict is not None
        mended = verdict.summary + "."
        sent = send_challenge(session, row, Report("The summary has a typo.")).id
        other = send_challenge(session, row, Report("The earth is flat.")).id
        decide_challenge(session, world.person("eda"), other, ChallengeState.REJECTED, "It is not.", version=1)
    eda = sign_in("eda")
    answer = send(eda, f"/challenges/{sent}", state="accepted", answer="True.", version="1")
    assert answer.status_code == 303
    assert answer.location.endswith("/correct")
    with app_database.write() as session:
        publish_correction(
            session,
            session.get_one(Person, people.eda),
            row.id,
            CorrectionClass.TYPO,
            "A typo.",
            "A reader saw it.",
            revision=1,
            desk_name=settings.desk_name,
            wording=Wording(mended, "We read the minutes of the meeting.", ""),
        )
    with app_database.read() as session:
        assert session.get_one(Challenge, sent).state is ChallengeState.CORRECTED
        assert session.get_one(Challenge, sent).correction_id is not None
        assert session.get_one(Challenge, other).state is ChallengeState.REJECTED
    assert "Check corrected" in eda.get("/challenges").text


def test_a_decision_needs_its_reason_and_two_editors_do_not_overwrite_each_other(
    sign_in: Enter, app_database: Database, published: Publication, people: People
) -> None:
    with app_database.write() as session:
        sent = send_challenge(session, session.get_one(Publication, published.id), Report("Wrong.")).id
    eda, edo = sign_in("eda"), sign_in("edo")
    page = f"/challenges/{sent}"
    opened = value_of(edo.get(page).text, "version")
    refused = send(eda, page, state="rejected", answer=" ", version="1")
    assert refused.status_code == 422
    assert "Say why" in refused.text
    assert send(eda, page, state="rejected", answer="The minutes say so.", version="1").status_code == 303
    clash = send(edo, page, state="accepted", answer="The reader is right.", version=opened)
    assert clash.status_code == 409
    assert "The minutes say so." in clash.text
    assert "The reader is right." in clash.text
    taken = send(
        edo,
        page,
        **{"version": "2", "keep-state": "mine", "mine-state": "accepted", "answer": "The reader is right."},
    )
    assert taken.status_code == 303
    with app_database.read() as session:
        assert session.get_one(Challenge, sent).state is ChallengeState.ACCEPTED


def test_a_withdrawn_check_takes_no_report(
    client: FlaskClient, app_database: Database, people: People, settings: Settings
) -> None:
    with app_database.write() as session:
        world = build_world(session, people)
        row = publish(world, settings.desk_name)
        withdraw_publication(session, world.person("eda"), row.id, "Wrong person.", revision=1)
        public_id = row.public_id
    assert client.get(f"/report/{public_id}").status_code == 303
    assert client.post(f"/report/{public_id}", data={"words": "x"}).status_code == 303
    assert count(app_database, Challenge) == 0
    assert client.get("/report/aaaaaaaaaaaaaa").status_code == 404


def test_the_inbox_takes_as_many_queries_for_forty_reports_as_for_one(
    sign_in: Enter, app_database: Database, published: Publication
) -> None:
    eda = sign_in("eda")

    def asked() -> int:
        with QueryCount(app_database.engine) as counted:
            assert eda.get("/challenges").status_code == 200
        return counted.count

    def add(first: int, last: int) -> None:
        with app_database.write() as session:
            row = session.get_one(Publication, published.id)
            for n in range(first, last):
                send_challenge(session, row, Report(f"Error {n}."))

    add(0, 1)
    few = asked()
    add(1, 40)
    assert asked() == few

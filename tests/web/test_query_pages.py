"""Pages of questions, guest links and replies; a guest link opens its lines and nothing else."""

from __future__ import annotations

import io
import re
from datetime import timedelta
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import select

from factcheck.domain.desk_rules import QueryState
from factcheck.models import AuthorQuery, GuestLink
from factcheck.models.base import utc_now
from factcheck.web.guest.views import MOST_TRIES
from tests.verdict_world import FIRST, SECOND, build_world
from tests.web.desk_client import send, value_of
from tests.web.page_rules import problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.testing import FlaskClient

    from factcheck.db import Database
    from tests.conftest import People

    SignIn = Callable[[str], FlaskClient]

CANARY = "zq-secret-heron"


class Asked:
    """Hold an article with one question and a link to it."""

    def __init__(self, database: Database, people: People, cleo: FlaskClient) -> None:
        self.database = database
        with database.write() as session:
            world = build_world(session, people)
            world.evidence(title=f"Minutes {CANARY}", note=CANARY)
            self.article, self.claim, self.other = world.article.id, world.claim.id, world.second.id
        self.page = f"/articles/{self.article}/queries"
        self.cleo = cleo
        for claim in (self.claim, self.other):
            self.ask(claim, f"Which minutes <b>say</b> so? ({claim})")
        with database.read() as session:
            self.ids = list(session.scalars(select(AuthorQuery.id).order_by(AuthorQuery.id)))

    def ask(self, claim: int, question: str) -> Any:
        fields: dict[str, Any] = {
            "ask-claim": claim,
            "ask-to": "author",
            "ask-question": question,
            "ask-to_name": "Ivo Sand",
        }
        return send(self.cleo, self.page, **fields)

    def link(self, *ids: int) -> str:
        to = f"/articles/{self.article}/guest-links"
        fields: dict[str, Any] = {"link-queries": list(ids or self.ids[:1]), "link-name": "Ivo Sand", "link-days": "7"}
        answer = send(self.cleo, self.page, to, **fields)
        assert answer.status_code == 200, answer.text
        found = re.search(r'value="https?://[^/"]+(/guest/[^"]+)"', answer.text)
        assert found
        return unescape(found[1])

    def row(self, query_id: int) -> AuthorQuery:
        with self.database.read() as session:
            row = session.get_one(AuthorQuery, query_id)
            session.expunge(row)
            return row

    def change_link(self, **values: Any) -> None:
        with self.database.write() as session:
            link = session.scalars(select(GuestLink)).one()
            for name, value in values.items():
                setattr(link, name, value)


@pytest.fixture
def asked(app_database: Database, people: People, sign_in: SignIn) -> Asked:
    return Asked(app_database, people, sign_in("cleo"))


def test_a_question_is_asked_answered_by_hand_and_closed(asked: Asked) -> None:
    shown = asked.cleo.get(asked.page).text
    assert "2 open" in shown
    assert "&lt;b&gt;say" in shown
    assert not problems(shown)
    query = asked.ids[0]
    prefix = f"answer-{query}"
    version = value_of(shown, f"{prefix}-version")
    to = f"/queries/{query}/answer"
    bad = send(asked.cleo, asked.page, to, **{f"{prefix}-version": version, f"{prefix}-answer": "Page 3"})
    assert bad.status_code == 422
    assert "Say who answered" in bad.text
    assert "Page 3" in bad.text
    fields: dict[str, Any] = {f"{prefix}-version": version, f"{prefix}-answer": "Page 3", f"{prefix}-by": "Ivo Sand"}
    assert send(asked.cleo, asked.page, to, **fields).status_code == 303
    assert send(asked.cleo, asked.page, to, **fields | {f"{prefix}-answer": "Page 4"}).status_code == 409
    assert "Page 3" in asked.cleo.get(f"/claims/{asked.claim}").text
    send(asked.cleo, asked.page, f"/queries/{query}/close")
    assert asked.row(query).state is QueryState.CLOSED


def test_a_version_that_is_no_number_is_an_older_one(asked: Asked) -> None:
    fields = {"keep-answer": "mine", "version": "abc"}
    answer = send(asked.cleo, asked.page, f"/queries/{asked.ids[0]}/answer", **fields)
    assert answer.status_code in {409, 422}


def test_a_guest_sees_her_lines_and_nothing_else(asked: Asked, client: FlaskClient) -> None:
    address = asked.link()
    answer = client.get(address)
    assert answer.status_code == 200
    assert FIRST in answer.text
    assert SECOND.rstrip(".") not in answer.text
    assert CANARY not in answer.text
    assert "Quell Courier" not in answer.text
    assert not problems(answer.text)
    assert 'content="noindex' in answer.text
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    for page in (
        "/",
        asked.page,
        f"/claims/{asked.claim}",
        f"/queries/{asked.ids[0]}/file",
        "/notices",
        "/admin/policy",
    ):
        assert client.get(page).status_code in {303, 404}, page
    assert 'href="/' not in answer.text.replace('href="/static/', "")


def test_a_guest_checks_her_answers_sends_them_with_a_file_and_the_link_is_used(
    asked: Asked, client: FlaskClient
) -> None:
    address = asked.link()
    q = f"q{asked.ids[0]}"
    assert send(client, address, step="check").status_code == 422
    assert "Say in a few words" in send(client, address, **{f"{q}-says": "wrong"}, step="check").text
    given: dict[str, Any] = {f"{q}-says": "wrong", f"{q}-answer": "It is <i>June</i>", f"{q}-proposed": "in June"}
    recap = send(client, address, **given, step="check")
    assert recap.status_code == 200
    assert "Nothing is sent yet" in recap.text
    assert "&lt;i&gt;June" in recap.text
    assert not problems(recap.text)
    assert asked.row(asked.ids[0]).state is QueryState.OPEN
    back = send(client, address, **given, step="back").text
    assert "It is &lt;i&gt;June" in back
    assert "checked" in back
    upload: dict[str, Any] = {f"{q}-file": (io.BytesIO(b"%PDF-1.4 minutes"), "../minutes of May.pdf")}
    done = send(client, address, **given, **upload, step="send")
    assert done.status_code == 200
    assert "used up" in done.text
    row = asked.row(asked.ids[0])
    assert (row.state, row.answered_by, row.proposed) == (QueryState.ANSWERED, "Ivo Sand", "in June")
    assert client.get(address).status_code == 410
    kept = asked.cleo.get(f"/queries/{asked.ids[0]}/file")
    assert kept.data == b"%PDF-1.4 minutes"
    assert kept.headers["Content-Disposition"].startswith("attachment")
    assert kept.mimetype == "application/octet-stream"


def test_a_guest_cannot_answer_what_her_link_does_not_open(asked: Asked, client: FlaskClient) -> None:
    address = asked.link()
    send(client, address, **{f"q{asked.ids[1]}-says": "right"}, step="send")
    assert asked.row(asked.ids[1]).state is QueryState.OPEN


def test_without_its_token_of_the_form_nothing_is_taken(asked: Asked, client: FlaskClient) -> None:
    address = asked.link()
    answer = client.post(address, data={f"q{asked.ids[0]}-says": "right", "step": "send"})
    assert answer.status_code in {400, 403}
    assert asked.row(asked.ids[0]).state is QueryState.OPEN


@pytest.mark.parametrize(
    ("values", "words"),
    [({"expires_at": utc_now() - timedelta(days=1)}, "run out"), ({"revoked_at": utc_now()}, "withdrawn")],
)
def test_a_closed_link_says_why(asked: Asked, client: FlaskClient, values: dict[str, Any], words: str) -> None:
    address = asked.link()
    asked.change_link(**values)
    answer = client.get(address)
    assert answer.status_code == 410
    assert words in answer.text
    assert FIRST not in answer.text


def test_who_made_a_link_withdraws_it(asked: Asked, client: FlaskClient) -> None:
    address = asked.link()
    with asked.database.read() as session:
        link = session.scalars(select(GuestLink.id)).one()
    assert send(asked.cleo, asked.page, f"/guest-links/{link}/revoke").status_code == 303
    assert client.get(address).status_code == 410


def test_guessing_addresses_is_slowed_down(app: Flask, asked: Asked, client: FlaskClient) -> None:
    address = asked.link()
    codes = [client.get(f"/guest/guess-{n}").status_code for n in range(MOST_TRIES + 1)]
    assert codes[0] == 404
    assert codes[-1] == 429
    assert client.get(address).status_code == 429


def test_a_reply_is_noted_and_changed(asked: Asked) -> None:
    page = f"/articles/{asked.article}/replies"
    assert not problems(asked.cleo.get(page).text)
    fields: dict[str, Any] = {"version": "0", "who": "Mara Lind", "claim_id": asked.claim}
    bad = send(asked.cleo, page, **fields, asked_at="2026-03-01T10:00")
    assert bad.status_code == 422
    assert "Say how they were asked" in bad.text
    assert send(asked.cleo, page, **fields).status_code == 303
    shown = asked.cleo.get(page).text
    assert "Not asked yet" in shown
    line = unescape(re.search(r'href="(/replies/\d+)"', shown)[1])  # type: ignore[index]  # it is on the page
    version = value_of(asked.cleo.get(line).text, "version")
    assert not problems(asked.cleo.get(line).text)
    later: dict[str, Any] = fields | {
        "version": version,
        "asked_at": "2026-03-01T10:00",
        "how": "by mail",
        "answer": "Not so",
    }
    assert send(asked.cleo, line, **later).status_code == 303
    assert "Not in the copy yet" in asked.cleo.get(page).text
    stale = send(asked.cleo, line, **later | {"answer": "So"})
    assert stale.status_code == 409
    assert "Not so" in stale.text
    assert "Save what is chosen" in stale.text

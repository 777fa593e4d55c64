"""Notices: raised by what happens, mailed by a real mail server as each has chosen, posted to a webhook, signed."""

from __future__ import annotations

import hashlib
import hmac
import http.server
import json
import socketserver
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from email import message_from_bytes
from email.policy import default
from typing import TYPE_CHECKING, Any, ClassVar

import pytest
from sqlalchemy import select

from factcheck.config import Settings
from factcheck.domain.claims import ClaimState
from factcheck.domain.desk_rules import NoticeKind
from factcheck.domain.jobs import JobKind, JobState
from factcheck.fetch.blobs import DiskBlobs
from factcheck.fetch.mail import compose
from factcheck.models import Claim, Job, Notice, Person
from factcheck.models.base import utc_now
from factcheck.services.claim_assign import assign_claims
from factcheck.services.notice_list import list_notices, mark_read, unread_and_head
from factcheck.services.notice_overdue import tell_overdue
from factcheck.services.notice_settings import choose_mail
from factcheck.work.handler import GiveUp, Tools, TryLater
from factcheck.work.registry import HANDLERS
from factcheck.work.runner import Runner
from factcheck.work.send_notice import SIGNATURE, send_notice
from tests.verdict_world import World, build_world

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.db import Database
    from tests.conftest import People


class MailServer(socketserver.StreamRequestHandler):
    """Speak as much SMTP as a client needs, and keep what it is given."""

    kept: ClassVar[list[bytes]] = []
    refuse: ClassVar[bool] = False

    def handle(self) -> None:
        self._say("220 desk.test")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "DATA":
                self._say("354 go on")
                lines = []
                while (part := self.rfile.readline()) != b".\r\n":
                    lines.append(part)
                self.kept.append(b"".join(lines))
                self._say("250 kept")
            elif verb == "QUIT":
                self._say("221 bye")
                return
            elif verb == "RCPT" and self.refuse:
                self._say("550 nobody here")
            else:
                self._say("250 ok")

    def _say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode())


@contextmanager
def serving(server: socketserver.TCPServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def mail() -> Iterator[type[MailServer]]:
    class Fresh(MailServer):
        kept: ClassVar[list[bytes]] = []

    with serving(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Fresh)) as port:
        Fresh.port = port  # type: ignore[attr-defined]  # where the tests find it
        yield Fresh


@dataclass
class FakeTicket:
    payload: dict[str, Any]
    kind: JobKind = JobKind.SEND_NOTICE
    job_id: int = 1
    claim_id: int | None = None
    article_id: int | None = None
    attempt: int = 1

    def renew(self) -> None:
        pass

    def check_cancel(self) -> None:
        pass

    def progress(self, done: int, total: int, words: str = "") -> None:
        pass


TITLE = "The harbour at Quell closes"


class Desk:
    """Hold a desk whose editor gave Cleo a claim."""

    def __init__(self, database: Database, people: People, folder: Path) -> None:
        self.database, self.people, self.folder = database, people, folder
        with database.write() as session:
            world = build_world(session, people)
            self.claim = world.claim.id
            assign_claims(session, world.person("eda"), [self.claim], people.cleo)

    def tools(self, **settings: Any) -> Tools:
        return Tools(
            self.database,
            Settings(data_dir=self.folder, base_url="https://desk.test", desk_name="Test desk", **settings),
            DiskBlobs(self.folder / "blobs"),
        )

    def payloads(self) -> list[dict[str, Any]]:
        with self.database.read() as session:
            jobs = session.scalars(select(Job).where(Job.kind == JobKind.SEND_NOTICE).order_by(Job.id))
            return [job.payload for job in jobs]

    def run(self, tools: Tools, payload: dict[str, Any]) -> None:
        store = send_notice(tools, FakeTicket(payload))
        with self.database.write() as session:
            store(session)

    def choose(self, mail: str, wanted: list[str]) -> None:
        with self.database.write() as session:
            choose_mail(session, session.get_one(Person, self.people.cleo), mail=mail, wanted=wanted)

    def keep_confidential(self) -> None:
        with self.database.write() as session:
            session.get_one(Claim, self.claim).article.confidential = True

    def again(self) -> None:
        with self.database.write() as session:
            eda = session.get_one(Person, self.people.eda)
            assign_claims(session, eda, [self.claim], self.people.cleo, note="Hurry")


@pytest.fixture
def work(database: Database, people: People, tmp_path: Path) -> Desk:
    return Desk(database, people, tmp_path)


ALL = [kind.value for kind in NoticeKind]


def test_who_is_given_a_claim_is_mailed_once(work: Desk, mail: Any) -> None:
    tools = work.tools(smtp_url=f"smtp://127.0.0.1:{mail.port}")
    payload = next(item for item in work.payloads() if "notice" in item)
    work.run(tools, payload)
    work.run(tools, payload)
    assert len(mail.kept) == 1
    message = message_from_bytes(mail.kept[0], policy=default)
    assert message["To"] == "cleo@desk.test"
    assert message["Subject"] == f"[Test desk] Eda gave you claim 1 – “{TITLE}”"
    text = message.get_body().get_content()  # type: ignore[union-attr]  # it is plain text
    assert f"https://desk.test/claims/{work.claim}" in text
    # Mail goes over wires that the desk does not hold: it tells no words of the claim.
    assert "north pier" not in text


def test_a_confidential_article_is_named_on_the_desk_only(work: Desk, mail: Any) -> None:
    work.keep_confidential()
    tools = work.tools(smtp_url=f"smtp://127.0.0.1:{mail.port}")
    for payload in work.payloads():
        assert TITLE not in str(payload)
        work.run(tools, payload)
    work.choose("digest", ALL)
    work.again()
    work.run(tools, {"person": work.people.cleo})
    sent = [message_from_bytes(raw, policy=default) for raw in mail.kept]
    assert len(sent) == 2
    assert not any("harbour" in message.as_string() for message in sent)


def test_without_a_server_nothing_is_sent_and_nothing_is_wrong(work: Desk) -> None:
    for payload in work.payloads():
        work.run(work.tools(), payload)
    with work.database.read() as session:
        assert session.scalars(select(Notice.mailed_at)).all() == [None]


def test_nobody_is_mailed_what_she_does_not_want(work: Desk, mail: Any) -> None:
    tools = work.tools(smtp_url=f"smtp://127.0.0.1:{mail.port}")
    payload = next(item for item in work.payloads() if "notice" in item)
    work.choose("", [kind for kind in ALL if kind != "assigned"])
    work.run(tools, payload)
    work.choose("off", ALL)
    work.run(tools, payload)
    assert mail.kept == []
    work.choose("", ALL)
    work.run(tools, payload)
    assert len(mail.kept) == 1


def test_a_digest_is_one_mail_of_what_is_not_read_yet(work: Desk, mail: Any) -> None:
    work.choose("digest", ALL)
    work.again()
    work.again()
    digests = [item for item in work.payloads() if "person" in item]
    assert digests == [{"person": work.people.cleo}]
    with work.database.read() as session:
        job = session.scalars(select(Job).where(Job.key.contains("digest"))).one()
        assert job.run_after > utc_now()
    work.run(work.tools(smtp_url=f"smtp://127.0.0.1:{mail.port}"), digests[0])
    assert message_from_bytes(mail.kept[0], policy=default)["Subject"] == "[Test desk] 3 notices"


def test_a_server_that_is_down_is_tried_later_and_a_refused_address_is_not(work: Desk, mail: Any) -> None:
    payload = next(item for item in work.payloads() if "notice" in item)
    with pytest.raises(TryLater):
        send_notice(work.tools(smtp_url="smtp://127.0.0.1:1"), FakeTicket(payload))
    mail.refuse = True
    with pytest.raises(GiveUp, match="refused"):
        send_notice(work.tools(smtp_url=f"smtp://127.0.0.1:{mail.port}"), FakeTicket(payload))


def test_no_name_adds_a_header() -> None:
    made = compose(sender="desk@desk.test", to="a@desk.test", subject="Claim\r\nBcc: evil@desk.test", body="x")
    assert made["Bcc"] is None
    assert made["Subject"] == "Claim Bcc: evil@desk.test"


def test_the_webhook_is_signed_and_guarded(work: Desk) -> None:
    got: list[tuple[dict[str, str], bytes]] = []

    class Hook(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append((dict(self.headers), self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            pass

    payload = next(item for item in work.payloads() if "hook" in item)
    with serving(http.server.ThreadingHTTPServer(("127.0.0.1", 0), Hook)) as port:
        hook = {"webhook_url": f"http://127.0.0.1:{port}/x", "webhook_secret": "s3"}
        with pytest.raises(TryLater, match="not delivered"):
            send_notice(work.tools(**hook), FakeTicket(payload))
        assert got == []
        work.run(work.tools(**hook, fetch_allow_nets=("127.0.0.0/8",), fetch_extra_ports=(port,)), payload)
    headers, body = got[0]
    assert headers[SIGNATURE] == "sha256=" + hmac.new(b"s3", body, hashlib.sha256).hexdigest()
    assert f"gave you claim 1 – “{TITLE}”" in json.loads(body)["text"]


def test_the_webhook_does_not_name_a_confidential_article(work: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    posted: list[bytes] = []

    class Client:
        def post(self, _url: str, body: bytes, _headers: dict[str, str]) -> Any:
            posted.append(body)
            return type("Answer", (), {"status": 200, "reason": ""})()

    monkeypatch.setattr("factcheck.work.send_notice.from_settings", lambda _settings: Client())
    work.keep_confidential()
    payload = next(item for item in work.payloads() if "hook" in item)
    work.run(work.tools(webhook_url="https://hook.test/x", webhook_secret="s3"), payload)
    assert json.loads(posted[0])["text"] == f"Eda gave you claim 1\nhttps://desk.test/claims/{work.claim}"


def test_a_webhook_that_fails_says_why_at_the_first_try(work: Desk) -> None:
    with work.database.read() as session:
        job_id = next(
            job.id
            for job in session.scalars(select(Job).where(Job.kind == JobKind.SEND_NOTICE))
            if "hook" in job.payload
        )
    assert Runner(work.tools(webhook_url="http://127.0.0.1:1/x"), HANDLERS).run(job_id)
    with work.database.read() as session:
        job = session.get_one(Job, job_id)
        assert (job.state, job.attempts) == (JobState.WAITING, 1)
        assert (job.error or "").startswith("The webhook was not delivered: ")


def test_each_step_tells_those_it_concerns_and_nobody_of_her_own_act(
    database: Database, people: People, tmp_path: Path
) -> None:
    with database.write() as session:
        world: World = build_world(session, people)
        world.ruled()
        told = {(row.kind, row.person_id) for row in session.scalars(select(Notice))}
    assert told == {
        (NoticeKind.SECOND_CHECK, people.eda),
        (NoticeKind.RULED, people.cleo),
        (NoticeKind.RULED, people.cass),
    }


def test_an_overdue_claim_is_told_once_for_each_due_date(work: Desk) -> None:
    with work.database.write() as session:
        claim = session.get_one(Claim, work.claim)
        assert claim.state is ClaimState.ASSIGNED
        claim.due_at = utc_now() - timedelta(hours=1)
        session.flush()
        assert tell_overdue(session) == 2
        assert tell_overdue(session) == 0


def test_ones_notices_are_counted_and_marked_as_read(work: Desk) -> None:
    with work.database.write() as session:
        cleo, cass = session.get_one(Person, work.people.cleo), session.get_one(Person, work.people.cass)
        row = list_notices(session, cleo.id)[0]
        mark_read(session, cass, up_to=row.id)
        assert unread_and_head(session, cleo.id)[0] == 1
        mark_read(session, cleo, up_to=row.id)
        assert unread_and_head(session, cleo.id)[0] == 0

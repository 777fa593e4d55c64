"""The web process is killed while verdicts are sent: what was acknowledged is stored, and nothing is there by half."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import threading
import time
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from factcheck.db import Database
from factcheck.domain.claims import ClaimState
from factcheck.models import Citation, Claim, Event, Verdict
from factcheck.secret import make_secret
from factcheck.services.event_log import verify_log
from tests.conftest import PASSWORD, add_people
from tests.up.desks import ROOT, environment
from tests.verdict_world import World, build_world

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")]

CLAIMS = 30
SENDERS = 4
#: The process is killed after so many acknowledged verdicts, each time.
KILLS = (5, 14)
_TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Web:
    """Hold a web process that can be killed and started again on its port."""

    def __init__(self, data: Path, url: str) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self._environment = environment(data, FACTCHECK_DATABASE_URL=url, PYTHONWARNINGS="ignore")
        self._log = data / "web.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> float:
        """Start it, and return how many seconds it worked before it answered, whatever else runs here."""
        began = time.monotonic()
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "factcheck", "web", "--port", str(self.port)],
                env=self._environment,
                cwd=ROOT,
                stdout=log,
                stderr=log,
            )
        while time.monotonic() < began + 60:
            try:
                self.ask("GET", "/login", {})
            except OSError:
                time.sleep(0.05)
            else:
                return _worked(self.process.pid)
        pytest.fail(f"never answered: {self._log.read_text()}")

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def ask(self, method: str, path: str, headers: dict[str, str], body: str = "") -> tuple[int, str, str]:
        """Return status, text and the cookie set."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            kind = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
            connection.request(method, path, body or None, headers | kind)
            answer = connection.getresponse()
            cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
            return answer.status, answer.read().decode(), cookie
        finally:
            connection.close()

    def sign_in(self) -> tuple[str, str]:
        """Return the cookie of Cleo and a token for her forms."""
        _, page, cookie = self.ask("GET", "/login", {})
        fields = {"email": "cleo@desk.test", "password": PASSWORD, "csrf_token": _token(page)}
        status, _, signed = self.ask("POST", "/login", {"Cookie": cookie}, urlencode(fields))
        assert status == 303
        _, page, cookie = self.ask("GET", "/settings", {"Cookie": signed})
        return cookie or signed, _token(page)


def _worked(pid: int) -> float:
    """Return the seconds that a process and the kernel for it have worked."""
    used = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(used[11]) + int(used[12])) / os.sysconf("SC_CLK_TCK")


def _token(page: str) -> str:
    found = _TOKEN.search(page)
    assert found
    return found[1]


def forms(world: World) -> dict[int, str]:
    """Give Cleo many claims with one piece of evidence each, and return the verdict she sends for each."""
    found = {}
    for number in range(CLAIMS):
        claim = Claim(
            article_id=world.article.id,
            number=100 + number,
            statement=f"Pier {number} is closed",
            kind=world.claim.kind,
            chain=[],
            state=ClaimState.TO_CHECK,
        )
        world.session.add(claim)
        world.session.flush()
        world.hold(claim)
        finding = world.finding(world.evidence(claim))
        assert finding.disposition
        fields = {
            "verdict-version": claim.version,
            "verdict-attribution_rating_id": finding.attribution_rating_id,
            "verdict-content_rating_id": finding.content_rating_id,
            "verdict-disposition": finding.disposition.value,
            "verdict-rationale": finding.rationale,
            "verdict-evidence_ids": finding.evidence_ids[0],
        }
        found[claim.id] = urlencode(fields)
    return found


def test_what_was_acknowledged_is_stored_whenever_the_web_process_is_killed(tmp_path: Path, sqlite_url: str) -> None:
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    make_secret(data / "secret")
    database = Database(sqlite_url)
    with database.write() as session:
        todo = forms(build_world(session, add_people(session)))
    web = Web(data, sqlite_url)
    acknowledged: set[int] = set()
    web.start()
    restarts = []
    try:
        for limit in (*KILLS, CLAIMS):
            _send(web, {claim: body for claim, body in todo.items() if claim not in acknowledged}, acknowledged, limit)
            web.kill()
            _look(database, acknowledged)
            restarts.append(web.start())
            # What was stored but not acknowledged is done all the same: a second try is refused, and says so.
            with database.read() as session:
                acknowledged |= set(session.scalars(select(Verdict.claim_id)))
    finally:
        web.kill()
    assert len(acknowledged) == CLAIMS
    assert max(restarts) < 5, restarts
    database.dispose()


def _send(web: Web, todo: dict[int, str], acknowledged: set[int], limit: int) -> None:
    """Send verdicts in parallel until `limit` were acknowledged in all; the last ones are still under way then."""
    cookie, token = web.sign_in()
    left = list(todo.items())
    enough = threading.Event()

    def work() -> None:
        while left and not enough.is_set():
            try:
                claim, body = left.pop()
            except IndexError:
                return
            try:
                status, _, _ = web.ask(
                    "POST", f"/claims/{claim}/verdict", {"Cookie": cookie}, f"{body}&{urlencode({'csrf_token': token})}"
                )
            except (OSError, HTTPException):
                return
            assert status == 303
            acknowledged.add(claim)
            if len(acknowledged) >= limit:
                enough.set()

    threads = [threading.Thread(target=work) for _ in range(SENDERS)]
    for thread in threads:
        thread.start()
    # Killed while others are at work, not after them.
    assert enough.wait(90)
    if limit < CLAIMS:
        web.kill()
    for thread in threads:
        thread.join(60)


def _look(database: Database, acknowledged: set[int]) -> None:
    """Hold the rows against what was acknowledged: a verdict is there with all that belongs to it, or not at all."""
    with database.read() as session:
        verdicts = dict(session.execute(select(Verdict.claim_id, Verdict.id)).all())
        assert acknowledged <= set(verdicts)
        proposed = set(session.scalars(select(Claim.id).where(Claim.state == ClaimState.PROPOSED)))
        assert proposed == set(verdicts)
        cited = set(session.scalars(select(Citation.verdict_id)))
        assert cited == set(verdicts.values())
        for action in ("verdict.written", "claim.propose"):
            logged = session.execute(
                select(Event.claim_id, func.count()).where(Event.action == action).group_by(Event.claim_id)
            )
            assert dict(logged.all()) == dict.fromkeys(verdicts, 1), action
        assert verify_log(session).bad_seq is None

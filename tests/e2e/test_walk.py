"""The main job over real HTTP: by one command, and on PostgreSQL and Redis with two workers, one of them killed."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import func, select

from factcheck.db import Database
from factcheck.domain.jobs import ENDED, JobState
from factcheck.models import Job, Suggestion
from factcheck.secret import make_secret
from tests.conftest import REDIS
from tests.e2e.smoke import free_port, is_ready, left_behind
from tests.e2e.walk import ARTICLE, Walk, wait_for

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[2]
FACTCHECK = [sys.executable, "-m", "factcheck"]

pytestmark = pytest.mark.slow


class Desk:
    """Run the desk's processes apart, as on several machines."""

    def __init__(self, folder: Path, database_url: str, redis_url: str) -> None:
        self.folder, self.port = folder, free_port()
        self.environment = os.environ | {
            "FACTCHECK_DATA_DIR": str(folder),
            "FACTCHECK_DATABASE_URL": database_url,
            "FACTCHECK_REDIS_URL": redis_url,
            "FACTCHECK_PORT": str(self.port),
            "FACTCHECK_PROVIDERS": "corpus,rulings",
            "FACTCHECK_SWEEP_SECONDS": "1",
            "FACTCHECK_LEASE_SECONDS": "5",
        }
        self.running: list[subprocess.Popen[bytes]] = []

    def start(self, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{words[-1]}-{len(self.running)}.log").open("wb") as log:
            process = subprocess.Popen(words, cwd=ROOT, env=self.environment, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def run(self, *words: str) -> str:
        done = subprocess.run(
            [*FACTCHECK, *words], cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def worker(self) -> subprocess.Popen[bytes]:
        return self.start(sys.executable, "-m", "celery", "-A", "worker", "worker")

    def stop(self) -> None:
        for process in self.running:
            if process.poll() is None:
                process.send_signal(signal.SIGTERM)
        for process in self.running:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@pytest.fixture
def desk(tmp_path: Path, postgresql_url: str) -> Iterator[Desk]:
    assert REDIS is not None
    folder = tmp_path / "desk"
    folder.mkdir(mode=0o700)
    make_secret(folder / "secret")
    made = Desk(folder, postgresql_url, REDIS)
    yield made
    made.stop()


@pytest.mark.postgresql
@pytest.mark.redis
def test_the_main_job_on_postgresql_and_redis_with_two_workers_one_killed(desk: Desk, postgresql_url: str) -> None:
    desk.run("migrate")
    told = desk.run("user", "add", "admin@walk.test", "--name", "Admin", "--role", "administrator")
    once = re.search(r"[a-z0-9]{4}(?:-[a-z0-9]{4}){3}", told)
    assert once, told
    desk.start(*FACTCHECK, "web")
    first, _second = desk.worker(), desk.worker()
    wait_for(lambda: is_ready(desk.port), "the web server")
    walk = Walk(f"http://127.0.0.1:{desk.port}", "admin@walk.test", once[0])
    walk.all()
    assert len(walk.said) == 9
    _kill_a_worker_in_the_middle_of_looking(walk, first)
    database = Database(postgresql_url)
    wait_for(lambda: _all_ended(database), "the end of all jobs")
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Job).where(Job.state != JobState.DONE)) == 0
        twice = (
            select(Suggestion.claim_id, Suggestion.capture_id, Suggestion.start)
            .group_by(Suggestion.claim_id, Suggestion.capture_id, Suggestion.start)
            .having(func.count() > 1)
        )
        assert session.execute(twice).all() == []
    database.dispose()


def _kill_a_worker_in_the_middle_of_looking(walk: Walk, worker: subprocess.Popen[bytes]) -> None:
    edith = walk.visitors["edith"]
    page = edith.get("/articles/new")
    text = ARTICLE.replace("Brenholm", "Sandholm")
    page = edith.submit(page.form("/articles$", needs="text"), text=text, confidential="y")
    where = page.url.partition("?")[0]
    wait_for(lambda: "/confirm" in edith.get(where + "?tab=claims").html, "claims")
    page = edith.get(where)
    edith.submit(page.form("/claims/confirm$", needs="all"), expect=None)
    worker.kill()


def _all_ended(database: Database) -> bool:
    with database.read() as session:
        return not session.scalar(select(func.count()).select_from(Job).where(Job.state.not_in(ENDED)))


def test_the_main_job_by_one_command(tmp_path: Path) -> None:
    command = tmp_path / "factcheck"
    command.write_text(f'#!/bin/sh\ncd "{ROOT}" && exec "{sys.executable}" -m factcheck "$@"\n')
    command.chmod(0o700)
    data = tmp_path / "desk"
    environment = os.environ | {"FACTCHECK_PROVIDERS": "corpus,rulings"}
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "e2e" / "smoke.py", command, data],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "nothing stays behind" in done.stdout
    assert not left_behind(str(data))

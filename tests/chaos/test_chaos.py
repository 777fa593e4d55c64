"""Workers and brokers are killed while work is done: nothing is lost, nothing doubled; without a guard it would be."""

from __future__ import annotations

import shutil
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from factcheck.config import Settings
from tests.chaos.harness import Chaos, Outcome, Plan

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.skipif(sys.platform != "linux", reason="looks for processes in /proc")]

FAULTS = ("worker", "broker", "pause", "worker", "wipe", "worker")


def run(plan: Plan, folder: Path, database: str, *, redis: bool = False) -> Outcome:
    folder.mkdir(mode=0o700)
    port = 0
    if redis:
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
    url = f"redis://127.0.0.1:{port}/0" if port else ""
    settings = Settings(data_dir=folder, database_url=database, redis_url=url)
    return Chaos(plan, settings, redis_port=port).run()


def test_sqlite_and_the_embedded_broker_lose_and_double_nothing(tmp_path: Path, sqlite_url: str) -> None:
    outcome = run(Plan(lookups=90, seconds=0.2, faults=FAULTS, deadly=3), tmp_path / "d", sqlite_url)
    assert outcome.whole, outcome
    assert (outcome.done, outcome.faults) == (90, len(FAULTS)), outcome


@pytest.mark.postgresql
def test_postgresql_and_redis_lose_and_double_nothing(tmp_path: Path, postgresql_url: str) -> None:
    outcome = run(Plan(lookups=90, seconds=0.2, faults=FAULTS, deadly=3), tmp_path / "d", postgresql_url, redis=True)
    assert outcome.whole, outcome
    assert (outcome.done, outcome.faults) == (90, len(FAULTS)), outcome


def test_without_the_token_check_results_are_doubled(tmp_path: Path, migrated_sqlite: Path) -> None:
    """A pause that meets no job at its last step doubles nothing, so there are a few runs to catch one in."""
    plan = Plan(lookups=32, seconds=0.6, faults=("pause", "pause", "pause"), without="token")
    outcomes = []
    for attempt in "abcde":
        database = shutil.copy(migrated_sqlite, tmp_path / f"{attempt}.sqlite3")
        outcomes.append(run(plan, tmp_path / attempt, f"sqlite:///{database}"))
        if outcomes[-1].doubled:
            return
    pytest.fail(f"nothing was doubled: {outcomes}")


def test_without_the_unique_keys_results_are_doubled(tmp_path: Path, sqlite_url: str) -> None:
    outcome = run(Plan(lookups=24, without="keys"), tmp_path / "d", sqlite_url)
    assert outcome.found > outcome.expected, outcome


def test_a_worker_that_is_stopped_hands_its_jobs_back_untried(tmp_path: Path, sqlite_url: str) -> None:
    plan = Plan(lookups=8, workers=1, seconds=2.0, faults=("stop",), grace="0.5")
    outcome = run(plan, tmp_path / "d", sqlite_url)
    assert outcome.whole, outcome
    assert outcome.stopped, outcome
    # One that fails is tried twice; to be stopped is no attempt.
    assert outcome.repeated <= 3, outcome

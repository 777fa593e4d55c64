"""Run owed work while its workers and its broker are killed, and count what came of it."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
import uuid
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from factcheck.broker import discard_data, find_broker, prepare_folders, server_command
from factcheck.celery import make_carrier
from factcheck.config import Settings
from factcheck.db import OWED, Database
from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import Job
from factcheck.services.job_ask import ask_job
from tests.chaos.crew import PASSAGES

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
#: Where a job may kill its worker: before it did anything, between steps, within the transaction that ends it.
POINTS = ("taken", "step 0", "step 2", "stored 0", "stored 2", "before commit")


@dataclass(frozen=True)
class Plan:
    """Say what is done and what goes wrong."""

    lookups: int
    workers: int = 2
    threads: int = 4
    seconds: float = 0.05
    #: What happens, in this order, spread evenly over the run: worker, pause, broker, wipe, stop.
    faults: tuple[str, ...] = ()
    #: How many jobs kill their worker themselves, at the marked points in turn.
    deadly: int = 0
    without: str = ""
    #: Seconds a stopping worker gives its handlers; empty for what the product gives.
    grace: str = ""
    seed: int = 1
    deadline: float = 60.0


@dataclass
class Outcome:
    """Say what came of it."""

    done: int = 0
    not_done: int = 0
    found: int = 0
    expected: int = 0
    doubled: int = 0
    repeated: int = 0
    retried_by_button: int = 0
    faults: int = 0
    seconds: float = 0.0
    stopped: bool = False

    @property
    def whole(self) -> bool:
        """Say that nothing was lost and nothing doubled."""
        return self.not_done == 0 and self.doubled == 0 and self.found == self.expected


@dataclass
class Server:
    """Hold a broker that can be killed and wiped: the embedded one, or Redis on a port of its own."""

    settings: Settings
    port: int = 0
    process: subprocess.Popen[bytes] | None = None
    folder: Path = field(init=False)

    def __post_init__(self) -> None:
        self.folder = self.settings.data_dir / "redis"
        self.folder.mkdir(exist_ok=True)

    def start(self) -> None:
        if self.port:
            program = shutil.which("redis-server") or str(find_broker(Settings(data_dir=self.folder)).program)
            command = [program, "--port", str(self.port), "--bind", "127.0.0.1", "--dir", str(self.folder)]
            command += ["--appendonly", "yes", "--save", ""]
        else:
            broker = find_broker(self.settings)
            prepare_folders(broker)
            command = server_command(broker)
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def wipe(self) -> None:
        self.kill()
        discard_data(find_broker(self.settings))
        shutil.rmtree(self.folder)
        self.folder.mkdir()


class Chaos:
    """Hold one run."""

    def __init__(self, plan: Plan, settings: Settings, *, redis_port: int = 0) -> None:
        self.plan = plan
        self.settings = settings
        self.dice = random.Random(plan.seed)  # noqa: S311 - chosen by seed on purpose
        self.database = Database(settings.database, carrier=make_carrier(settings))
        self.server = Server(settings, redis_port)
        self.workers: list[int] = []
        self.outcome = Outcome()
        self.conflict = "" if plan.without == "keys" else "ON CONFLICT DO NOTHING"

    def run(self) -> Outcome:
        """Do it all and return what came of it; every process started here is gone afterwards."""
        began = time.monotonic()
        self._make_tables()
        self.server.start()
        log = (self.settings.data_dir / "crew.log").open("w")
        crew = subprocess.Popen(
            [sys.executable, "-m", "tests.chaos.crew"],
            env=self._environment(),
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        try:
            self._ask()
            for _ in range(self.plan.workers):
                self._start_worker(crew)
            self._go_through(crew)
        finally:
            for pid in self.workers:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            crew.communicate()
            log.close()
            self.server.kill()
        self._count()
        self.outcome.seconds = round(time.monotonic() - began, 1)
        self.database.dispose()
        return self.outcome

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
        own = {
            "FACTCHECK_DATA_DIR": str(self.settings.data_dir),
            "FACTCHECK_DATABASE_URL": self.settings.database,
            "FACTCHECK_REDIS_URL": self.settings.redis_url,
            "FACTCHECK_WORKER_THREADS": str(self.plan.threads),
            "FACTCHECK_SWEEP_SECONDS": "0.3",
            "FACTCHECK_LEASE_SECONDS": "1.5",
            "CHAOS": json.dumps({"without": self.plan.without, "grace": self.plan.grace, "on_conflict": self.conflict}),
            "PYTHONWARNINGS": "ignore",
        }
        return kept | own

    def _make_tables(self) -> None:
        unique = "" if self.plan.without == "keys" else ", UNIQUE (lookup, passage)"
        with self.database.write() as session:
            session.execute(text(f"CREATE TABLE chaos_found (lookup INTEGER, passage INTEGER{unique})"))
            session.execute(text("CREATE TABLE chaos_effect (job INTEGER)"))

    def _ask(self) -> None:
        """Owe all lookups, a third of them twice, as two people who press the same button would."""
        for lookup in range(self.plan.lookups):
            for _ in range(2 if lookup % 3 == 0 else 1):
                key = uuid.uuid4().hex if self.plan.without == "keys" else str(lookup)
                deadly = lookup % 7 == 0 and lookup // 7 < self.plan.deadly
                payload = {
                    "lookup": lookup,
                    "seconds": self.plan.seconds,
                    "flaky": lookup % 5 == 0,
                    # A handler that never looks up learns of a lost lease only when it ends.
                    "quiet": lookup % 2 == 1,
                    "die": POINTS[lookup // 7 % len(POINTS)] if deadly else "",
                }
                with self.database.write() as session:
                    ask_job(session, JobKind.RUN_LOOKUP, key, payload)

    def _start_worker(self, crew: subprocess.Popen[str]) -> None:
        assert crew.stdin is not None
        assert crew.stdout is not None
        crew.stdin.write("start\n")
        crew.stdin.flush()
        self.workers.append(int(crew.stdout.readline()))

    def _go_through(self, crew: subprocess.Popen[str]) -> None:
        faults = list(self.plan.faults)
        acts: dict[str, Callable[[], None]] = {
            "worker": self._kill_worker,
            "pause": self._pause_worker,
            "broker": self._kill_broker,
            "wipe": self._wipe_broker,
            "stop": self._stop_worker,
        }
        deadline = time.monotonic() + self.plan.deadline
        while time.monotonic() < deadline:
            ended, all_jobs = self._progress()
            due = len(self.plan.faults) * (ended / all_jobs) - self.outcome.faults
            if faults and due >= 0:
                acts[faults.pop(0)]()
                self.outcome.faults += 1
            elif ended == all_jobs:
                return
            self.workers = [pid for pid in self.workers if _alive(pid)]
            while len(self.workers) < self.plan.workers:
                self._start_worker(crew)
            time.sleep(0.02)

    def _progress(self) -> tuple[int, int]:
        """Count what has ended, and press “try again” for what failed, as a person would."""
        with self.database.read() as session:
            states = dict(session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
        if states.get(JobState.FAILED):
            self._press_retry()
        return sum(states.get(state, 0) for state in ENDED - {JobState.FAILED}), sum(states.values())

    def _press_retry(self) -> None:
        with self.database.write() as session:
            for job in session.scalars(select(Job).where(Job.state == JobState.FAILED).with_for_update()):
                job.state, job.error, job.attempts, job.deaths, job.ended_at = JobState.QUEUED, None, 1, 0, None
                session.info.setdefault(OWED, []).append((job.id, job.queue.value))
                self.outcome.retried_by_button += 1

    def _kill_worker(self) -> None:
        # One that killed itself a moment ago may be gone already.
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.dice.choice(self.workers), signal.SIGKILL)

    def _stop_worker(self) -> None:
        """Stop a busy worker as a restart does, and note whether it went."""
        self._wait_busy()
        pid, began = self.dice.choice(self.workers), time.monotonic()
        os.kill(pid, signal.SIGTERM)
        while _alive(pid) and time.monotonic() < began + 30:
            time.sleep(0.02)
        self.outcome.stopped = not _alive(pid)

    def _pause_worker(self) -> None:
        """Stop a worker for longer than its leases: it comes back, not knowing that its jobs are another's."""
        self._wait_busy()
        pid = self.dice.choice(self.workers)
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGSTOP)
            time.sleep(3.0)
            os.kill(pid, signal.SIGCONT)

    def _wait_busy(self) -> None:
        """Wait until all workers have their hands full, so that what happens to one happens to its jobs."""
        slots, deadline = self.plan.workers * self.plan.threads, time.monotonic() + 10
        running = select(func.count()).where(Job.state == JobState.RUNNING)
        while time.monotonic() < deadline:
            with self.database.read() as session:
                if (session.scalar(running) or 0) >= slots:
                    return
            time.sleep(0.02)

    def _kill_broker(self) -> None:
        self.server.kill()
        self.server.start()

    def _wipe_broker(self) -> None:
        self.server.wipe()
        self.server.start()

    def _count(self) -> None:
        with self.database.read() as session:
            states = dict(session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
            self.outcome.done = states.get(JobState.DONE, 0)
            self.outcome.not_done = sum(states.values()) - self.outcome.done
            self.outcome.found = session.scalar(text("SELECT count(*) FROM chaos_found")) or 0
            self.outcome.expected = self.plan.lookups * PASSAGES
            effects = session.scalar(text("SELECT count(*) FROM chaos_effect")) or 0
            kinds = session.scalar(text("SELECT count(DISTINCT job) FROM chaos_effect")) or 0
            self.outcome.doubled = effects - kinds + max(0, self.outcome.found - self.outcome.expected)
            self.outcome.repeated = (session.scalar(select(func.sum(Job.attempts))) or 0) - self.outcome.done


def _alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False

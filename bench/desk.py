"""Put up what a bench of the whole needs: a source, a broker, worker processes, a database; all gone afterwards."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from bench.source import PROVIDERS, provider_urls
from factcheck.broker import find_broker, prepare_folders, server_command
from factcheck.celery import make_carrier
from factcheck.config import Settings
from factcheck.db import Database
from factcheck.domain.roles import Role
from factcheck.migrate import upgrade
from factcheck.models import Person

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[1]
QUIET = subprocess.DEVNULL


@dataclass
class Desk:
    """Hold a desk that a bench has put up."""

    settings: Settings
    environment: dict[str, str]
    database: Database
    port: int
    """Where the source answers."""
    owner: int = 0
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start_worker(self, *arguments: str) -> subprocess.Popen[bytes]:
        """Start a real worker; it is not ready yet."""
        command = [sys.executable, "-m", "factcheck", "worker", *arguments]
        started = subprocess.Popen(command, env=self.environment, cwd=ROOT, stdout=QUIET, stderr=QUIET)
        self.workers.append(started)
        return started

    def stop_workers(self) -> None:
        """Ask the workers to end, and wait."""
        for worker in self.workers:
            worker.terminate()
        for worker in self.workers:
            worker.wait(30)
        self.workers.clear()


def free_port() -> int:
    """Return a port that nobody uses at this moment."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def until(holds: Callable[[], bool], seconds: float, what: str) -> float:
    """Look every 20 ms until something holds, and return how many seconds that took."""
    began = time.monotonic()
    while not holds():
        if time.monotonic() - began > seconds:
            raise SystemExit(f"After {seconds:.0f} s still waiting for {what}.")
        time.sleep(0.02)
    return time.monotonic() - began


def memory_mb(pid: int) -> float:
    """Return the memory of a process and its children, in MB; what several of them share counts once."""
    total, waiting = 0, [pid]
    while waiting:
        one = waiting.pop()
        try:
            told = Path(f"/proc/{one}/smaps_rollup").read_text()
            children = [task.joinpath("children").read_text() for task in Path(f"/proc/{one}/task").iterdir()]
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in told.splitlines() if line.startswith("Pss:"))
        waiting += (int(child) for listed in children for child in listed.split())
    return total * 1024 / 1e6


def load() -> str:
    """Say how busy the machine is."""
    return f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores"


@contextmanager
def desk(
    *, database: str = "", redis: bool = False, hosts: int = 40, latency: float = 0.2, **settings: str
) -> Iterator[Desk]:
    """Put up a desk: SQLite unless an empty database is named; the embedded broker, or a Redis server of its own."""
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "desk"
        data.mkdir(mode=0o700)
        port, redis_port = free_port(), free_port()
        given = {
            "FACTCHECK_DATA_DIR": str(data),
            "FACTCHECK_DATABASE_URL": database,
            "FACTCHECK_REDIS_URL": f"redis://127.0.0.1:{redis_port}/0" if redis else "",
            "FACTCHECK_FETCH_ALLOW_NETS": "127.0.0.0/8",
            "FACTCHECK_FETCH_EXTRA_PORTS": str(port),
            "FACTCHECK_PROVIDERS": ",".join(PROVIDERS),
            "FACTCHECK_PROVIDER_URLS": provider_urls(port),
            "FACTCHECK_PROVIDER_KEYS": "google_factcheck=k,brave=k,bing=k",
        } | {f"FACTCHECK_{name.upper()}": value for name, value in settings.items()}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("FACTCHECK_")}
        for name in [name for name in os.environ if name.startswith("FACTCHECK_")]:
            del os.environ[name]
        os.environ.update(given)
        chosen = Settings()
        broker = subprocess.Popen(_broker(chosen, data, redis_port), stdout=QUIET, stderr=QUIET)
        source = subprocess.Popen(
            [sys.executable, "-m", "bench.source", str(port), str(hosts), str(latency)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
        )
        try:
            if source.stdout is None or source.stdout.readline() != b"ready\n":
                raise SystemExit("The source did not start.")
            upgrade(chosen.database)
            opened = Database(chosen.database, carrier=make_carrier(chosen))
            made = Desk(chosen, kept | given | {"PYTHONPATH": str(ROOT)}, opened, port)
            made.owner = _person(opened)
            try:
                yield made
            finally:
                made.stop_workers()
                opened.dispose()
        finally:
            for process in (source, broker):
                process.kill()
                process.wait()


def _broker(settings: Settings, data: Path, port: int) -> list[str]:
    if settings.redis_url:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        program = program or str(find_broker(Settings(data_dir=data, redis_url="")).program)
        return [program, "--port", str(port), "--bind", "127.0.0.1", "--dir", str(data), "--save", ""]
    broker = find_broker(settings)
    prepare_folders(broker)
    return server_command(broker)


def _person(database: Database) -> int:
    with database.write() as session:
        person = Person(email="bench@desk.test", name="Bench", role=Role.ADMINISTRATOR, settings={})
        person.password_hash = "-"  # noqa: S105 - no password has this hash
        session.add(person)
        session.flush()
        return person.id

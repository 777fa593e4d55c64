"""Be the workers of a chaos run: one process that loads everything once and forks a real Celery worker on demand.

It reads `start` from standard input and prints the new worker's process id; it ends, with its workers, when its input
does. Handlers stand for lookups: they wait as a network does, fail, stall, or kill their worker at a marked point.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import sys
import time
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import text

from factcheck import tasks
from factcheck.config import Settings
from factcheck.domain.jobs import JobKind
from factcheck.tether import die_with_parent
from factcheck.work import runner
from factcheck.work.handler import TryLater

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from factcheck.work.handler import Store, Ticket, Tools

PASSAGES = 3
UNHEARD = timedelta(seconds=2)
#: Settings of the run itself, handed over by the harness.
CHAOS: dict[str, str] = json.loads(os.environ.get("CHAOS", "{}"))


def first_time(what: str) -> bool:
    """Say whether this has not happened yet, in any worker of the run."""
    try:
        (Settings().data_dir / what).touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def die_at(point: str, ticket: Ticket) -> None:
    """Kill this worker, all its threads, where the job says so; only the first time."""
    if ticket.payload.get("die") == point and first_time(f"died-{ticket.job_id}"):
        os.kill(os.getpid(), signal.SIGKILL)


def look_up(_tools: Tools, ticket: Ticket) -> Store:
    """Act out a lookup, and return what stores its passages and tells that it happened."""
    die_at("taken", ticket)
    for step in range(PASSAGES):
        time.sleep(ticket.payload["seconds"] / PASSAGES)
        if not ticket.payload["quiet"]:
            ticket.progress(step + 1, PASSAGES)
        die_at(f"step {step}", ticket)
    if ticket.payload["flaky"] and first_time(f"flaky-{ticket.job_id}"):
        raise TryLater("The provider answered 503.", seconds=0.5) if ticket.job_id % 2 else OSError("stalled")

    def store(session: Session) -> None:
        for passage in range(PASSAGES):
            session.execute(
                text(f"INSERT INTO chaos_found (lookup, passage) VALUES (:lookup, :passage) {CHAOS['on_conflict']}"),
                {"lookup": ticket.payload["lookup"], "passage": passage},
            )
            die_at(f"stored {passage}", ticket)
        # Nothing unique about this row: that it is there once is the token's doing.
        session.execute(text("INSERT INTO chaos_effect (job) VALUES (:job)"), {"job": ticket.job_id})
        die_at("before commit", ticket)

    return store


def main() -> None:
    """Fork workers until the harness is gone."""
    settings = Settings()
    if CHAOS.get("without") == "token":
        # The guard switched off: whoever ends a job may write, whether the lease is its own or not.
        setattr(runner, "finish_job", finish_anyhow)  # noqa: B010 - it is the runner's own name for it
    if CHAOS.get("grace"):
        setattr(tasks, "GRACE", float(CHAOS["grace"]))  # noqa: B010 - a test does not wait for the whole of it
    app = tasks.make_worker(settings, {JobKind.RUN_LOOKUP: look_up}, unheard=UNHEARD)
    signal.signal(signal.SIGCHLD, reap)
    for line in sys.stdin:
        if line.strip() == "start":
            pid = os.fork()
            if pid == 0:
                die_with_parent()
                os.setsid()
                os.dup2(2, 1)  # Celery's banner is not for the harness
                signal.signal(signal.SIGCHLD, signal.SIG_DFL)
                app.worker_main(["worker", "--loglevel=ERROR", "--without-gossip", "--without-mingle"])
                os._exit(0)
            print(pid, flush=True)


def finish_anyhow(session: Session, job_id: int, _token: str) -> bool:
    """Set a job done without looking at the token."""
    session.execute(
        text("UPDATE job SET state = 'done', lease_token = NULL, lease_until = NULL WHERE id = :job"), {"job": job_id}
    )
    return True


def reap(_number: int, _frame: object) -> None:
    """Let go of workers that ended."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


if __name__ == "__main__":
    main()

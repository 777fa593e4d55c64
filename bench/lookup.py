"""Time a claim's whole lookup: nine providers and forty pages that each wait 200 ms, by real worker processes.

`python -m bench.lookup [--redis] [--database URL] [--workers N] [--hosts N] [--latency S] [--rounds N]`

A database named is to be empty. Hosts are paced a second apart, as ever, so that few hosts take longer by design.
"""

from __future__ import annotations

import argparse
import math
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select, update

from bench.desk import Desk, desk, load, memory_mb, until
from bench.source import PROVIDERS
from factcheck.domain.jobs import JobKind, JobState
from factcheck.models import Capture, HostPace, Job, Suggestion
from factcheck.services.job_ask import ask_job
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.services.lookup_progress import lookup_progress
from tests.sources_kit import add_article, add_claim

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

#: Seconds between two looks of the claim's page (templates/claims/_progress.html).
PAGE_ASKS = 1.0


def ready(made: Desk, workers: int, *, mark: str = "") -> None:
    """Start workers and wait until each has done a job, so that no start-up is timed."""
    for number in range(workers):
        made.start_worker()
        with made.database.write() as session:
            job_id = ask_job(session, JobKind.FETCH_HIT, f"warm {mark} {number}", {"claim_id": 0, "url_digest": ""}).id

        def ended(job_id: int = job_id) -> bool:
            with made.database.read() as session:
                return session.get_one(Job, job_id).state == JobState.FAILED

        until(ended, 60, "a worker")
    # The reading processes are started beside the first jobs.
    time.sleep(2)


def round_(made: Desk) -> dict[str, float]:
    """Ask about one claim and return the seconds until the first suggestion and until all, and what it took."""
    with made.database.write() as session:
        _forget(session)
        claim = add_claim(session, add_article(session, made.owner))
        claim_id = claim.id
        began = time.monotonic()
        ask_lookups_for_claim(session, None, claim, providers=PROVIDERS)
    first, worked = 0.0, _worked(made)
    while True:
        with made.database.read() as session:
            progress = lookup_progress(session, claim_id)
            found = session.scalar(select(func.count()).select_from(Suggestion).filter_by(claim_id=claim_id)) or 0
        now = time.monotonic() - began
        first = first or (now if found else 0.0)
        if not progress.under_way or now > 120:
            break
        time.sleep(0.02)
    failed = progress.failed + sum(len(line.troubles) for line in progress.lines)
    return {
        "first": first,
        "on page": math.ceil(first / PAGE_ASKS) * PAGE_ASKS,
        "all": now,
        "work": _worked(made) - worked,
        "pages": progress.total,
        "failed": failed,
    }


def _worked(made: Desk) -> float:
    """Return the seconds of processor time that the workers took so far, without their reading processes."""
    ticks = 0
    for worker in made.workers:
        told = Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(told[11]) + int(told[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _forget(session: Session) -> None:
    """Forget what the last round left of pages and hosts: the next finds nothing kept."""
    elsewhere = update(Capture).values(url=Capture.url + "#" + str(time.monotonic_ns()))
    session.execute(elsewhere, execution_options={"synchronize_session": False})
    session.execute(delete(HostPace))


def main() -> None:
    """Print a line a round."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="")
    parser.add_argument("--redis", action="store_true", help="carry messages by a Redis server, not the embedded one")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--hosts", type=int, default=20)
    parser.add_argument("--latency", type=float, default=0.2)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    with desk(database=asked.database, redis=asked.redis, hosts=asked.hosts, latency=asked.latency) as made:
        ready(made, asked.workers)
        for _ in range(asked.rounds):
            found = round_(made)
            print("  ".join(f"{name} {value:.2f}" for name, value in found.items()), load(), sep="  ", flush=True)
        print(f"memory of a worker with its reading processes: {memory_mb(made.workers[0].pid):.0f} MB")


if __name__ == "__main__":
    main()

"""Hold two workers against one: pages fetched, read and kept a second, every page on a host of its own.

`python -m bench.workers [--redis] [--database URL] [--pages N] [--threads N] [--rounds N]`

Each page costs two answers of 200 ms: its site's robots.txt and itself. Few threads leave the machine idle enough to
show what a second worker adds; with many, two cores are full before.
"""

from __future__ import annotations

import argparse
import statistics
from typing import TYPE_CHECKING

from sqlalchemy import delete, func, select

from bench.desk import Desk, desk, load, memory_mb, until
from bench.lookup import ready
from bench.source import page_host
from factcheck.celery import make_carrier
from factcheck.db import Database
from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import Job, RobotsRules
from factcheck.services.job_ask import ask_job

if TYPE_CHECKING:
    from collections.abc import Sequence


def owe_pages(made: Desk, pages: int, mark: str) -> list[tuple[int, str]]:
    """Owe the fetch of so many pages without telling the workers, and return what they are to be told."""
    quiet = Database(made.settings.database)
    owed = []
    with quiet.write() as session:
        session.execute(delete(RobotsRules))
        for number in range(pages):
            url = f"http://{page_host(number, pages)}:{made.port}/page/{number}?{mark}"
            job = ask_job(session, JobKind.FETCH_HIT, url, {"document_url": url})
            owed.append((job.id, job.queue.value))
    quiet.dispose()
    return owed


def drain(made: Desk, owed: Sequence[tuple[int, str]]) -> float:
    """Tell the workers, wait until all is ended, and return pages a second; all must have been kept."""
    ids = [job_id for job_id, _ in owed]
    ended = select(func.count()).where(Job.id.in_(ids), Job.state.in_(ENDED))

    def done() -> bool:
        with made.database.read() as session:
            return session.scalar(ended) == len(ids)

    make_carrier(made.settings)(owed)
    seconds = until(done, 600, "the pages")
    with made.database.read() as session:
        kept = session.scalar(select(func.count()).where(Job.id.in_(ids), Job.state == JobState.DONE))
    if kept != len(ids):
        raise SystemExit(f"{len(ids) - (kept or 0)} of {len(ids)} pages were not fetched.")
    return len(ids) / seconds


def main() -> None:
    """Measure one worker and two in turn, and print the ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--database", default="")
    parser.add_argument("--redis", action="store_true", help="carry messages by a Redis server, not the embedded one")
    parser.add_argument("--pages", type=int, default=120)
    parser.add_argument("--threads", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    ratios = []
    with desk(database=asked.database, redis=asked.redis, hosts=asked.pages, worker_threads=str(asked.threads)) as made:
        for number in range(asked.rounds):
            rates, memory = [], 0.0
            for workers in (1, 2):
                ready(made, workers, mark=f"{number} {workers}")
                rates.append(drain(made, owe_pages(made, asked.pages, f"{number}.{workers}")))
                memory = max(memory_mb(worker.pid) for worker in made.workers)
                made.stop_workers()
            ratios.append(rates[1] / rates[0])
            told = f"one worker {rates[0]:.1f} pages/s  two {rates[1]:.1f}  ratio {ratios[-1]:.2f}"
            print(f"{told}  {memory:.0f} MB a worker  {load()}", flush=True)
    print(f"median ratio {statistics.median(ratios):.2f}")


if __name__ == "__main__":
    main()

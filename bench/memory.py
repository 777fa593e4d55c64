"""Watch one worker over a long queue: its memory, whether the queue drains, and how fast the desk answers meanwhile.

`python -m bench.memory [--pages 2000] [--sites 500] [--dead 0.3] [--database URL]`

Every page is fetched, read and kept by a real worker. The share `--dead` never answers and is tried three times,
half a second each. Memory is of the worker with its reading processes, what they share counted once.
"""

from __future__ import annotations

import argparse
import time
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from bench.desk import Desk, desk, load, memory_mb
from bench.lookup import ready
from bench.source import page_host
from factcheck.celery import make_carrier
from factcheck.db import Database
from factcheck.domain.jobs import ENDED, JobKind, JobState
from factcheck.models import Job, LookupPage
from factcheck.services.desk_view import view_desk
from factcheck.services.lookup_ask import ask_lookups_for_claim
from factcheck.services.lookup_keep import FoundPage, keep_answer
from tests.sources_kit import add_article, add_claim

if TYPE_CHECKING:
    from collections.abc import Sequence

PER_CLAIM = 10
LOOKS = 40


def owe(made: Desk, pages: int, sites: int, dead: float) -> list[tuple[int, str]]:
    """Owe the fetch of so many pages, ten a claim, without telling the workers; return what to tell them."""
    quiet = Database(made.settings.database)
    with quiet.write() as session:
        article = add_article(session, made.owner)
        for first in range(0, pages, PER_CLAIM):
            claim = add_claim(session, article)
            lookup = ask_lookups_for_claim(session, None, claim, query="lock", providers=["gdelt"])[0]
            lookup.job.state = JobState.DONE
            urls = [_url(made, number, sites, dead) for number in range(first, min(pages, first + PER_CLAIM))]
            keep_answer(session, lookup.id, [FoundPage(url) for url in urls])
        jobs = session.scalars(select(Job).join(LookupPage, LookupPage.job_id == Job.id)).all()
        owed = [(job.id, job.queue.value) for job in jobs]
    quiet.dispose()
    return owed


def _url(made: Desk, number: int, sites: int, dead: float) -> str:
    kind = "dead" if (number * 7919) % 1000 < dead * 1000 else "page"
    return f"http://{page_host(number, sites)}:{made.port}/{kind}/{number % 400}?{number}"


def looks(made: Desk) -> float:
    """Return the 95th percentile, in milliseconds, of the dashboard's questions to the database."""
    taken: list[float] = []
    for _ in range(LOOKS):
        began = time.perf_counter()
        with made.database.read() as session:
            view_desk(session, person_id=made.owner)
        taken.append((time.perf_counter() - began) * 1000)
        time.sleep(0.02)
    return sorted(taken)[int(LOOKS * 0.95)]


def drain(made: Desk, owed: Sequence[tuple[int, str]]) -> None:
    """Tell the worker, and print a line at each tenth of the queue."""
    began, ids, told = time.monotonic(), [job_id for job_id, _ in owed], 0
    ended = select(func.count()).where(Job.kind == JobKind.FETCH_HIT, Job.id >= min(ids), Job.state.in_(ENDED))
    make_carrier(made.settings)(owed)
    while told < 10:
        with made.database.read() as session:
            done = session.scalar(ended) or 0
        if done * 10 // len(ids) > told:
            told = done * 10 // len(ids)
            memory, answer = memory_mb(made.workers[0].pid), looks(made)
            print(
                f"{done:6} of {len(ids)}  {time.monotonic() - began:5.0f} s  {memory:4.0f} MB  "
                f"desk p95 {answer:5.1f} ms  {load()}",
                flush=True,
            )
        time.sleep(0.5)


def main() -> None:
    """Print the desk's answer at rest, then a line a tenth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--sites", type=int, default=500)
    parser.add_argument("--dead", type=float, default=0.3)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    made_with = {"hosts": asked.sites, "database": asked.database}
    with desk(**made_with, fetch_page_seconds="0.5") as made:
        ready(made, 1)
        owed = owe(made, asked.pages, asked.sites, asked.dead)
        print(f"at rest: desk p95 {looks(made):.1f} ms, {memory_mb(made.workers[0].pid):.0f} MB  {load()}", flush=True)
        drain(made, owed)


if __name__ == "__main__":
    main()

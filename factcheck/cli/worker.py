"""`factcheck worker`: do the owed work."""

from __future__ import annotations

import click

from factcheck.config import Settings
from factcheck.domain.jobs import Queue
from factcheck.tasks import make_worker


@click.command("worker")
@click.option("--queue", "queues", multiple=True, type=click.Choice([queue.value for queue in Queue]))
@click.option("--processes", is_flag=True, help="Use processes, not threads; for the queue “cpu” on a large desk.")
@click.option("--concurrency", type=click.IntRange(1, 256), help="How many jobs at once.")
def command(queues: tuple[str, ...], *, processes: bool, concurrency: int | None) -> None:
    """Do the owed work, of all queues unless some are named, until a signal."""
    app = make_worker(Settings())
    # Workers tell each other nothing, since what there is to know stands in the rows.
    options = ["worker", "--loglevel=WARNING", "--without-gossip", "--without-mingle", "--without-heartbeat"]
    options += ["--queues", ",".join(queues)] if queues else []
    options += ["--pool", "prefork"] if processes else []
    options += ["--concurrency", str(concurrency)] if concurrency else []
    app.worker_main(options)

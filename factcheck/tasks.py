"""Put the worker together: the one task, the runner, the sweeper, and how they stop."""

from __future__ import annotations

import os
import threading
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from celery import signals

from factcheck.celery import TASK, CeleryCarrier, make_celery
from factcheck.db import Database
from factcheck.domain.jobs import UNHEARD
from factcheck.fetch.blob_store import blob_store
from factcheck.logs import set_up_logging
from factcheck.work.eraser import Eraser
from factcheck.work.fetcher import close_fetchers, warm_fetcher
from factcheck.work.handler import Tools
from factcheck.work.registry import HANDLERS
from factcheck.work.runner import Runner
from factcheck.work.sweeper import Sweeper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from celery import Celery

    from factcheck.config import Settings
    from factcheck.domain.jobs import JobKind
    from factcheck.work.handler import Handler

log = structlog.get_logger(__name__)

#: Seconds that handlers are given to end their step when the worker is told to stop; then their jobs are handed back.
GRACE = 8.0
#: Seconds after which the process ends whatever Celery still waits for: a hung thread cannot be ended otherwise.
LAST_CALL = 3.0


class Crew:
    """Hold what one worker process works with."""

    def __init__(
        self, settings: Settings, handlers: Mapping[JobKind, Handler], app: Celery, *, unheard: timedelta = UNHEARD
    ) -> None:
        # Each thread holds at most one connection, the keeper and the sweeper one each.
        self.db = Database(settings.database, pool_size=settings.worker_threads + 2, carrier=CeleryCarrier(app))
        self.tools = Tools(db=self.db, settings=settings, blobs=blob_store(settings))
        self.sweeper = Sweeper(
            self.db,
            every=settings.sweep_seconds,
            unheard=unheard,
            watch=timedelta(hours=settings.watch_hours),
            heads=settings.head_dir,
            eraser=Eraser(self.db, months=settings.retain_months),
        )
        self.runner = Runner(
            self.tools, handlers, lease=timedelta(seconds=settings.lease_seconds), put_off=self.sweeper.nudge
        )
        self._stopping = threading.Event()

    def stop(self) -> None:
        """Stop in order: ask the handlers, wait a little, hand back what is left, and end."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        threading.Thread(target=self._stop, name="shutdown", daemon=True).start()

    def _stop(self) -> None:
        self.sweeper.stop()
        self.runner.keeper.stop()
        if self.runner.keeper.wait_idle(GRACE):
            # Celery acknowledges the last messages and ends by itself; this thread ends with it.
            threading.Event().wait(LAST_CALL)
        else:
            log.warning("jobs_handed_back", count=self.runner.keeper.hand_back())
        # The reading processes would end with this one in any case; asked to, they end at once.
        close_fetchers()
        os._exit(0)


def make_worker(
    settings: Settings, handlers: Mapping[JobKind, Handler] = HANDLERS, *, unheard: timedelta = UNHEARD
) -> Celery:
    """Return the Celery application of a worker process, for `celery -A worker worker` and `factcheck worker`.

    `unheard` is how long a message may be under way before the sweeper takes it for lost.
    """
    set_up_logging()
    app = make_celery(settings)
    crew = Crew(settings, handlers, app, unheard=unheard)

    def look_at_job(job_id: int) -> None:
        crew.runner.run(job_id)

    app.task(name=TASK)(look_at_job)
    _connect_signals(crew)
    return app


def _connect_signals(crew: Crew) -> None:
    def keep_logging(**_kwargs: Any) -> None:
        """Stand in for Celery's own set-up of logging, which would take over the root logger."""

    def leave_parents_sockets(**_kwargs: Any) -> None:
        # The connections in the pool are the parent's; closing them here would close them there.
        crew.db.dispose(close=False)

    def start_sweeping(**_kwargs: Any) -> None:
        crew.sweeper.start()
        warm_fetcher(crew.tools)

    def stop(**_kwargs: Any) -> None:
        crew.stop()

    signals.setup_logging.connect(keep_logging, weak=False)
    signals.worker_process_init.connect(leave_parents_sockets, weak=False)
    signals.worker_ready.connect(start_sweeping, weak=False)
    signals.worker_shutting_down.connect(stop, weak=False)

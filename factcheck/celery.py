"""Set Celery up: it carries "look at job N" and nothing else; what is owed, when and how often stands in the row."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

import structlog
from celery import Celery
from kombu.entity import Exchange
from kombu.entity import Queue as KombuQueue

from factcheck.broker import Broker, BrokerKind, find_broker, prepare_folders
from factcheck.domain.jobs import LONGEST_RUN, Queue

if TYPE_CHECKING:
    from collections.abc import Sequence

    from factcheck.config import Settings

log = structlog.get_logger(__name__)

TASK = "factcheck.look_at_job"
#: After a failed send the broker is left alone this long, so that a dead one slows no page down; the sweeper sends.
REST_SECONDS = 2.0
#: How many messages a page waits for, at about a millisecond each.
AT_ONCE = 50
HARD_LIMIT = int(LONGEST_RUN.total_seconds()) + 60


def make_celery(settings: Settings, broker: Broker | None = None) -> Celery:
    """Return the Celery application of these settings; nothing is connected yet."""
    broker = broker or find_broker(settings)
    app = Celery("factcheck", set_as_current=False)
    app.conf.update(
        broker_url=broker.url,
        # Nobody waits for a result; the row has the state. A result backend would be one more thing to fill and fail.
        result_backend=None,
        task_ignore_result=True,
        # Messages are ids; pickle would run what a stranger on the broker sends.
        task_serializer="json",
        accept_content=["json"],
        # Acknowledged when done, so that most messages of a killed worker come back; the sweeper finds the others.
        task_acks_late=True,
        task_reject_on_worker_lost=True,
        # A message held back by a busy worker is a job that an idle one could have begun.
        worker_prefetch_multiplier=1,
        # Two queues: waiting on the network, and reckoning. A worker without -Q serves both.
        # The default exchange needs no table of bindings, which would be gone when the broker's data is wiped.
        task_queues=[_queue(queue.value) for queue in Queue],
        task_default_queue=Queue.IO.value,
        task_create_missing_queues=False,
        # Fetching is waiting: threads. A worker for heavy reckoning says -P prefork -Q cpu.
        worker_pool="threads",
        worker_concurrency=settings.worker_threads,
        # Only prefork can end a task; threads know no limit, where deadlines are the handlers' own. Later than the
        # moment the lease is no longer renewed, so that the row always speaks first.
        task_soft_time_limit=HARD_LIMIT - 30,
        task_time_limit=HARD_LIMIT,
        # A prefork child that leaked is replaced now and then.
        worker_max_tasks_per_child=1000,
        # A worker waits for its broker however long that takes, at start and later.
        broker_connection_retry=True,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        # Work of a lost connection goes on: it is the row that says whose it is.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        # A page waits for one try of a send, no longer than this.
        broker_connection_timeout=1.0,
        task_publish_retry=False,
        broker_transport_options=_transport_options(broker),
        # Cancel and progress are the row's; without remote control nobody on the broker can tell a worker to stop.
        worker_enable_remote_control=False,
        worker_send_task_events=False,
        # The desk's own logging stays as it is set up.
        worker_hijack_root_logger=False,
        worker_redirect_stdouts=False,
        # On TERM the worker tells its handlers to stop and hands back what is left (factcheck/tasks.py); Celery's own
        # wait would add to that.
        worker_soft_shutdown_timeout=0.0,
        enable_utc=True,
        timezone="UTC",
    )
    if broker.kind is BrokerKind.FOLDER:
        prepare_folders(broker)
        app.conf.broker_transport = "factcheck.folder_transport:Transport"
    return app


def _queue(name: str) -> KombuQueue:
    return KombuQueue(name, Exchange(""), routing_key=name)  # type: ignore[no-untyped-call]  # kombu carries no types


def _transport_options(broker: Broker) -> dict[str, Any]:
    if broker.kind is BrokerKind.FOLDER:
        return {
            "data_folder_in": str(broker.folder),
            "data_folder_out": str(broker.folder),
            "control_folder": str(broker.folder),
            # The stock second is felt on pages.
            "polling_interval": 0.05,
        }
    return {
        # Longer than any task, so that nothing comes back while it is worked on; never relied on: the sweeper is.
        "visibility_timeout": HARD_LIMIT * 2,
        # A server that vanished without closing is noticed; longer than the one second a worker blocks for messages.
        "socket_timeout": 5.0,
        "socket_connect_timeout": 1.0,
        "health_check_interval": 10,
        "retry_on_timeout": False,
    }


class CeleryCarrier:
    """Send "look at job N" after a commit: one try, never raises; what it loses the sweeper sends again."""

    def __init__(self, app: Celery) -> None:
        self._app = app
        self._rest_until = 0.0

    def __call__(self, owed: Sequence[tuple[int, str]]) -> None:
        """Send each (job id, queue), unless the broker failed a moment ago; a page does not wait for many."""
        if time.monotonic() < self._rest_until:
            return
        if self._send(owed[:AT_ONCE]) and len(owed) > AT_ONCE:
            threading.Thread(target=self._send, args=(owed[AT_ONCE:],), name="job-sender", daemon=True).start()

    def warm_up(self) -> None:
        """Load what sending needs, so that the first page that owes work does not wait for it."""
        self._app.finalize()
        _ = self._app.connection_for_write().transport

    def _send(self, owed: Sequence[tuple[int, str]]) -> bool:
        try:
            with self._app.producer_pool.acquire(block=True, timeout=1.0) as producer:
                for job_id, queue in owed:
                    self._app.send_task(TASK, args=(job_id,), queue=queue, producer=producer, retry=False)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with the broker, the page was saved
            self._rest_until = time.monotonic() + REST_SECONDS
            log.warning("job_send_failed", error=f"{type(error).__name__}: {error}", count=len(owed))
            return False
        return True


def make_carrier(settings: Settings) -> CeleryCarrier:
    """Return the carrier that a web process or a command gives to its database."""
    return CeleryCarrier(make_celery(settings))

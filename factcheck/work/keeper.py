"""Keep the leases of all jobs this process works on, from one thread, so that slow work is not taken for dead work."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import SQLAlchemyError

from factcheck.domain.jobs import LEASE, LONGEST_RUN
from factcheck.services.job_fail import hand_back_job
from factcheck.services.job_renew import renew_jobs

if TYPE_CHECKING:
    from datetime import timedelta

    from factcheck.db import Database
    from factcheck.work.ticket import LeasedTicket

log = structlog.get_logger(__name__)


class Keeper:
    """Hold the tickets under way; renews them three times a lease, and stops renewing what hangs."""

    def __init__(self, db: Database, *, lease: timedelta = LEASE, longest: timedelta = LONGEST_RUN) -> None:
        self._db = db
        self._lease = lease
        self._longest = longest.total_seconds()
        self._tickets: dict[str, LeasedTicket] = {}
        # Stopping may interrupt the very thread that holds it.
        self._lock = threading.RLock()
        self._end = threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, ticket: LeasedTicket) -> None:
        """Keep this ticket's lease from now on; the thread starts with the first one, also after a fork."""
        with self._lock:
            self._tickets[ticket.token] = ticket
            if self._end.is_set():
                ticket.stopping.set()
            if self._thread is None or not self._thread.is_alive():
                self._thread = threading.Thread(target=self._run, name="lease-keeper", daemon=True)
                self._thread.start()

    def drop(self, ticket: LeasedTicket) -> None:
        """Leave this ticket alone from now on."""
        with self._lock:
            self._tickets.pop(ticket.token, None)

    def stop(self) -> None:
        """Ask all handlers to stop at their next step."""
        self._end.set()
        for ticket in self._under_way():
            ticket.stopping.set()

    def hand_back(self) -> int:
        """Give all jobs under way back to the queue and return how many; their handlers can store nothing any more."""
        tickets = self._under_way()
        for ticket in tickets:
            ticket.lost.set()
        with self._db.write() as session:
            return sum(hand_back_job(session, ticket.job_id, ticket.token) is not None for ticket in tickets)

    def wait_idle(self, seconds: float) -> bool:
        """Wait until nothing is under way, and say whether that came to be in time."""
        deadline = time.monotonic() + seconds
        while self._under_way():
            if time.monotonic() >= deadline:
                return False
            time.sleep(0.05)
        return True

    def round(self) -> None:
        """Renew all leases once, and pass on what the rows say."""
        now = time.monotonic()
        tickets = {t.token: t for t in self._under_way() if now - t.started < self._longest}
        if not tickets:
            return
        with self._db.write() as session:
            renewed = renew_jobs(session, list(tickets), lease=self._lease)
        for token, ticket in tickets.items():
            if token in renewed.cancelled:
                ticket.cancelled.set()
            elif token not in renewed.held and token in self._tickets:
                ticket.lost.set()

    def _under_way(self) -> list[LeasedTicket]:
        with self._lock:
            return list(self._tickets.values())

    def _run(self) -> None:
        # Handlers are let finish their step while the worker stops, so the thread goes on until the process ends.
        while True:
            time.sleep(self._lease.total_seconds() / 3)
            try:
                self.round()
            except SQLAlchemyError as error:
                log.warning("lease_renewal_failed", error=str(error))
            except Exception:
                # Without the thread all leases run out, and what is under way is done twice.
                log.exception("lease_renewal_failed")

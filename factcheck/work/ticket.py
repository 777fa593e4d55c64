"""Speak for one leased job: renew, look for a cancel, tell how far it is."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING, Any

from factcheck.services.job_progress import note_progress
from factcheck.services.job_renew import cancel_flag, renew_jobs
from factcheck.work.handler import Cancelled, LeaseLost

if TYPE_CHECKING:
    from datetime import timedelta

    from factcheck.db import Database
    from factcheck.domain.jobs import JobKind
    from factcheck.services.job_take import Lease

#: Pages poll once a second or so; telling them more often only writes.
TELL_EVERY = 0.5


class Stopping(Exception):
    """Stop at once: the worker is shutting down and the job goes back to the queue."""


class LeasedTicket:
    """Answer a handler's calls for the job it was given; the keeper's thread sets the flags."""

    def __init__(self, db: Database, lease: Lease, length: timedelta) -> None:
        self._db = db
        self._length = length
        self.token = lease.token
        self.job_id: int = lease.job_id
        self.kind: JobKind = lease.kind
        self.payload: dict[str, Any] = lease.payload
        self.claim_id: int | None = lease.claim_id
        self.article_id: int | None = lease.article_id
        self.attempt: int = lease.attempt
        self.started = time.monotonic()
        self._told = 0.0
        self.lost = threading.Event()
        self.cancelled = threading.Event()
        self.stopping = threading.Event()

    def renew(self) -> None:
        """Renew the lease, or raise LeaseLost, Cancelled or Stopping."""
        with self._db.write() as session:
            renewed = renew_jobs(session, [self.token], lease=self._length)
        if self.token not in renewed.held:
            self.lost.set()
        if self.token in renewed.cancelled:
            self.cancelled.set()
        self._raise()

    def check_cancel(self) -> None:
        """Raise Cancelled where somebody pressed the button, LeaseLost or Stopping where there is no point going on."""
        self._raise()
        with self._db.read() as session:
            flag = cancel_flag(session, self.job_id, self.token)
        if flag is None:
            self.lost.set()
        elif flag:
            self.cancelled.set()
        self._raise()

    def progress(self, done: int, total: int, words: str = "") -> None:
        """Tell the page how far the work is, at most twice a second but always the last step."""
        self._raise()
        now = time.monotonic()
        if now - self._told < TELL_EVERY and done < total:
            return
        self._told = now
        with self._db.write() as session:
            if not note_progress(session, self.job_id, self.token, done, total, words):
                self.lost.set()
        self._raise()

    def _raise(self) -> None:
        if self.lost.is_set():
            raise LeaseLost
        if self.cancelled.is_set():
            raise Cancelled
        if self.stopping.is_set():
            raise Stopping

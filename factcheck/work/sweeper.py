"""Sweep from a thread of each worker; two sweepers do no harm."""

from __future__ import annotations

import threading
import time
from datetime import timedelta
from typing import TYPE_CHECKING, TypeVar

import structlog
from sqlalchemy.exc import SQLAlchemyError

from factcheck.domain.jobs import UNHEARD
from factcheck.heads import note_head
from factcheck.models.base import utc_now
from factcheck.services.citation_watch_due import owe_watches
from factcheck.services.job_sweep import next_due, sweep_jobs, sweep_needed
from factcheck.services.log_read import log_head
from factcheck.services.notice_overdue import overdue_claims, tell_overdue
from factcheck.services.tidy import AT_ONCE, is_littered, litter, sweep_out

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from factcheck.db import Database
    from factcheck.services.tidy import Litter
    from factcheck.work.eraser import Eraser

log = structlog.get_logger(__name__)

Done = TypeVar("Done")

#: Seconds between two looks for citations that are due; one query, and most find nothing.
WATCH_EVERY = 60.0
#: Seconds between two looks for articles whose keeping time has ended.
ERASE_EVERY = 3600.0
#: Seconds between two looks for rows that nothing reads any more; none of them grows by much in an hour.
TIDY_EVERY = 3600.0
#: Seconds between two rounds, at the least.
SHORTEST_REST = 0.2


class Sweeper:
    """Look for lost work every few seconds, first at start; `db` needs a carrier to send it with."""

    def __init__(
        self,
        db: Database,
        *,
        every: float,
        unheard: timedelta = UNHEARD,
        watch: timedelta | None = None,
        heads: Path | None = None,
        eraser: Eraser | None = None,
    ) -> None:
        self._db = db
        self._every = every
        self._unheard = unheard
        self._watch = watch
        self._heads = heads
        self._eraser = eraser
        self._next_erase = 0.0
        self._next_watch = 0.0
        self._next_tidy = 0.0
        self._noted: date | None = None
        self._next_look = 0.0
        self._end = threading.Event()
        self._nudged = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self) -> None:
        """Start the thread."""
        # Made here and not with the sweeper: in a process that forked in between, Python 3.13 starts none made before.
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ask the thread to end and wait for its round."""
        self._end.set()
        self._nudged.set()
        if self._thread is not None:
            self._thread.join(timeout=5)

    def nudge(self) -> None:
        """Look when the next job is due, since one was put off: its turn may come before the next round."""
        self._nudged.set()

    def round(self) -> list[int]:
        """Sweep once and return the ids of the jobs sent again."""
        with self._db.read() as session:
            if not sweep_needed(session, unheard=self._unheard):
                return []
        with self._db.write() as session:
            return sweep_jobs(session, unheard=self._unheard)

    def _tell_overdue(self) -> None:
        with self._db.read() as session:
            if not overdue_claims(session):
                return
        with self._db.write() as session:
            tell_overdue(session)

    def watch_round(self) -> int:
        """Owe the looks at cited pages that are due and return how many."""
        if not self._watch or time.monotonic() < self._next_watch:
            return 0
        self._next_watch = time.monotonic() + WATCH_EVERY
        with self._db.write() as session:
            return owe_watches(session, every=self._watch)

    def erase_round(self) -> int:
        """Tell of and erase what is due and return how many articles it was; once an hour."""
        if self._eraser is None or time.monotonic() < self._next_erase:
            return 0
        self._next_erase = time.monotonic() + ERASE_EVERY
        return self._eraser.round()

    def tidy_round(self) -> int:
        """Delete what nothing reads any more and return how many rows; once an hour."""
        if time.monotonic() < self._next_tidy:
            return 0
        self._next_tidy = time.monotonic() + TIDY_EVERY
        found = sum(self._tidied(one) for one in litter(watch=self._watch or timedelta(0)))
        if found:
            log.info("rows_tidied", count=found)
        return found

    def _tidied(self, one: Litter) -> int:
        with self._db.read() as session:
            if not is_littered(session, one):
                return 0
        total = 0
        while not self._end.is_set():
            with self._db.write() as session:
                some = sweep_out(session, one)
            total += some
            if some < AT_ONCE:
                break
        return total

    def note_head(self) -> bool:
        """Write down where the log stands, once a day; return whether it was done now."""
        today = utc_now()
        if self._heads is None or self._noted == today.date():
            return False
        with self._db.read() as session:
            head = log_head(session)
        written = note_head(self._heads, head.seq, head.hash, today)
        self._noted = today.date()
        return written

    def _run(self) -> None:
        while not self._end.is_set():
            self._nudged.clear()
            swept = self._guarded("sweep", self.round)
            if swept:
                log.info("jobs_swept", count=len(swept))
            self._look_around()
            rest = self._guarded("rest", self._rest)
            self._end.wait(SHORTEST_REST)
            self._nudged.wait(self._every if rest is None else rest)

    def _guarded(self, step: str, do: Callable[[], Done]) -> Done | None:
        """Do one step; whatever it raises is logged and ends neither the steps behind it nor the thread.

        Nobody starts the thread again, and without it lost work stays lost.
        """
        try:
            return do()
        except (SQLAlchemyError, OSError) as error:
            # The database or the disk is away: one line a round tells enough.
            log.warning("sweep_failed", step=step, error=str(error))
        except Exception:
            log.exception("sweep_failed", step=step)
        return None

    def _look_around(self) -> None:
        """Do what need not be done at every nudge."""
        if time.monotonic() < self._next_look:
            return
        self._next_look = time.monotonic() + self._every
        self._guarded("watch", self.watch_round)
        self._guarded("overdue", self._tell_overdue)
        self._guarded("head", self.note_head)
        self._guarded("erase", self.erase_round)
        self._guarded("tidy", self.tidy_round)

    def _rest(self) -> float:
        """Return the seconds until the next round: until the next job that was put off is due, or the usual time."""
        with self._db.read() as session:
            due = next_due(session)
        away = (due - utc_now()).total_seconds() if due else self._every
        return min(self._every, max(away, 0.0))

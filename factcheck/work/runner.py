"""Run one job: take it, work on it without a transaction, and end it in one transaction with what it found."""

from __future__ import annotations

import time
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import structlog
from sqlalchemy.exc import DBAPIError, OperationalError

from factcheck.domain.errors import DeskError, StorageFull
from factcheck.domain.jobs import LEASE, JobState
from factcheck.services.job_fail import end_cancelled_job, fail_job, hand_back_job, put_off_job
from factcheck.services.job_finish import finish_job
from factcheck.services.job_take import take_job
from factcheck.services.lock_order import hold_article_of_job
from factcheck.work.handler import Cancelled, GiveUp, LeaseLost, TryLater
from factcheck.work.keeper import Keeper
from factcheck.work.ticket import LeasedTicket, Stopping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import timedelta

    from sqlalchemy.orm import Session

    from factcheck.domain.jobs import JobKind
    from factcheck.work.handler import Handler, Store, Tools

log = structlog.get_logger(__name__)

#: Seconds between tries to write how a job ended: a database that restarts is back by then. Together well under a
#: lease, for a job whose end is not written looks like a dead worker.
END_TRIES = (0.2, 1.0, 3.0, 6.0)


class Runner:
    """Run jobs by id with the tools and handlers of this process; safe to call from many threads."""

    def __init__(
        self,
        tools: Tools,
        handlers: Mapping[JobKind, Handler],
        *,
        lease: timedelta = LEASE,
        put_off: Callable[[], None] = lambda: None,
    ) -> None:
        """Take what to work with; `put_off` is told of each job that goes back to wait."""
        self.tools = tools
        self.put_off = put_off
        self.handlers = handlers
        self.lease = lease
        self.keeper = Keeper(tools.db, lease=lease)

    def run(self, job_id: int) -> bool:
        """Run the job if it is there to be taken, and say whether it was; never raises what a handler raised."""
        with self.tools.db.write() as session:
            lease = take_job(session, job_id, lease=self.lease)
        if lease is None:
            return False
        ticket = LeasedTicket(self.tools.db, lease, self.lease)
        named = structlog.contextvars.bound_contextvars(job=job_id, kind=lease.kind.value, attempt=lease.attempt)
        with named, self._kept(ticket):
            self._end(ticket, self._work(ticket))
        return True

    @contextmanager
    def _kept(self, ticket: LeasedTicket) -> Iterator[None]:
        self.keeper.add(ticket)
        try:
            yield
        finally:
            self.keeper.drop(ticket)

    def _work(self, ticket: LeasedTicket) -> Callable[[Session], object]:
        """Call the handler and return what ends the job, to be called in one transaction."""
        handler = self.handlers.get(ticket.kind)
        if handler is None:
            return _failing(
                ticket, f"This version of the desk cannot do “{ticket.kind}”. Update the workers.", last=True
            )
        try:
            store = handler(self.tools, ticket)
        except Exception as error:  # noqa: BLE001 - whatever a handler raises ends its job, not its worker
            return _ending(ticket, error)
        return _storing(ticket, store)

    def _end(self, ticket: LeasedTicket, end: Callable[[Session], object]) -> None:
        """Write how the job ended; a failure to store is a failed attempt, a database that is away is asked again."""
        waits, failed = iter(END_TRIES), False
        while True:
            try:
                with self.tools.db.write() as session:
                    outcome = end(session)
            except Exception as error:
                wait = next(waits, None) if _passing(error) else None
                if wait is not None:
                    log.warning("job_end_delayed", error=str(error))
                    time.sleep(wait)
                    continue
                if failed:
                    # The lease runs out, and the sweeper takes it from there.
                    log.exception("job_end_lost")
                    return
                end, failed = _ending(ticket, error), True
            else:
                log.info("job_ended", outcome=str(outcome))
                if outcome is JobState.WAITING:
                    self.put_off()
                return


def _passing(error: Exception) -> bool:
    """Say whether the database is only away or busy, so that the same write may succeed later."""
    return isinstance(error, OperationalError) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def _storing(ticket: LeasedTicket, store: Store) -> Callable[[Session], object]:
    def end(session: Session) -> object:
        # Its article before the job's row, as people's acts do; both are only held for this short transaction.
        hold_article_of_job(session, ticket.job_id)
        # The state first: where the lease is lost this touches no row, and nothing is written.
        if not finish_job(session, ticket.job_id, ticket.token):
            return "dropped"
        store(session)
        return "done"

    return end


def _failing(ticket: LeasedTicket, sentence: str, *, last: bool = False) -> Callable[[Session], object]:
    return lambda session: fail_job(session, ticket.job_id, ticket.token, sentence, last=last)


def _ending(ticket: LeasedTicket, error: Exception) -> Callable[[Session], object]:
    """Return what ends the job after `error`."""
    job_id, token = ticket.job_id, ticket.token
    match error:
        case LeaseLost():
            end: Callable[[Session], object] = _nothing
        case Cancelled():
            end = partial(end_cancelled_job, job_id=job_id, token=token)
        case Stopping():
            end = partial(hand_back_job, job_id=job_id, token=token)
        case TryLater(seconds=float() | int() as seconds):
            end = partial(
                put_off_job, job_id=job_id, token=token, sentence=str(error), seconds=seconds, ours=error.ours
            )
        case TryLater():
            end = _failing(ticket, str(error))
        case GiveUp():
            end = _failing(ticket, str(error), last=True)
        case DeskError():
            # Its sentence is for people. Only room on the disk comes back by itself.
            end = _failing(ticket, str(error), last=not isinstance(error, StorageFull))
        case _:
            log.error("job_raised", exc_info=error)
            name = type(error).__name__
            end = _failing(
                ticket, f"Something went wrong inside the desk ({name}); its log tells more of job {job_id}."
            )
    return end


def _nothing(_session: Session) -> str:
    return "lease lost"

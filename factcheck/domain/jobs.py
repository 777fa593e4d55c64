"""Name the states of work owed and the rules of trying again."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import random


class JobState(StrEnum):
    """Say where a piece of owed work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class JobKind(StrEnum):
    """Name the kinds of work; each has one handler in factcheck/work."""

    FETCH_DRAFT = "fetch_draft"
    SPLIT_DRAFT = "split_draft"
    READ_UPLOAD = "read_upload"
    RUN_LOOKUP = "run_lookup"
    FETCH_HIT = "fetch_hit"
    GROUP_SOURCES = "group_sources"
    WATCH_CITATION = "watch_citation"
    SEND_NOTICE = "send_notice"
    DROP_FILES = "drop_files"


class Queue(StrEnum):
    """Name the queues: waiting on the network takes threads, parsing takes processes."""

    IO = "io"
    CPU = "cpu"


QUEUE_OF: dict[JobKind, Queue] = dict.fromkeys(JobKind, Queue.IO) | {
    JobKind.SPLIT_DRAFT: Queue.CPU,
    JobKind.GROUP_SOURCES: Queue.CPU,
}

ENDED = frozenset({JobState.DONE, JobState.FAILED, JobState.CANCELLED})
MAX_ATTEMPTS = 5
#: A job that kills its worker twice is not tried a third time.
MAX_DEATHS = 2
LEASE = timedelta(seconds=60)
#: A handler that runs longer than this is taken to hang: its lease is renewed no more.
LONGEST_RUN = timedelta(minutes=15)
#: How long a host or provider may put a job off before it counts as failed; being put off costs no attempt.
PATIENCE = timedelta(days=1)
#: So often the other side may say "later": with the waits below, one that always says "in a second" is asked for two
#: hours or so.
MAX_PUT_OFFS = 30
#: So often it gets its way to the second; then the desk waits longer than it was asked to.
TAKEN_AT_ITS_WORD = 3
#: A message not acted on within this time is taken to be lost, and sent again.
UNHEARD = timedelta(seconds=15)
#: How many messages the sweeper keeps under way at once, and so the most it sends in one round.
SWEEP_LIMIT = 200
FIRST_BACKOFF = timedelta(seconds=2)
LONGEST_BACKOFF = timedelta(minutes=10)


def backoff(attempts: int, dice: random.Random) -> timedelta:
    """Return the time to wait after `attempts` failures: exponential, with full jitter (AWS, 2015)."""
    ceiling = min(LONGEST_BACKOFF, FIRST_BACKOFF * (1 << min(30, max(0, attempts - 1))))
    return ceiling * dice.random()

"""Name the handler of each kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from factcheck.domain.jobs import JobKind
from factcheck.work.fetch_hit import fetch_hit
from factcheck.work.run_lookup import run_lookup

if TYPE_CHECKING:
    from factcheck.work.handler import Handler

HANDLERS: dict[JobKind, Handler] = {
    JobKind.RUN_LOOKUP: run_lookup,
    JobKind.FETCH_HIT: fetch_hit,
}

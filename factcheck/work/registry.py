"""Name the handler of each kind of work."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from factcheck.domain.jobs import JobKind
    from factcheck.work.handler import Handler

HANDLERS: dict[JobKind, Handler] = {}

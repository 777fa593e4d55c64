"""Set up logging: one line an event, with constant names and ids as fields."""

from __future__ import annotations

import logging
import sys

import structlog


def set_up_logging(*, json: bool | None = None) -> None:
    """Write events to standard error: as JSON, or in colour where a person looks on."""
    as_json = not sys.stderr.isatty() if json is None else json
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    if as_json:
        shared.append(structlog.processors.format_exc_info)
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.JSONRenderer()
            if as_json
            # The pretty kind of traceback prints local variables, and with them drafts and passwords.
            else structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Asked for each time: where standard error is put elsewhere later, the events follow it.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    # What libraries say goes the same way, from warnings up.
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s", force=True
    )

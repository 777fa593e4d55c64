"""`factcheck web`: serve the pages."""

from __future__ import annotations

import os
import signal
import socket
from typing import TYPE_CHECKING, Any

import click
from waitress.server import create_server

from factcheck.app import create_app
from factcheck.celery import make_carrier
from factcheck.config import Settings
from factcheck.listen import open_port

if TYPE_CHECKING:
    from types import FrameType

THREADS = 8
#: Seconds after which a client that says nothing is dropped.
PATIENCE = 60


@click.command("web")
@click.option("--host", help="The address to listen on; 0.0.0.0 for all.")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on.")
@click.option("--listener", type=int, hidden=True, help="A listening socket, handed down by the supervisor.")
@click.option("--gate", type=int, hidden=True, help="A pipe that is closed when the desk is prepared.")
def command(host: str | None, port: int | None, listener: int | None, gate: int | None) -> None:
    """Serve the pages with waitress, until a signal."""
    if gate is not None:
        # All is loaded by now; what is left needs the secret and the database.
        while os.read(gate, 1):
            pass
    given: dict[str, Any] = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    settings = Settings(**given)
    carrier = make_carrier(settings)
    carrier.warm_up()
    app = create_app(settings, carrier=carrier)
    listening = socket.socket(fileno=listener) if listener is not None else open_port(settings.host, settings.port)
    server = create_server(app, sockets=[listening], threads=THREADS, channel_timeout=PATIENCE, ident=None)
    signal.signal(signal.SIGTERM, _end)
    server.run()


def _end(_number: int, _frame: FrameType | None) -> None:
    # Waitress ends its loop on this and lets requests under way finish.
    raise SystemExit(0)

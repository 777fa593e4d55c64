"""`factcheck up`: run the whole desk on one machine."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.broker import Broker, BrokerKind, discard_data, find_broker, prepare_folders, server_command
from factcheck.config import Settings
from factcheck.listen import open_port
from factcheck.prepare import (
    ADMINISTRATOR,
    check_database,
    lock_folder,
    prepare_database,
    prepare_folder,
    prepare_secret,
)
from factcheck.supervisor import Child, Supervisor, broker_command, desk_command

if TYPE_CHECKING:
    import socket

#: A broker that dies this often in a row cannot read its own files; they only hold messages, and rows are swept.
BROKER_TRIES = 2


@click.command("up")
@click.option("--port", type=click.IntRange(0, 65535), help="The port to listen on. [default: 8000]")
@click.option("--data", type=click.Path(path_type=Path), help="The folder that keeps everything. [default: ./data]")
@click.option("--host", help="The address to listen on. [default: 127.0.0.1]")
@click.option("--no-demo", is_flag=True, help="Start an empty desk.")
@click.option("--new-secret", is_flag=True, help="Make a new secret key; everybody is signed out.")
def command(port: int | None, data: Path | None, host: str | None, *, no_demo: bool, new_secret: bool) -> None:
    """Run the desk: prepare its data folder, start broker, web and worker, and stop all of it on Ctrl-C."""
    named = {"port": port, "data_dir": data, "host": host}
    given: dict[str, Any] = {name: value for name, value in named.items() if value is not None}
    settings = Settings(**given)
    # What the desk writes is the owner's alone; the children inherit this.
    os.umask(0o077)
    settings = settings.model_copy(update={"data_dir": settings.data_dir.expanduser().resolve()})
    prepare_folder(settings.data_dir)
    with lock_folder(settings.data_dir), open_port(settings.host, settings.port) as listener:
        is_new = check_database(settings)
        secret = prepare_secret(settings, database_is_new=is_new, new_secret=new_secret)
        password = prepare_database(settings, secret, new_secret=new_secret, demo=not no_demo)
        _run(settings, listener, password)


def _run(settings: Settings, listener: socket.socket, password: str | None) -> None:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    # What listens on all addresses is reached here by the machine's own.
    asked = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, shown)  # noqa: S104 - compared, not bound
    supervisor = Supervisor(
        children=_children(find_broker(settings), listener),
        logs=settings.data_dir / "logs",
        environment=os.environ
        | {"FACTCHECK_DATA_DIR": str(settings.data_dir), "FACTCHECK_HOST": settings.host, "FACTCHECK_PORT": str(port)},
        say=_say,
    )

    def ready() -> None:
        click.echo(f"The desk is open: {settings.base_url or f'http://{asked}:{port}/'}")
        if password is not None:
            click.echo(f"Sign in as {ADMINISTRATOR} with the one-time password {password} (it is shown only now).")
        click.echo("Ctrl-C stops it.")

    supervisor.run(f"http://{asked}:{port}/healthz", ready)
    _say("The desk is closed.")


def _say(sentence: str) -> None:
    # A terminal that was closed is no reason to close the desk.
    with contextlib.suppress(OSError):
        click.echo(sentence, err=True)


def _children(broker: Broker, listener: socket.socket) -> list[Child]:
    def before_broker(died: int) -> None:
        prepare_folders(broker)
        if died >= BROKER_TRIES:
            discard_data(broker)

    handle = listener.fileno()
    children = [
        Child("web", desk_command("web", "--listener", str(handle)), keep=(handle,)),
        Child("worker", desk_command("worker"), later=True),
    ]
    if broker.kind is BrokerKind.EMBEDDED:
        children.insert(0, Child("broker", broker_command(server_command(broker)), before=before_broker))
    return children

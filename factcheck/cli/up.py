"""`factcheck up`: run the whole desk on one machine."""

from __future__ import annotations

import contextlib
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from factcheck.broker import Broker, BrokerKind, discard_data, find_broker, prepare_folders, server_command
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.folder import lock_folder, prepare_folder
from factcheck.listen import open_port
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
    options = [name for name, wanted in (("--no-demo", no_demo), ("--new-secret", new_secret)) if wanted]
    with lock_folder(settings.data_dir), open_port(settings.host, settings.port) as listener:
        _run(settings, listener, options)


def _run(settings: Settings, listener: socket.socket, options: list[str]) -> None:
    host, port = listener.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    # What listens on all addresses is reached here by the machine's own.
    asked = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, shown)  # noqa: S104 - compared, not bound
    own = {"DATA_DIR": settings.data_dir, "HOST": settings.host, "PORT": port}
    environment = os.environ | {f"FACTCHECK_{name}": str(value) for name, value in own.items()}
    gate, gate_end = os.pipe()
    supervisor = Supervisor(
        children=_children(find_broker(settings), listener, gate),
        logs=settings.data_dir / "logs",
        environment=environment,
        say=_say,
    )
    printed: list[str] = []

    def prepare() -> None:
        # A process of its own beside the web process, which loads meanwhile: a second start is quicker by half.
        command = desk_command("prepare", *options, lifeline=False)
        done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
        printed.extend(done.stdout.splitlines())
        if done.returncode:
            _say("\n".join(printed))
            last = done.stderr.strip().splitlines()[-1:] or [
                f"The desk could not be prepared (code {done.returncode})."
            ]
            raise DeskError(last[0])
        os.close(gate_end)

    def ready() -> None:
        _say(
            "\n".join(
                [f"The desk is open: {settings.base_url or f'http://{asked}:{port}/'}", *printed, "Ctrl-C stops it."]
            )
        )

    supervisor.run(prepare, f"http://{asked}:{port}/healthz", ready)
    _say("The desk is closed.")


def _say(sentence: str) -> None:
    # A terminal that was closed is no reason to close the desk.
    with contextlib.suppress(OSError):
        click.echo(sentence, nl=bool(sentence))


def _children(broker: Broker, listener: socket.socket, gate: int) -> list[Child]:
    def before_broker(died: int) -> None:
        prepare_folders(broker)
        if died >= BROKER_TRIES:
            discard_data(broker)

    handle = listener.fileno()
    web = desk_command("web", "--listener", str(handle), "--gate", str(gate))
    children = [
        Child("web", web, keep=(handle, gate)),
        Child("worker", desk_command("worker"), later=True),
    ]
    if broker.kind is BrokerKind.EMBEDDED:
        children.insert(0, Child("broker", broker_command(server_command(broker)), before=before_broker))
    return children

"""Find the command, run it, and say what went wrong in one sentence."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import NoReturn

import click
from pydantic import ValidationError

from factcheck import __version__
from factcheck.config import Settings
from factcheck.domain.errors import DeskError
from factcheck.logs import set_up_logging
from factcheck.tether import watch_lifeline

#: The module of each command. They are loaded when asked for: `factcheck split` need not wait for Celery to load.
COMMANDS = {
    "audit": "factcheck.cli.audit",
    "backup": "factcheck.cli.backup",
    "bundle": "factcheck.cli.bundle",
    "captures": "factcheck.cli.captures",
    "doctor": "factcheck.cli.doctor",
    "export": "factcheck.cli.export",
    "fetch": "factcheck.cli.fetch",
    "import": "factcheck.cli.import_",
    "migrate": "factcheck.cli.migrate",
    "prepare": "factcheck.cli.prepare",
    "restore": "factcheck.cli.restore",
    "split": "factcheck.cli.split",
    "up": "factcheck.cli.up",
    "user": "factcheck.cli.user",
    "verify": "factcheck.cli.verify",
    "web": "factcheck.cli.web",
    "worker": "factcheck.cli.worker",
}
INTERRUPTED = 130


class Commands(click.Group):
    """Load a command's module when the command is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Name the commands."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Load one command."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = import_module(module).command
        return command


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="factcheck")
@click.option("--debug", is_flag=True, help="Show where an error comes from.")
@click.option("--lifeline", type=int, hidden=True)
def cli(*, debug: bool, lifeline: int | None) -> None:
    """Run a newsroom's fact-check desk."""
    del debug  # main() looks at it, after the fact
    # To standard error: what a command prints is for programs too.
    set_up_logging()
    if lifeline is not None:
        watch_lifeline(lifeline)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the command line; errors are one sentence on standard error, and an exit code that is not 0."""
    try:
        code = cli.main(arguments, prog_name="factcheck", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        error.show()
        code = error.exit_code
    except click.ClickException as error:
        click.echo(f"{error.format_message()} See: factcheck --help", err=True)
        code = error.exit_code
    except (click.Abort, KeyboardInterrupt):
        code = INTERRUPTED
    except Exception as error:
        if "--debug" in sys.argv:
            raise
        click.echo(sentence_for(error), err=True)
        code = 1
    sys.exit(code if isinstance(code, int) else 0)


def sentence_for(error: Exception) -> str:
    """Return the one sentence that tells a person what went wrong and what to do."""
    if isinstance(error, DeskError):
        return str(error)
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        name = "_".join(str(part) for part in first["loc"][:1])
        return f"The setting {Settings.model_config.get('env_prefix', '')}{name.upper()} is wrong: {first['msg']}."
    from_database = getattr(error, "orig", None)  # SQLAlchemy's errors carry the driver's; it need not be loaded
    if from_database is not None:
        return f"The database refused: {str(from_database).strip().splitlines()[0]}. “factcheck doctor” tells more."
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}."
    return f"Something went wrong inside the desk: {type(error).__name__}: {error}. Add --debug to see where."

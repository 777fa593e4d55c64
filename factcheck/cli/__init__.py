"""Run the desk from the command line: `factcheck COMMAND`, one module a command."""

from __future__ import annotations

from factcheck.cli.entry import main

__all__ = ["main"]

"""Receive what a browser sends: files are let go with the request, also those that could not be received whole."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, Any

from flask import Request


class DeskRequest(Request):
    """Close every file that was begun; the parser forgets the one that the disk had no room for."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self._begun: list[IO[bytes]] = []

    def _get_file_stream(self, *given: Any, **named: Any) -> IO[bytes]:
        stream = super()._get_file_stream(*given, **named)
        self._begun.append(stream)
        return stream

    def close(self) -> None:
        """Close the files; what still waited to be written to a full disk is given up."""
        while self._begun:
            with suppress(OSError):
                self._begun.pop().close()
        super().close()

"""Carry messages as files in a folder, where no server can run: kombu's transport, made safe for many workers.

The stock one writes messages in place, so that a worker may read half of one and exit; and takes them through the
system's temporary folder, which may be another disk. Here a message is written aside, flushed and renamed.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from pathlib import Path
from queue import Empty
from typing import Any

from kombu.transport import filesystem

SUFFIX = ".msg"


class Channel(filesystem.Channel):
    """Put and get messages by renaming, which is atomic."""

    @property
    def _folder(self) -> Path:
        return Path(self.data_folder_in)

    def _queue_bind(self, exchange: str, routing_key: str, pattern: str, queue: str) -> None:
        """Keep no table of bindings: messages go to the default exchange, by the name of their queue."""

    def get_table(self, exchange: str) -> list[Any]:  # noqa: ARG002 - kombu's signature
        """Return no bindings, as none are kept."""
        return []

    def _put(self, queue: str, payload: Any, **_kwargs: Any) -> None:  # type: ignore[override]  # kombu's two bases name it differently
        name = f"{time.time_ns():020d}-{uuid.uuid4().hex}.{queue}"
        aside = self._folder / f"{name}.part"
        with aside.open("wb") as file:
            file.write(json.dumps(payload).encode())
        aside.rename(self._folder / f"{name}{SUFFIX}")

    def _get(self, queue: str, timeout: float | None = None) -> Any:  # noqa: ARG002 - kombu's signature
        for path in self._waiting(queue):
            taken = path.with_name(f"{path.name}.taken-{os.getpid()}-{uuid.uuid4().hex[:8]}")
            try:
                path.rename(taken)
            except FileNotFoundError:
                continue  # another worker was quicker
            try:
                return json.loads(taken.read_bytes())
            except ValueError:
                continue  # the machine stopped while it was written; the sweeper sends it again
            finally:
                taken.unlink(missing_ok=True)
        raise Empty

    def _size(self, queue: str) -> int:
        return len(self._waiting(queue))

    def _purge(self, queue: str) -> int:
        paths = self._waiting(queue)
        for path in paths:
            path.unlink(missing_ok=True)
        return len(paths)

    def _delete(self, queue: str, *_args: Any, **_kwargs: Any) -> None:
        self._purge(queue)

    def _waiting(self, queue: str) -> list[Path]:
        return sorted(self._folder.glob(f"*.{queue}{SUFFIX}"))


class Transport(filesystem.Transport):
    """Use the safe channel."""

    Channel = Channel

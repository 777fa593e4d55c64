"""A local server, and the tools of a worker that may reach it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from factcheck.config import Settings
from factcheck.fetch.blobs import DiskBlobs
from factcheck.work.fetcher import close_fetchers
from factcheck.work.handler import Tools
from tests.fetch.serving import Server

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from factcheck.db import Database


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def more_settings() -> dict[str, Any]:
    """Return what a test file sets beside what reaches the server."""
    return {}


@pytest.fixture
def tools(database: Database, tmp_path: Path, server: Server, more_settings: dict[str, Any]) -> Iterator[Tools]:
    settings = Settings(
        data_dir=tmp_path,
        fetch_allow_nets=("127.0.0.0/8",),
        fetch_extra_ports=(server.port,),
        fetch_host_interval=0.0,
        fetch_page_seconds=5.0,
        **more_settings,
    )
    yield Tools(database, settings, DiskBlobs(tmp_path / "blobs"))
    close_fetchers()

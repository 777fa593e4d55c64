"""The local server and the door that may reach it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from factcheck.fetch.client import Client, Limits
from factcheck.fetch.extract.pool import Reader
from factcheck.fetch.guard import parse_networks

from .serving import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LOOPBACK = parse_networks(["127.0.0.0/8"])
QUICK = Limits(page_seconds=2.0, file_seconds=2.0, dns_seconds=0.5)


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def another() -> Iterator[Server]:
    made = Server()
    yield made
    made.close()


@pytest.fixture
def door(server: Server) -> Callable[..., Client]:
    """Make a client that may reach the local server; keywords change it, `page_seconds` and the like its limits."""

    def make(*more: Server, **changes: Any) -> Client:
        limits = {name: changes.pop(name) for name in list(changes) if name in Limits.__dataclass_fields__}
        client = Client(
            user_agent="test-desk/1",
            allow=LOOPBACK,
            extra_ports=(server.port, *(one.port for one in more)),
            limits=replace(QUICK, **limits),
        )
        return replace(client, **changes)

    return make


@pytest.fixture(scope="session")
def reader() -> Iterator[Reader]:
    made = Reader(seconds=10, memory_mb=768, size=1)
    yield made
    made.close()

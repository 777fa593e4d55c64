"""Carrying: every queue is served, a dead broker fails no page, a folder of files is safe for many workers."""

from __future__ import annotations

import queue
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sqlalchemy import func, select
from structlog.testing import capture_logs

from factcheck import celery as celery_module
from factcheck.broker import Broker, BrokerKind, find_broker, prepare_folders, server_command, socket_path
from factcheck.celery import TASK, CeleryCarrier, make_celery
from factcheck.config import Settings
from factcheck.db import Database
from factcheck.domain.jobs import QUEUE_OF, JobKind, Queue
from factcheck.models import Job
from tests.jobs.helpers import owe

if TYPE_CHECKING:
    from collections.abc import Sequence

    import pytest


def folder_broker(folder: Path) -> Broker:
    return Broker(BrokerKind.FOLDER, "filesystem://", folder)


def test_every_queue_is_served_by_a_worker_that_names_none(tmp_path: Path) -> None:
    app = make_celery(Settings(data_dir=tmp_path))
    assert set(app.amqp.queues.consume_from) == {queue.value for queue in Queue}
    assert set(QUEUE_OF) == set(JobKind)


def test_messages_are_json_and_no_results_are_kept(tmp_path: Path) -> None:
    conf = make_celery(Settings(data_dir=tmp_path)).conf
    assert conf.accept_content == ["json"]
    assert (conf.result_backend, conf.task_ignore_result) == (None, True)
    assert (conf.task_acks_late, conf.task_reject_on_worker_lost) == (True, True)
    assert conf.broker_connection_max_retries is None
    assert conf.broker_transport_options["visibility_timeout"] > conf.task_time_limit
    assert conf.worker_hijack_root_logger is False


def test_a_dead_broker_fails_no_page_and_is_left_alone_for_a_moment(tmp_path: Path, sqlite_url: str) -> None:
    settings = Settings(data_dir=tmp_path, redis_url="redis://127.0.0.1:1/0")
    database = Database(sqlite_url, carrier=CeleryCarrier(make_celery(settings)))
    with capture_logs() as logged:
        for _ in range(5):
            owe(database)
    assert [line["event"] for line in logged].count("job_send_failed") == 1
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Job)) == 5
    database.dispose()


def test_many_messages_do_not_hold_a_page_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    batches: queue.Queue[int] = queue.Queue()

    def send(owed: Sequence[tuple[int, str]]) -> bool:
        batches.put(len(owed))
        return True

    carrier = CeleryCarrier(make_celery(Settings(data_dir=tmp_path)))
    monkeypatch.setattr(carrier, "_send", send)
    carrier([(number, "io") for number in range(celery_module.AT_ONCE + 7)])
    assert [batches.get(timeout=30), batches.get(timeout=30)] == [celery_module.AT_ONCE, 7]


def test_a_folder_of_files_carries_each_message_once_to_many_takers(tmp_path: Path) -> None:
    app = make_celery(Settings(data_dir=tmp_path), folder_broker(tmp_path / "broker"))
    CeleryCarrier(app)([(number, "cpu" if number % 4 == 0 else "io") for number in range(40)])
    # One that was half written when the machine stopped.
    (tmp_path / "broker" / "00000000000000000000-torn.io.msg").write_bytes(b'{"body": "W1')

    def drain(_: int) -> list[int]:
        taken: list[int] = []
        with app.connection_for_read() as connection, connection.SimpleQueue(app.amqp.queues["io"]) as queue:
            while True:
                try:
                    message = queue.get(block=False)
                except queue.Empty:
                    return taken
                assert message.headers["task"] == TASK
                taken.append(message.payload[0][0])
                message.ack()

    with ThreadPoolExecutor(3) as pool:
        taken = [number for part in pool.map(drain, range(3)) for number in part]
    assert sorted(taken) == [number for number in range(40) if number % 4]
    left = [path.name for path in (tmp_path / "broker").iterdir() if path.is_file()]
    assert len(left) == 10
    assert all(name.endswith(".cpu.msg") for name in left)


def test_the_configured_server_comes_first_and_a_folder_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_broker(Settings(data_dir=tmp_path, redis_url="redis://r.test/0")).kind is BrokerKind.CONFIGURED
    monkeypatch.setattr("factcheck.broker.server_program", lambda: None)
    assert find_broker(Settings(data_dir=tmp_path)).kind is BrokerKind.FOLDER
    monkeypatch.setattr("factcheck.broker.server_program", lambda: Path("/usr/bin/server"))
    broker = find_broker(Settings(data_dir=tmp_path / "a b"))
    assert broker.kind is BrokerKind.EMBEDDED
    line = server_command(broker)
    assert line[line.index("--port") + 1] == "0"
    # The space in the path survives the way through the address.
    with make_celery(Settings(data_dir=tmp_path / "a b")).connection_for_write() as connection:
        assert unquote(connection.hostname) == f"socket://{broker.socket}"


def test_a_long_path_gets_a_short_private_socket(tmp_path: Path) -> None:
    folder = tmp_path / ("deep" * 40)
    path = socket_path(folder)
    assert len(str(path)) <= 100
    assert path == socket_path(folder)
    broker = Broker(BrokerKind.EMBEDDED, "redis+socket://", folder, Path("/usr/bin/server"), path)
    prepare_folders(broker)
    assert oct(path.parent.stat().st_mode)[-3:] == "700"
    path.parent.rmdir()

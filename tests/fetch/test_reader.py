"""The reading process: nothing gets out of it, nothing of it gets into the parent."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from factcheck.fetch.extract import child
from factcheck.fetch.extract.model import ReadState, from_json
from factcheck.fetch.extract.pool import Reader


def test_the_parent_never_loads_a_parser() -> None:
    code = (
        "import sys, factcheck.fetch.pages, factcheck.fetch.extract.pool\n"
        "heavy = ('lxml', 'trafilatura', 'htmldate', 'mammoth', 'pypdfium2', 'feedparser')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout == "[]\n"


@pytest.mark.parametrize(
    ("event", "arguments"),
    [("socket.connect", (None, None)), ("subprocess.Popen", ()), ("open", ("/tmp/x", "wb", 0)), ("os.system", ("ls",))],  # noqa: S108 - a name only
)
def test_the_child_may_not_reach_out(event: str, arguments: tuple[object, ...]) -> None:
    with pytest.raises(PermissionError):
        child.guard(event, arguments)
    child.guard("open", ("/usr/share/x", "rb", 0))


def test_a_child_killed_from_outside_is_replaced() -> None:
    reader = Reader(seconds=5, size=1)
    assert reader.read(b"one two", media_type="text/plain").text == "one two"
    for process in list(reader._all):
        process.kill()
        process.wait()
    assert reader.read(b"three", media_type="text/plain").text == "three"
    reader.close()


def test_a_warm_reader_has_its_processes_before_the_first_page() -> None:
    reader = Reader(seconds=5, size=2)
    reader.warm()
    warm = set(reader._all)
    assert len(warm) == 2
    assert reader.read(b"one", media_type="text/plain").text == "one"
    assert reader._all == warm
    reader.close()


def test_closing_ends_every_child() -> None:
    reader = Reader(seconds=5, size=1)
    reader.read(b"one", media_type="text/plain")
    (process,) = reader._all
    reader.close()
    assert process.poll() is not None


def test_a_child_is_renewed_after_its_share_of_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("factcheck.fetch.extract.pool.JOBS_EACH", 2)
    reader = Reader(seconds=5, size=1)
    reader.read(b"one", media_type="text/plain")
    first = set(reader._all)
    reader.read(b"two", media_type="text/plain")
    reader.read(b"three", media_type="text/plain")
    assert first.isdisjoint(reader._all)
    reader.close()


def test_memory_has_a_limit() -> None:
    reader = Reader(seconds=10, memory_mb=200, size=1)
    got = reader.read(b"<p>" + b"<i>x</i>" * 4_000_000)
    assert got.state in {ReadState.TOO_BIG, ReadState.UNREADABLE}
    assert reader.read(b"still here", media_type="text/plain").text == "still here"
    reader.close()


def test_many_threads_share_few_children() -> None:
    reader = Reader(seconds=5, size=2)
    with ThreadPoolExecutor(8) as threads:
        texts = list(threads.map(lambda n: reader.read(f"text {n}".encode(), media_type="text/plain").text, range(40)))
    assert texts == [f"text {n}" for n in range(40)]
    assert len(reader._all) <= 2
    reader.close()


def test_a_forked_worker_starts_children_of_its_own() -> None:
    code = """
import os, sys
from factcheck.fetch.extract.pool import Reader
reader = Reader(seconds=5, size=1)
reader.read(b"one", media_type="text/plain")
before = {p.pid for p in reader._all}
pid = os.fork()
if pid == 0:
    read = reader.read(b"two", media_type="text/plain").text == "two"
    same = read and before.isdisjoint({p.pid for p in reader._all})
    reader.close()
    os._exit(0 if same else 1)
status = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
again = reader.read(b"three", media_type="text/plain").text == "three" and before == {p.pid for p in reader._all}
sys.exit(status or (0 if again else 2))
"""
    assert (
        subprocess.run(
            [sys.executable, "-W", "ignore", "-c", code], check=False, timeout=60, env={**os.environ}
        ).returncode
        == 0
    )


@pytest.mark.parametrize("answer", [{}, {"state": "x", "reason": ""}, {"state": "read", "reason": "", "hint": "x"}])
def test_answers_that_make_no_sense_are_refused(answer: dict[str, object]) -> None:
    with pytest.raises((ValueError, KeyError)):
        from_json(answer)

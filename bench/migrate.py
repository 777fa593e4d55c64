"""Time the upgrade of a desk that has worked for years, then kill one midway and run it again.

`python -m bench.migrate [--since REVISION] [--claims N] [--events N] [--kills N]`

The desk is an SQLite file. After a kill the file is to be as it was before; the run after it is to reach the newest
revision with every row there.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, create_engine, insert

from bench.desk import load
from factcheck.migrate import alembic_config, upgrade
from factcheck.revision import newest
from tests.migrations.rows import fill, value_for

if TYPE_CHECKING:
    from sqlalchemy import Connection

AT_ONCE = 10_000


def make_old(url: str, since: str, claims: int, events: int) -> None:
    """Make a desk as it was at revision `since`, with a row in every table, many claims and a long log."""
    walked = ScriptDirectory.from_config(alembic_config(url)).walk_revisions("base", since)
    # Step by step, as the desk grew: later guards refuse rows that earlier ones let in.
    for revision in [script.revision for script in walked][::-1]:
        upgrade(url, revision)
        engine = create_engine(url)
        with engine.begin() as connection:
            fill(connection)
            if revision == since:
                fill_much(connection, claims, events)
        engine.dispose()


def fill_much(connection: Connection, claims: int, events: int) -> None:
    """Write many claims and rows of the log."""
    metadata = MetaData()
    metadata.reflect(connection)
    for name, wanted in (("claim", claims), ("event", events)):
        table = metadata.tables[name]
        row = {column.name: value_for(table, column) for column in table.columns}
        own = {"claim": ("id", "number"), "event": ("seq",)}[name]
        for first in range(2, wanted + 2, AT_ONCE):
            numbers = range(first, min(wanted + 2, first + AT_ONCE))
            given = [row | dict.fromkeys(own, number) for number in numbers]
            if name == "claim":
                given = [one | {"statement": f"The council closed pier {one['id']} in May."} for one in given]
            else:
                given = [one | {"hash": f"{one['seq']:064x}"} for one in given]
            connection.execute(insert(table), given)


def migrate(url: str) -> subprocess.Popen[bytes]:
    """Start an upgrade in a process of its own."""
    said = f"from factcheck.migrate import upgrade; upgrade({url!r})"
    return subprocess.Popen([sys.executable, "-c", said], stderr=subprocess.DEVNULL)


def state_of(path: Path) -> tuple[str, int, int]:
    """Return revision and the numbers of claims and rows of the log, the file being whole."""
    with sqlite3.connect(path) as connection:
        (whole,) = connection.execute("PRAGMA quick_check").fetchone()
        if whole != "ok":
            raise RuntimeError(f"The file is damaged: {whole}")
        (revision,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        (claims,) = connection.execute("SELECT count(*) FROM claim").fetchone()
        (events,) = connection.execute("SELECT count(*) FROM event").fetchone()
    connection.close()
    return str(revision), int(claims), int(events)


def main() -> None:
    """Print what the upgrade took, and how the file stood after each kill."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--since", default="0007", help="the revision that the desk is at")
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    with tempfile.TemporaryDirectory() as folder:
        old, path = Path(folder, "old.sqlite3"), Path(folder, "desk.sqlite3")
        make_old(f"sqlite:///{old}", given.since, given.claims, given.events)
        before = state_of(old)
        shutil.copy(old, path)
        began = time.perf_counter()
        if migrate(f"sqlite:///{path}").wait():
            raise SystemExit("The upgrade failed.")
        taken = time.perf_counter() - began
        if state_of(path) != (newest(), *before[1:]):
            raise SystemExit("Rows were lost, or the upgrade did not end.")
        size = path.stat().st_size / 1e6
        print(f"{before[1]:,} claims, {before[2]:,} rows of the log, {size:.0f} MB: {taken:.1f} s  {load()}")
        for number in range(given.kills):
            shutil.copy(old, path)
            process = migrate(f"sqlite:///{path}")
            try:
                process.wait(taken * dice.uniform(0.2, 0.95))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            stood = state_of(path)
            if stood not in {before, (newest(), *before[1:])}:
                raise SystemExit(f"A killed upgrade left the file at {stood}.")
            if migrate(f"sqlite:///{path}").wait() or state_of(path) != (newest(), *before[1:]):
                raise SystemExit("The run after a kill did not complete.")
            print(f"killed {number + 1}: stood at {stood[0]}, the next run completed")


if __name__ == "__main__":
    main()

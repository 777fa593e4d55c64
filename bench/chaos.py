"""Kill workers and brokers for longer than the tests do: `python -m bench.chaos [--database URL] [--lookups N]`.

Prints one line of JSON: what was done, found, doubled and repeated. The database named is to be empty and migrated;
without one a SQLite file is made. PostgreSQL is run with a Redis server of its own, SQLite with the embedded broker.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import os
import random
import socket
import sys
import tempfile
from pathlib import Path

from factcheck.config import Settings
from factcheck.migrate import upgrade
from tests.chaos.harness import Chaos, Plan

#: Of every ten faults: seven kill a worker, one each pauses one, kills the broker, wipes the broker.
FAULTS = ("worker",) * 7 + ("pause", "broker", "wipe")


def main() -> int:
    """Run once and print what came of it; the exit code says whether nothing was lost or doubled."""
    parser = argparse.ArgumentParser(description="Kill workers and brokers while work is done, and count.")
    parser.add_argument("--database", default="")
    parser.add_argument("--lookups", type=int, default=500)
    parser.add_argument("--workers", type=int, default=3)
    parser.add_argument("--threads", type=int, default=8)
    parser.add_argument("--faults", type=int, default=20)
    parser.add_argument("--deadly", type=int, default=12, help="how many jobs kill their own worker, at marked points")
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    dice = random.Random(given.seed)
    plan = Plan(
        lookups=given.lookups,
        workers=given.workers,
        threads=given.threads,
        seconds=0.3,
        faults=tuple(dice.choice(FAULTS) for _ in range(given.faults)),
        deadly=given.deadly,
        seed=given.seed,
        deadline=900.0,
    )
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder) / "desk"
        data.mkdir(mode=0o700)
        os.umask(0o077)
        port = 0
        if given.database.startswith("postgresql"):
            with socket.create_server(("127.0.0.1", 0)) as free:
                port = free.getsockname()[1]
        url = f"redis://127.0.0.1:{port}/0" if port else ""
        settings = Settings(data_dir=data, database_url=given.database, redis_url=url)
        upgrade(settings.database)
        outcome = Chaos(plan, settings, redis_port=port).run()
    print(json.dumps(dataclasses.asdict(outcome) | {"whole": outcome.whole}))
    return 0 if outcome.whole else 1


if __name__ == "__main__":
    sys.exit(main())

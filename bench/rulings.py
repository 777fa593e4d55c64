"""Ask the desk's own search of earlier rulings about claims whose rulings are known.

`python -m bench.rulings --inputs FILE --docs FILE [--database URL]`

Both files are JSON lines as `bench.public match` reads them, the inputs with their `gold`. All documents are put into
an empty database as rulings; then "Already checked?" is asked as a claim's page asks, which shows five at the most.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert

from bench.desk import load
from bench.public import read
from factcheck.db import Database
from factcheck.migrate import upgrade
from factcheck.models import Ruling
from factcheck.models.base import utc_now
from factcheck.services.ruling_search import search_rulings
from factcheck.text.likeness import said_on

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

AT_ONCE = 2000


def fill(session: Session, documents: Sequence[dict[str, Any]]) -> None:
    """Write each document as a ruling; the first has the id 1."""
    now = utc_now()
    for first in range(0, len(documents), AT_ONCE):
        rows = [
            {"statement": one["claim"] or one["title"], "title": (one.get("title") or "")[:500], "rating": "False"}
            | {"published_on": said_on(one.get("date") or ""), "key": f"{number:064x}", "created_at": now}
            for number, one in enumerate(documents[first : first + AT_ONCE], start=first)
        ]
        session.execute(insert(Ruling), rows)


def main() -> None:
    """Print one line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=Path, required=True)
    parser.add_argument("--docs", type=Path, required=True)
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    documents, items = list(read(asked.docs)), list(read(asked.inputs))
    with tempfile.TemporaryDirectory() as folder:
        url = asked.database or f"sqlite:///{folder}/desk.sqlite3"
        upgrade(url)
        database = Database(url)
        with database.write() as session:
            fill(session, documents)
        precision, shown, held, began = 0.0, 0, 0, time.process_time()
        with database.read() as session:
            for item in items:
                found = search_rulings(session, item["input"]["query"])
                right = [documents[one.row.id - 1]["id"] in item["gold"] for one in found]
                hits = [at for at, is_right in enumerate(right) if is_right]
                precision += sum((n + 1) / (at + 1) for n, at in enumerate(hits)) / min(5, len(item["gold"]))
                shown += len(found)
                held += bool(hits)
        each = (time.process_time() - began) / len(items) * 1000
        database.dispose()
    count = len(items)
    print(
        f"{count} claims, {len(documents)} rulings: MAP@5 {precision / count:.3f}, the right one is shown for"
        f" {held / count:.3f}, {shown / count:.1f} shown in the mean, {each:.1f} ms of work each  {load()}"
    )


if __name__ == "__main__":
    main()

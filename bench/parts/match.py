"""Rank checked claims for each item's `query`: a database proposes those that hold its rarest words, likeness decides.

Both databases index our own stems and propose the same claims, so the order is the same on both.
"""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import create_engine, make_url, text

from factcheck.text import bm25, queries
from factcheck.text.likeness import rank_like, said_on
from factcheck.text.words import keys

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PROPOSED = 2000
SHOWN = 50


class Proposer(Protocol):
    """Propose the ids of all documents that hold one of some stems."""

    def propose(self, stems: Sequence[str]) -> list[str]:
        """Return the ids."""


class Sqlite:
    """Propose by FTS5."""

    def __init__(self, documents: Sequence[bm25.Candidate]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute("CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, stems, tokenize='ascii')")
        self.database.executemany("INSERT INTO found VALUES (?, ?)", [(d.id, _stems(d)) for d in documents])

    def propose(self, stems: Sequence[str]) -> list[str]:
        """Return the ids."""
        match = " OR ".join(f'"{_coded(stem)}"' for stem in stems)
        rows = self.database.execute("SELECT id FROM found WHERE found MATCH ?", (match,)) if match else []
        return [row[0] for row in rows]


class Postgresql:
    """Propose by tsvector, in a temporary table that goes with the connection."""

    def __init__(self, address: str, documents: Sequence[bm25.Candidate]) -> None:
        url = make_url(address)
        # The driver that the desk uses, where none is named.
        url = url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
        self.connection = create_engine(url).connect()
        self.connection.execute(
            text(
                "CREATE TEMPORARY TABLE found (id text, stems text, words tsvector GENERATED ALWAYS AS"
                " (to_tsvector('simple', stems)) STORED)"
            )
        )
        rows = [{"id": d.id, "stems": _stems(d)} for d in documents]
        self.connection.execute(text("INSERT INTO found (id, stems) VALUES (:id, :stems)"), rows)
        self.connection.execute(text("CREATE INDEX found_words ON found USING gin (words)"))
        self.connection.execute(text("ANALYZE found"))

    def propose(self, stems: Sequence[str]) -> list[str]:
        """Return the ids."""
        match = " | ".join(f"'{_coded(stem)}'" for stem in stems)
        statement = text("SELECT id FROM found WHERE words @@ to_tsquery('simple', :match)")
        rows: Iterable[Any] = self.connection.execute(statement, {"match": match}) if match else []
        return [row[0] for row in rows]


def _coded(stem: str) -> str:
    """Return a stem in letters that every tokeniser keeps together."""
    return "x" + stem.encode("utf-8", "replace").hex()


def _stems(document: bm25.Candidate) -> str:
    return " ".join(_coded(stem) for part in (document.title, document.body) for stem in keys(part))


def documents(lines: Iterable[str]) -> dict[str, tuple[Any, bm25.Candidate]]:
    """Read the checked claims, each with its id as given; NUL, which PostgreSQL refuses, becomes a space."""
    rows: Iterator[Mapping[str, Any]] = (json.loads(line.replace("\\u0000", " ")) for line in lines if line.strip())
    return {str(row["id"]): (row["id"], _candidate(row)) for row in rows}


def _candidate(row: Mapping[str, Any]) -> bm25.Candidate:
    title, claim, told = (str(row.get(name) or "") for name in ("title", "claim", "date"))
    return bm25.Candidate(str(row["id"]), title, claim, said_on(told))


def _proposer(address: str, candidates: Sequence[bm25.Candidate]) -> Proposer:
    """Choose by the address; SQLite works in memory whatever file is named, since nothing is kept."""
    if address and make_url(address).get_backend_name() == "postgresql":
        return Postgresql(address, candidates)
    return Sqlite(candidates)


def run(items: Iterable[dict[str, Any]], asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield for each item the ids of the nearest checked claims, best first."""
    if not asked.docs:
        raise SystemExit("match needs --docs: a file of the checked claims, one JSON object a line.")
    with asked.docs.open(encoding="utf-8") as lines:
        known = documents(lines)
    candidates = [one for _, one in known.values()]
    counted = bm25.Statistics.of(candidates)
    proposer = _proposer(asked.database, candidates)
    for item in items:
        query = queries.cleaned(item.get("query") or item.get("claim") or "")
        proposed = [known[one][1] for one in proposer.propose(counted.rarest(query, PROPOSED))]
        ranked = rank_like(query, proposed, statistics=counted, limit=SHOWN)
        yield {"id": item.get("id"), "ranking": [known[one.id][0] for one in ranked]}

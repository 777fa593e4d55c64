"""Rank checked claims for each item's `query`: a database proposes 200, BM25 decides."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any, Protocol

from sqlalchemy import create_engine, text

from factcheck.text import bm25, queries

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Iterator, Mapping, Sequence

PROPOSED = 200
SHOWN = 50


class Proposer(Protocol):
    """Propose the ids of documents that share words with a text, the likeliest first."""

    def propose(self, asked: str) -> list[str]:
        """Return at most PROPOSED ids."""


class Sqlite:
    """Propose by FTS5 with Porter's stems."""

    def __init__(self, documents: Sequence[bm25.Candidate]) -> None:
        self.database = sqlite3.connect(":memory:")
        self.database.execute(
            "CREATE VIRTUAL TABLE found USING fts5(id UNINDEXED, title, body, tokenize='porter unicode61')"
        )
        self.database.executemany("INSERT INTO found VALUES (?, ?, ?)", [(d.id, d.title, d.body) for d in documents])

    def propose(self, asked: str) -> list[str]:
        """Return at most PROPOSED ids."""
        match = queries.fts5_query(asked)
        statement = "SELECT id FROM found WHERE found MATCH ? ORDER BY rank, id LIMIT ?"
        return [row[0] for row in self.database.execute(statement, (match, PROPOSED))] if match else []


class Postgresql:
    """Propose by tsvector and ts_rank, in a temporary table that goes with the connection."""

    def __init__(self, address: str, documents: Sequence[bm25.Candidate]) -> None:
        self.connection = create_engine(address).connect()
        self.connection.execute(
            text(
                "CREATE TEMPORARY TABLE found (id text, title text, body text, words tsvector GENERATED ALWAYS AS"
                " (to_tsvector('english', title || ' ' || body)) STORED)"
            )
        )
        rows = [{"id": d.id, "title": d.title, "body": d.body} for d in documents]
        self.connection.execute(text("INSERT INTO found (id, title, body) VALUES (:id, :title, :body)"), rows)
        self.connection.execute(text("CREATE INDEX found_words ON found USING gin (words)"))
        self.connection.execute(text("ANALYZE found"))

    def propose(self, asked: str) -> list[str]:
        """Return at most PROPOSED ids."""
        match = queries.tsquery(asked)
        statement = text(
            "SELECT id FROM found, to_tsquery('english', :match) AS asked WHERE words @@ asked"
            " ORDER BY ts_rank(words, asked) DESC, id LIMIT :limit"
        )
        rows: Iterable[Any] = self.connection.execute(statement, {"match": match, "limit": PROPOSED}) if match else []
        return [row[0] for row in rows]


def documents(lines: Iterable[str]) -> list[bm25.Candidate]:
    """Read the checked claims; NUL, which PostgreSQL refuses, becomes a space."""
    rows: Iterator[Mapping[str, Any]] = (json.loads(line.replace("\\u0000", " ")) for line in lines if line.strip())
    return [bm25.Candidate(row["id"], row.get("title") or "", row.get("claim") or "") for row in rows]


def run(items: Iterable[dict[str, Any]], asked: argparse.Namespace) -> Iterator[dict[str, Any]]:
    """Yield for each item the ids of the nearest checked claims, best first."""
    if not asked.docs:
        raise SystemExit("match needs --docs: a file of the checked claims, one JSON object a line.")
    with asked.docs.open(encoding="utf-8") as lines:
        known = {one.id: one for one in documents(lines)}
    counted = bm25.Statistics.of(known.values())
    proposer: Proposer = Postgresql(asked.database, [*known.values()]) if asked.database else Sqlite([*known.values()])
    for item in items:
        query = queries.cleaned(item["query"])
        candidates = [known[one] for one in proposer.propose(query)]
        ranked = bm25.rank(query, candidates, statistics=counted, limit=SHOWN)
        yield {"id": item["id"], "ranking": [one.id for one in ranked]}
